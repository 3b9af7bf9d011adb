# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Families and their plans over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.referral.domain import gezin as domein
from services.referral.domain import gezinsplan as plan_domein
from services.referral.schemas.fields import Regel, text

ClientId = Annotated[str, text(36), Regel, Field(description="Een client van de gemeente.")]
Persoon = Annotated[
    str, text(100), Regel, Field(description="Zoals het token die noemt.", examples=["j.jansen"])
]
Naam = Annotated[str, text(100), Regel, Field(examples=["Lokaal team Zuid"])]
Tekst = Annotated[str, text(2000)]
"""What is written about people: kept sealed, never in an event."""
Nummer = Annotated[int, Field(ge=1, le=99)]


class NieuwGezin(ApiModel):
    """Clienten die een gezin vormen; berichten kennen geen gezin."""

    client_ids: Annotated[tuple[ClientId, ...], Field(min_length=1, max_length=20)]
    begindatum: date
    eigenaar: Persoon | None = Field(
        default=None, description="Wie het gezin als complexe casus mag zien."
    )

    @model_validator(mode="after")
    def _each_once(self) -> "NieuwGezin":
        if len(set(self.client_ids)) < len(self.client_ids):
            raise ValueError("clientIds noemt een client twee keer")
        return self


class NieuwLid(ApiModel):
    """Een client hoort vanaf een dag bij het gezin."""

    client_id: ClientId
    begindatum: date


class Vertrek(ApiModel):
    """De laatste dag waarop een client bij het gezin hoort."""

    client_id: ClientId
    einddatum: date


class Eigenaar(ApiModel):
    """Wie het gezin als complexe casus mag zien; leeg is niemand."""

    eigenaar: Persoon | None


class Lid(ApiModel):
    """Een client in het gezin; dagen tot en met."""

    client_id: str
    begindatum: date
    einddatum: date | None


class Gezin(ApiModel):
    """Een gezin zoals het nu is."""

    id: str
    versie: int
    eigenaar: str | None
    leden: list[Lid]
    gewijzigd_op: datetime


class GezinnenPagina(ApiModel):
    """Een bladzijde gezinnen."""

    resultaten: list[Gezin]


class NieuwDoel(ApiModel):
    """Een doel van het plan; het krijgt een nummer in deze volgorde."""

    omschrijving: Tekst


class NieuweRegie(ApiModel):
    """Wie vanaf een dag de regie voert, en waarom die wisselt."""

    soort: plan_domein.Regisseur
    naam: Naam
    begindatum: date
    reden: Tekst

    def of(self) -> plan_domein.Regie:
        """As the domain knows it."""
        return plan_domein.Regie(self.soort, self.naam, self.begindatum, self.reden)


class EersteRegisseur(ApiModel):
    """Wie de regie voert vanaf het begin van het plan."""

    soort: plan_domein.Regisseur
    naam: Naam


class NieuwGezinsplan(ApiModel):
    """Het plan van een gezin: doelen, een regisseur en wanneer het wordt geevalueerd."""

    gezin_id: Annotated[str, text(36), Regel]
    begindatum: date
    regisseur: EersteRegisseur
    doelen: Annotated[tuple[NieuwDoel, ...], Field(min_length=1, max_length=20)]
    volgende_evaluatie: date | None = Field(
        default=None, description="Uiterlijk zes maanden na het begin of de vorige evaluatie."
    )

    def of(self, plan_id: str, gemeentecode: str, now: datetime) -> plan_domein.Gezinsplan:
        """As the domain knows it."""
        first = self.regisseur
        return plan_domein.Gezinsplan(
            id=plan_id,
            gemeentecode=gemeentecode,
            gezin_id=self.gezin_id,
            begindatum=self.begindatum,
            doelen=tuple(
                plan_domein.Doel(nummer, doel.omschrijving)
                for nummer, doel in enumerate(self.doelen, start=1)
            ),
            regie=(plan_domein.Regie(first.soort, first.naam, self.begindatum),),
            evaluaties=(),
            versie=1,
            gewijzigd_op=now,
            volgende_evaluatie=self.volgende_evaluatie,
        )


