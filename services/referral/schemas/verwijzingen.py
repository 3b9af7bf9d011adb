# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Referrals over HTTP: registered, shown, and what is done with them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from libs.common.api import Answer, ApiModel, etag
from services.referral.domain import bepaling as domein_bepaling
from services.referral.domain import verwijzing as domein
from services.referral.domain.client import Client
from services.referral.domain.verwijsroute import Status
from services.referral.domain.verwijzer import GEEN_VERWIJZERS, Verwijzertype
from services.referral.domain.verwijzing import (
    Hulp,
    Overbrugging,
    RedenWachten,
    Stap,
    Toegang,
    code_for,
)
from services.referral.domain.woonplaats import Grond
from services.referral.schemas.fields import (
    AgbCode,
    Bsn,
    GegevenProduct,
    Product,
    Regel,
    product_of,
    text,
)


def _refers(value: object) -> object:
    """Who is no referrer is told where to go instead."""
    if isinstance(value, str) and value in GEEN_VERWIJZERS:
        raise ValueError(GEEN_VERWIJZERS[value])
    return value


class Bepaling(ApiModel):
    """Dat een gecertificeerde instelling hulp nodig vindt in een maatregel (artikel 3.5)."""

    maatregel: domein_bepaling.Maatregel
    beschikking_datum: date = Field(description="Van de rechter.")
    overleg_datum: date = Field(description="Van het overleg met het college.")
    overleg_uitkomst: domein_bepaling.Overleg = Field(
        description="Het college heeft geen veto: ook bij bezwaar geldt de bepaling."
    )


class NieuweVerwijzing(ApiModel):
    """Een verwijzing van een geregistreerde client; wie de verwijzer koos, houdt haar niet tegen.

    Zonder `zorgverlenerCode` is bij huisarts, jeugdarts, GI en medisch specialist een naam nodig.
    """

    bsn: Bsn
    verwijzer_type: Annotated[Verwijzertype, BeforeValidator(_refers)]
    verwijzer_naam: Annotated[str, text(64), Regel] | None = None
    zorgverlener_code: AgbCode | None = Field(
        default=None, description="AGB-code van de arts of instelling die verwijst (OP297)."
    )
    verwijsdatum: date
    toegang: Toegang = Field(
        default="individuele-voorziening",
        description="Vrij toegankelijke hulp kent geen toewijzing en geen declaratie.",
    )
    hulp: Hulp = Field(
        default="jeugdhulp",
        description="Preventie, advies en een gesprek over toegang zijn geen jeugdhulp.",
    )
    product: Product | None = None
    agb_code: AgbCode | None = Field(
        default=None, description="De aanbieder naar wie is verwezen, ook zonder contract."
    )
    beoogde_start: date | None = None
    crisis_start: date | None = Field(
        default=None,
        description="De dag waarop crisishulp al begon, zonder toewijzing vooraf; niets houdt "
        "haar tegen.",
    )
    bepaling: Bepaling | None = None

    def of(self, verwijzing_id: str, client: Client, now: datetime) -> domein.Verwijzing:
        """As the domain knows it, just received."""
        bepaling = self.bepaling
        return domein.Verwijzing(
            id=verwijzing_id,
            gemeentecode=client.gemeentecode,
            client_id=client.id,
            verwijzer_code=code_for(self.verwijzer_type, self.toegang),
            categorie=self.product.categorie if self.product else None,
            code=self.product.code if self.product else None,
            bepaling=domein_bepaling.Bepaling(**bepaling.model_dump()) if bepaling else None,
            ontvangen_op=now,
            stappen=(Stap("ontvangen", now),),
            begindatum=self.crisis_start,
            gestart_met_crisis=self.crisis_start is not None,
            **self.model_dump(exclude={"bsn", "product", "bepaling", "crisis_start"}),
        )


class VerwijzingZoekvraag(ApiModel):
    """Het BSN van een client; het staat nooit in een adres."""

    bsn: Bsn


