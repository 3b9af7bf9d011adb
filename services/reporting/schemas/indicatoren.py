# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators over HTTP: what they mean, and their figures."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain import indicatoren as domein
from services.reporting.domain.indicatoren.register import Eenheid, Getal

Doelgroep = Literal["gemeente", "regio", "accounthouder", "openbaar"]


class Maat(ApiModel):
    """Eén cijfer van een indicator; bedragen in eurocenten, procenten met één decimaal."""

    veld: str
    eenheid: Eenheid
    naam: str


class Indicator(ApiModel):
    """Wat een indicator betekent, in één versie."""

    id: str
    naam: str
    formule: str
    versie: int
    wijziging: str = Field(description="Wat deze versie anders maakte dan die ervoor.")
    eigenaar: str
    gevoeligheid: Literal["clienten", "aanbieders", "openbaar"]
    dimensies: list[str]
    vast: list[str] = Field(description="Dimensies waarop hij altijd is gegroepeerd.")
    maten: list[Maat]


class Indicatoren(ApiModel):
    """Alle indicatoren, in de versie die nu geldt."""

    resultaten: list[Indicator]


class Indicatorrij(ApiModel):
    """Een cel: zijn dimensies, zijn cijfers, en die van de periode waarmee is vergeleken."""

    cel: dict[str, str] = Field(description="De waarde van elke dimensie; leeg in het totaal.")
    gemeentenaam: str | None = None
    waarden: dict[str, Getal] = Field(description="Per maat; alles leeg als de cel is verborgen.")
    eerder: dict[str, Getal] | None = None
    groei: dict[str, float | None] | None = Field(
        default=None, description="Procentuele verandering van elke maat."
    )
    verborgen: bool = Field(
        default=False, description="Verborgen: klein, of klein te herleiden uit de rest."
    )
    verborgen_velden: list[str] = Field(
        default_factory=list, description="Maten die alleen zijn verborgen, in een cel die er is."
    )
    signalen: list[str] = Field(default_factory=list)

    def is_verborgen(self, veld: str) -> bool:
        """A figure that is not shown, rather than that there is none."""
        return self.verborgen or veld in self.verborgen_velden

    def hoe_verborgen(self) -> str:
        """For a table: all of the row, some of its figures, or nothing."""
        return "ja" if self.verborgen else "deels" if self.verborgen_velden else "nee"

    def naam(self) -> str:
        """The cell for people: a gemeente by its name."""
        shown = [
            self.gemeentenaam if name == "gemeente" and self.gemeentenaam else value
            for name, value in self.cel.items()
        ]
        return " ".join(shown)


class Vergelijkingsmaat(ApiModel):
    """Een cijfer van buiten, zoals opgegeven (P-14)."""

    veld: str
    gebied: str
    jaar: int
    waarde: int = Field(description="In de eenheid van de maat; procenten in tienden.")
    bron: str


class Indicatorwaarden(ApiModel):
    """Een antwoord dat met hetzelfde peilmoment opnieuw kan worden gevraagd."""

    id: str
    naam: str
    versie: int
    van: str
    tot: str
    vergelijk_van: str | None
    vergelijk_tot: str | None
    peilmoment: datetime
    doelgroep: Doelgroep
    groepering: list[str]
    maten: list[Maat]
    rijen: list[Indicatorrij]
    totaal: Indicatorrij
    vergelijkingsmaten: list[Vergelijkingsmaat]


def maten_of(one: domein.Indicator) -> list[Maat]:
    """For showing."""
    return [Maat(veld=m.veld, eenheid=m.eenheid, naam=m.naam) for m in one.maten]


def indicator_of(one: domein.Indicator) -> Indicator:
    """For showing."""
    return Indicator(
        id=one.id,
        naam=one.naam,
        formule=one.formule,
        versie=one.versie,
        wijziging=one.wijziging,
        eigenaar=one.eigenaar,
        gevoeligheid=one.gevoeligheid,
        dimensies=list(one.dimensies),
        vast=list(one.vast),
        maten=maten_of(one),
    )
