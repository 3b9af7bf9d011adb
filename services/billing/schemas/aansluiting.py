# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reconciliation over HTTP: figures of this side, of the other, and their differences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import AwareDatetime, Field

from libs.common.api import ApiModel
from services.billing.domain.verplichting import maand_tekst
from services.billing.rules import aansluiting as d
from services.billing.rules.aansluiting import Cel, Regels, Telling
from services.billing.schemas.velden import AgbCode

MEESTE_CELLEN, MEESTE_REGELS = 50_000, 100_000

Maand = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-04"])]
Bedrag = Annotated[int, Field(ge=-(10**15), le=10**15, description="Eurocenten met teken.")]


class Aansluitcel(ApiModel):
    """Wat van een gemeente, aanbieder en zorgmaand is goedgekeurd, in eurocenten."""

    gemeentecode: str
    agb_code: str
    maand: str
    aantal: int
    bedrag: int


class Aansluiting(ApiModel):
    """Een bladzijde van de aansluiting."""

    resultaten: list[Aansluitcel]


class Aansluitregel(ApiModel):
    """Een goedgekeurde regel, zonder gegevens van een cliënt."""

    regel_id: str
    bedrag: int


class Aansluitregels(ApiModel):
    """Een bladzijde regels."""

    resultaten: list[Aansluitregel]


class OpgegevenCel(ApiModel):
    """Wat de andere kant heeft van een aanbieder en zorgmaand."""

    agb_code: AgbCode
    maand: Maand
    aantal: Annotated[int, Field(ge=0, le=10**9)]
    bedrag: Bedrag


class OpgegevenRegel(ApiModel):
    """Een regel van de andere kant."""

    agb_code: AgbCode
    maand: Maand
    regel_id: Annotated[str, Field(min_length=1, max_length=36)]
    bedrag: Bedrag


class Opgave(ApiModel):
    """De telling van de andere kant; met regels worden verschillen per regel genoemd."""

    van: Maand
    tot: Maand
    peilmoment: AwareDatetime
    cellen: Annotated[list[OpgegevenCel], Field(max_length=MEESTE_CELLEN)]
    regels: Annotated[list[OpgegevenRegel], Field(max_length=MEESTE_REGELS)] = Field(
        default_factory=list
    )

    def cells(self, gemeentecode: str) -> dict[Cel, Telling]:
        """Of this gemeente."""
        return {
            _cel(gemeentecode, one.agb_code, one.maand): Telling(one.aantal, one.bedrag)
            for one in self.cellen
        }

    def lines(self, gemeentecode: str) -> Mapping[Cel, Regels]:
        """Of this gemeente, by cell."""
        found: defaultdict[Cel, dict[str, int]] = defaultdict(dict)
        for one in self.regels:
            found[_cel(gemeentecode, one.agb_code, one.maand)][one.regel_id] = one.bedrag
        return found


class Regelverschil(ApiModel):
    """Een regel die maar aan één kant staat, of met een ander bedrag; leeg waar zij ontbreekt."""

    regel_id: str
    hier: int | None
    daar: int | None


class Celverschil(ApiModel):
    """Een aanbieder en zorgmaand waarin de kanten verschillen."""

    agb_code: str
    maand: str
    aantal_hier: int
    bedrag_hier: int
    aantal_daar: int
    bedrag_daar: int
    regels: list[Regelverschil] | None = Field(
        description="Leeg als er geen regels zijn opgegeven."
    )


class Vergelijking(ApiModel):
    """Of beide kanten gelijk zijn, en zo niet waar niet."""

    gelijk: bool
    verschillen: list[Celverschil]


def cellen_of(cells: Mapping[Cel, Telling]) -> list[Aansluitcel]:
    """For showing."""
    return [
        Aansluitcel(
            gemeentecode=cel.gemeentecode,
            agb_code=cel.agb_code,
            maand=maand_tekst(cel.maand),
            aantal=telling.aantal,
            bedrag=telling.bedrag,
        )
        for cel, telling in cells.items()
    ]


def vergelijking_of(verschillen: Iterable[d.Celverschil]) -> Vergelijking:
    """For showing."""
    shown = [_verschil(one) for one in verschillen]
    return Vergelijking(gelijk=not shown, verschillen=shown)


def _verschil(one: d.Celverschil) -> Celverschil:
    regels = one.regels
    return Celverschil(
        agb_code=one.cel.agb_code,
        maand=maand_tekst(one.cel.maand),
        aantal_hier=one.hier.aantal,
        bedrag_hier=one.hier.bedrag,
        aantal_daar=one.daar.aantal,
        bedrag_daar=one.daar.bedrag,
        regels=None
        if regels is None
        else [Regelverschil(regel_id=r.regel_id, hier=r.hier, daar=r.daar) for r in regels],
    )


def _cel(gemeentecode: str, agb_code: str, maand: str) -> Cel:
    return Cel(gemeentecode, agb_code, int(maand.replace("-", "")))
