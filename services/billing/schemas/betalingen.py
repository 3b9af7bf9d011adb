# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Bank accounts and payment runs over HTTP."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import AfterValidator, Field, StringConstraints
from stdnum import iban as stdnum_iban

from libs.common.api import ApiModel
from services.billing.domain import betaling as d
from services.billing.domain.betaling import sepa_text
from services.billing.schemas.velden import Kenmerk, Stap
from services.billing.store import zaken


def _iban(value: str) -> str:
    compact = str(stdnum_iban.compact(value))
    if not stdnum_iban.is_valid(compact):
        raise ValueError("is geen geldig IBAN (lengte of controlegetal)")
    return compact


def _payable_name(value: str) -> str:
    if not sepa_text(value, len(value)):
        raise ValueError("bevat geen teken dat een bank aanneemt")
    return value


Iban = Annotated[str, Field(max_length=42, examples=["NL91ABNA0417164300"]), AfterValidator(_iban)]
Naam = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=70),
    AfterValidator(_payable_name),
]
Houder = Annotated[
    str,
    Field(
        pattern=r"^([0-9]{8}|[0-9]{4})$",
        description="AGB-code van de aanbieder, of een gemeentecode: de eigen rekening waarvan "
        "wordt betaald, of die van een gemeente waarmee wordt verrekend.",
    ),
]
Ontvanger = Annotated[
    str, Field(description="AGB-code, of bij een verrekening de code van de andere gemeente.")
]

MISLUKT = "mislukt"
Betaaltoestand = Annotated[
    Literal["opgenomen", "gemeld", "mislukt"],
    Field(
        description="Van de betaling: 'gemeld' als iemand zegt dat zij mislukte, 'mislukt' zodra "
        "een ander dat bevestigt. Dan staat het weer open, voor een volgende betaalrun."
    ),
]


class NieuweRekening(ApiModel):
    """Een voorstel voor de rekening van een houder; een ander keurt het goed."""

    houder: Houder
    iban: Iban
    tenaamstelling: Naam


class Rekening(ApiModel):
    """Een rekening; van de goedgekeurde van een houder geldt die met het hoogste nummer."""

    id: str
    houder: str
    nummer: int
    iban: str
    tenaamstelling: str
    toestand: str


class RekeningenPagina(ApiModel):
    """Een bladzijde rekeningen."""

    resultaten: list[Rekening]


class Rekeningbesluit(ApiModel):
    """Het besluit over een voorgestelde rekening."""

    besluit: d.Besluit


class NieuweBetaalrun(ApiModel):
    """Wanneer de bank betaalt, en wie; zonder keuze iedereen aan wie iets openstaat."""

    uitvoerdatum: date
    aanbieders: Annotated[list[Houder], Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="AGB-codes, en codes van gemeenten waarmee wordt verrekend."
    )


class Runhandeling(ApiModel):
    """'uitvoeren' als het bestand bij de bank is; 'intrekken' met een reden."""

    handeling: Literal["uitvoeren", "intrekken"]
    reden: Kenmerk | None = None


class Betaalrun(ApiModel):
    """Een betaalrun; bedrag is de controlesom in eurocenten."""

    id: str
    uitvoerdatum: date
    bedrag: int
    aantal: int = Field(description="Aantal betalingen.")
    toestand: str
    goedgekeurd_op: datetime | None
    versie: int


class Mislukking(ApiModel):
    """Waarom het geld niet aankwam, met de code van ISO 20022."""

    soort: d.Misluksoort
    code: str
    op: date


class Betaling(ApiModel):
    """Wat één ontvanger krijgt, in eurocenten."""

    agb_code: Ontvanger
    end_to_end_id: str
    iban: str
    tenaamstelling: str
    bedrag: int
    toestand: Betaaltoestand
    mislukking: Mislukking | None


class Overgeslagen(ApiModel):
    """Wie niet wordt betaald en wat open blijft staan; negatief als credits zwaarder wegen."""

    agb_code: Ontvanger
    bedrag: int
    reden: str


class Betaalstap(Stap):
    """Een stap met de persoon die haar zette."""

    persoon: str
    reden: str | None


class BetaalrunDossier(Betaalrun):
    """Een betaalrun met haar betalingen en stappen; `mislukt` is het bedrag dat niet aankwam."""

    mislukt: int
    betalingen: list[Betaling]
    overgeslagen: list[Overgeslagen]
    stappen: list[Betaalstap]


class BetaalrunsPagina(ApiModel):
    """Een bladzijde betaalruns."""

    resultaten: list[Betaalrun]


class Specificatieregel(ApiModel):
    """Waarvoor is betaald, in eurocenten: een regel, termijn, afrekening, subsidie, verrekening.

    Alleen bij een declaratie staan er nummers, product en periode; anders een omschrijving, ook van
    wat van een declaratie vernietigd is.
    """

    agb_code: Ontvanger
    end_to_end_id: str
    toestand: Betaaltoestand
    soort: d.Postsoort
    omschrijving: str | None
    declaratie_nummer: str | None
    referentie_nummer: str | None
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int | None
    categorie: str | None
    code: str | None
    periode_begin: date | None
    periode_eind: date | None
    bedrag: int = Field(description="Een credit is negatief.")


class Specificatie(ApiModel):
    """Een bladzijde regels."""

    resultaten: list[Specificatieregel]


SPECIFICATIE_KOPPEN = tuple(str(field.alias) for field in Specificatieregel.model_fields.values())
"""The columns of a specification as CSV."""


def rekening_of(rekening: d.Rekening) -> Rekening:
    """For showing."""
    return Rekening(**_named(Rekening, rekening))


def betaalrun_of(run: d.Betaalrun) -> Betaalrun:
    """For showing."""
    return Betaalrun(**_named(Betaalrun, run))


def dossier_of(
    run: d.Betaalrun, betalingen: Sequence[d.Betaling], stappen: Sequence[zaken.Stap]
) -> BetaalrunDossier:
    """The same with all that is behind it."""
    skipped = [one for stap in stappen for one in stap.inhoud.get("overgeslagen", ())]
    return BetaalrunDossier(
        **_named(Betaalrun, run),
        mislukt=sum(one.bedrag for one in betalingen if one.toestand == MISLUKT),
        betalingen=[_betaling_of(one) for one in betalingen],
        overgeslagen=[Overgeslagen.model_validate(one) for one in skipped],
        stappen=[
            Betaalstap(
                **_named(Stap, stap),
                persoon=stap.inhoud["persoon"],
                reden=stap.inhoud.get("reden"),
            )
            for stap in stappen
        ],
    )


def _betaling_of(betaling: d.Betaling) -> Betaling:
    why = betaling.mislukking
    told = None if why is None else Mislukking(**_named(Mislukking, why))
    return Betaling(**_named(Betaling, betaling) | {"mislukking": told})


def specificatieregel_of(row: sa.Row[Any]) -> Specificatieregel:
    """For showing."""
    return Specificatieregel(**_named(Specificatieregel, row))


def _named(model: type[ApiModel], source: object) -> dict[str, Any]:
    return {name: getattr(source, name) for name in model.model_fields}