class DoelUitkomst(ApiModel):
    """Wat van een doel is geworden."""

    nummer: Nummer
    uitkomst: plan_domein.Uitkomst


class NieuweEvaluatie(ApiModel):
    """Een evaluatie van het plan; stoppen beeindigt het, met van elk doel een uitkomst."""

    op: date
    vervolg: plan_domein.Vervolg
    uitkomsten: Annotated[tuple[DoelUitkomst, ...], Field(max_length=20)] = ()
    toelichting: Tekst | None = None
    volgende_evaluatie: date | None = None

    def of(self) -> plan_domein.Evaluatie:
        """As the domain knows it."""
        uitkomsten = {one.nummer: one.uitkomst for one in self.uitkomsten}
        return plan_domein.Evaluatie(self.op, self.vervolg, uitkomsten, self.toelichting)


class Doel(ApiModel):
    """Een doel met zijn laatste uitkomst."""

    nummer: int
    omschrijving: str
    uitkomst: plan_domein.Uitkomst | None


class Regie(ApiModel):
    """Wie de regie voert of voerde, vanaf welke dag."""

    soort: plan_domein.Regisseur
    naam: str
    begindatum: date
    reden: str | None


class Evaluatie(ApiModel):
    """Een evaluatie die was."""

    op: date
    vervolg: plan_domein.Vervolg
    uitkomsten: list[DoelUitkomst]
    toelichting: str | None


class Gezinsplan(ApiModel):
    """Een plan zoals het nu is; regie en evaluaties oudste eerst."""

    id: str
    versie: int
    gezin_id: str
    begindatum: date
    einddatum: date | None
    toestand: plan_domein.Toestand
    doelen: list[Doel]
    regie: list[Regie]
    evaluaties: list[Evaluatie]
    volgende_evaluatie: date | None
    evaluatie_uiterlijk: date = Field(description="De laatste dag waarop evalueren op tijd is.")
    gewijzigd_op: datetime


class GezinsplannenPagina(ApiModel):
    """Een bladzijde plannen."""

    resultaten: list[Gezinsplan]


def gezin_of(gezin: domein.Gezin) -> Gezin:
    """As shown."""
    return Gezin(
        id=gezin.id,
        versie=gezin.versie,
        eigenaar=gezin.eigenaar,
        leden=[
            Lid(client_id=lid.client_id, begindatum=lid.begindatum, einddatum=lid.einddatum)
            for lid in gezin.leden
        ],
        gewijzigd_op=gezin.gewijzigd_op,
    )


def gezinsplan_of(plan: plan_domein.Gezinsplan) -> Gezinsplan:
    """As shown."""
    return Gezinsplan(
        id=plan.id,
        versie=plan.versie,
        gezin_id=plan.gezin_id,
        begindatum=plan.begindatum,
        einddatum=plan.einddatum,
        toestand=plan.toestand,
        doelen=[
            Doel(nummer=one.nummer, omschrijving=one.omschrijving, uitkomst=one.uitkomst)
            for one in plan.doelen
        ],
        regie=[
            Regie(soort=one.soort, naam=one.naam, begindatum=one.begindatum, reden=one.reden)
            for one in plan.regie
        ],
        evaluaties=[_evaluatie_of(one) for one in plan.evaluaties],
        volgende_evaluatie=plan.volgende_evaluatie,
        evaluatie_uiterlijk=plan.evaluatie_uiterlijk,
        gewijzigd_op=plan.gewijzigd_op,
    )


def _evaluatie_of(one: plan_domein.Evaluatie) -> Evaluatie:
    uitkomsten = [DoelUitkomst(nummer=n, uitkomst=u) for n, u in sorted(one.uitkomsten.items())]
    return Evaluatie(
        op=one.op, vervolg=one.vervolg, uitkomsten=uitkomsten, toelichting=one.toelichting
    )