class Dag(ApiModel):
    """De dag waarop het gebeurde."""

    op: date


class Verwijzer(ApiModel):
    """Wie verwees; `code` uit lijst COD327."""

    type: Verwijzertype | None = Field(
        description="Ontbreekt als alleen een bericht van de aanbieder de verwijzer noemde."
    )
    code: str
    detail: str | None = Field(description="Wie het binnen de code was, zoals `poh`.")
    naam: str | None
    zorgverlener_code: str | None


class Cbs(ApiModel):
    """Waaronder vrij toegankelijke jeugdhulp telt."""

    hulpvorm: str
    verwijzer: str


class Woonplaatstoets(ApiModel):
    """De verantwoordelijke gemeente, zoals die bij de toets bleek."""

    gemeentecode: str
    grond: Grond
    peildatum: date


class GenomenStap(ApiModel):
    """Dat een toestand werd bereikt, en wanneer."""

    status: Status
    op: datetime


class Verwijzing(ApiModel):
    """Een verwijzing zoals zij nu is."""

    id: str
    versie: int
    client_id: str
    verwijzer: Verwijzer
    toegang: Toegang
    hulp: Hulp
    cbs: Cbs | None
    product: GegevenProduct | None
    agb_code: str | None
    bepaling: Bepaling | None
    status: Status
    sinds: datetime
    verwijsdatum: date | None
    aanvraagdatum: date | None
    toewijsdatum: date | None
    beoogde_start: date | None
    begindatum: date | None
    einddatum: date | None
    eerste_contact: date | None
    reden_wachten: RedenWachten | None
    overbrugging: Overbrugging | None
    gestart_met_crisis: bool
    crisis_uit_op: date | None
    uitstroom_begeleid: bool | None
    crisisdagen: int | None = Field(description="Nachten in crisis, tot en met de uitstroom.")
    reden_afwijzing: str | None = Field(description="Lijst WJ759.")
    doorgeleid_op: Annotated[
        date | None, Field(description="Dag waarop naar het lokaal team is doorgeleid.")
    ]
    signalen: list[str] = Field(description="Wat opvalt, zonder dat het iets tegenhoudt.")
    woonplaats: Woonplaatstoets | None
    verzoek_id: str | None
    voortzetting_van: str | None
    ontvangen_op: datetime
    stappen: list[GenomenStap] = Field(description="Oudste eerst.")


class VerwijzingenPagina(ApiModel):
    """Een bladzijde verwijzingen."""

    resultaten: list[Verwijzing]


_SHAPED = ("verwijzer", "cbs", "product", "bepaling", "woonplaats", "stappen")
_PLAIN = tuple(name for name in Verwijzing.model_fields if name not in _SHAPED)


def verwijzing_of(one: domein.Verwijzing) -> Verwijzing:
    """For showing to its gemeente."""
    cbs, woonplaats, bepaling = one.cbs, one.woonplaats, one.bepaling
    return Verwijzing(
        **{name: getattr(one, name) for name in _PLAIN},
        verwijzer=Verwijzer(
            type=one.verwijzer_type,
            code=one.verwijzer_code,
            detail=one.verwijzer_detail,
            naam=one.verwijzer_naam,
            zorgverlener_code=one.zorgverlener_code,
        ),
        cbs=Cbs(hulpvorm=cbs[0], verwijzer=cbs[1]) if cbs else None,
        product=product_of(one.categorie, one.code),
        bepaling=Bepaling.model_validate(bepaling, from_attributes=True) if bepaling else None,
        woonplaats=Woonplaatstoets.model_validate(woonplaats, from_attributes=True)
        if woonplaats
        else None,
        stappen=[GenomenStap(status=stap.status, op=stap.op) for stap in one.stappen],
    )


def verwijzing_answer(one: domein.Verwijzing) -> Answer:
    """After a step, with the version as ETag."""
    return Answer(200, verwijzing_of(one), {"ETag": etag(one.versie)})
