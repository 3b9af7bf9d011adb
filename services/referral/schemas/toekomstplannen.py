# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Future plans, and the age until which help may be given, over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from libs.ijw.cbs import cbs_reason
from services.referral.domain import leeftijd
from services.referral.domain import toekomstplan as domein
from services.referral.domain.levering import Stop
from services.referral.schemas.gezinnen import ClientId, Naam, Tekst

Regimes = Annotated[
    tuple[domein.Regime, ...],
    Field(max_length=5, description="Waaronder hulp na 18 doorgaat; 'geen' als zij ophoudt."),
]


class Planinhoud(ApiModel):
    """De onderdelen van het plan; een concept mag onvolledig zijn."""

    eigenaar: Naam | None = None
    netwerk: Tekst | None = None
    wonen: Tekst | None = None
    opleiding_werk: Tekst | None = None
    financien: Tekst | None = None
    welzijn: Tekst | None = None
    vervolgregimes: Regimes = ()

    def inhoud(self) -> domein.Inhoud:
        """As the domain knows it."""
        return domein.Inhoud(**{name: getattr(self, name) for name in domein.Inhoud.__slots__})


class NieuwToekomstplan(Planinhoud):
    """Een concept voor een jongere."""

    client_id: ClientId

    def of(self, plan_id: str, gemeentecode: str, now: datetime) -> domein.Toekomstplan:
        """As the domain knows it."""
        return domein.Toekomstplan(
            id=plan_id,
            gemeentecode=gemeentecode,
            client_id=self.client_id,
            inhoud=self.inhoud(),
            vervolgregimes=self.vervolgregimes,
            versie=1,
            gewijzigd_op=now,
        )


class Goedkeuring(ApiModel):
    """De dag waarop de jongere en wie het aangaat het plan goedkeurden."""

    op: date


class Uitstroom(ApiModel):
    """Waarmee de laatste hulp eindigde, zolang er geen andere loopt."""

    einddatum: date
    reden_beeindiging: str = Field(description="Lijst JZ588.")
    cbs_reden: str | None = Field(description="Reden van het CBS, 01 tot en met 05.")


class Toekomstplan(Planinhoud):
    """Een plan zoals het nu is."""

    id: str
    versie: int
    client_id: str
    toestand: domein.Toestand
    goedgekeurd_op: date | None
    uitstroom: Uitstroom | None = None
    gewijzigd_op: datetime


class ToekomstplannenPagina(ApiModel):
    """Een bladzijde plannen."""

    resultaten: list[Toekomstplan]


class Leeftijdsvraag(ApiModel):
    """Tot wanneer hulp mag duren; er wordt niets bewaard."""

    geboortedatum: date
    kader: leeftijd.Kader
    peildatum: date
    verlengd: bool = Field(
        default=False,
        description="Voor 18 besloten, of binnen een half jaar hervat.",
    )


class Leeftijdsgrens(ApiModel):
    """De regel die op de peildatum geldt, en de laatste dag van hulp; leeg is zonder grens."""

    laatste_dag: date | None
    leeftijd: int | None
    geldig_van: date
    bron: str


def toekomstplan_of(plan: domein.Toekomstplan, stop: Stop | None = None) -> Toekomstplan:
    """As shown."""
    uitstroom = None
    if stop is not None:
        uitstroom = Uitstroom(
            einddatum=stop.einddatum,
            reden_beeindiging=stop.reden,
            cbs_reden=cbs_reason(stop.reden),
        )
    return Toekomstplan(
        id=plan.id,
        versie=plan.versie,
        client_id=plan.client_id,
        toestand=plan.toestand,
        goedgekeurd_op=plan.goedgekeurd_op,
        vervolgregimes=plan.vervolgregimes,
        uitstroom=uitstroom,
        gewijzigd_op=plan.gewijzigd_op,
        **{name: getattr(plan.inhoud, name) for name in domein.Inhoud.__slots__},
    )


def leeftijdsgrens_of(grens: leeftijd.Grens, vraag: Leeftijdsvraag) -> Leeftijdsgrens:
    """As shown."""
    return Leeftijdsgrens(
        laatste_dag=leeftijd.last_day(grens, vraag.geboortedatum, verlengd=vraag.verlengd),
        leeftijd=grens.verlengd if vraag.verlengd else grens.tot,
        geldig_van=grens.geldig_van,
        bron=grens.bron,
    )
