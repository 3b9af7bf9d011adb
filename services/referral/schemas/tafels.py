# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables for child protection, consults, choices of stay and figures over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import afweging as afweging_domein
from services.referral.domain import tafel as domein
from services.referral.domain.cijfers import Periode, Tellingen, Verplaatsingen, percentage
from services.referral.handlers.tafels import Afloop
from services.referral.schemas.gezinnen import ClientId, Tekst

Deelnemers = Annotated[tuple[domein.Deelnemer, ...], Field(min_length=1, max_length=8)]


class NieuweTafel(ApiModel):
    """Een tafel over zorgen om een kind, met wie zijn uitgenodigd."""

    client_id: ClientId
    datum: date
    deelnemers: Deelnemers

    def of(self, tafel_id: str, gemeentecode: str, now: datetime) -> domein.Beschermingstafel:
        """As the domain knows it."""
        return domein.Beschermingstafel(
            id=tafel_id,
            gemeentecode=gemeentecode,
            client_id=self.client_id,
            datum=self.datum,
            deelnemers=self.deelnemers,
            versie=1,
            gewijzigd_op=now,
        )


class Tafelafloop(ApiModel):
    """Wie er waren, het resultaat en wat is afgesproken."""

    resultaat: domein.Resultaat
    deelnemers: Deelnemers
    vervolg: Tekst

    def of(self) -> Afloop:
        """As the handler takes it."""
        return Afloop(self.resultaat, self.deelnemers, self.vervolg)


class Tafel(ApiModel):
    """Een beschermingstafel; zonder resultaat moet zij nog worden gehouden."""

    id: str
    versie: int
    client_id: str
    datum: date
    deelnemers: list[domein.Deelnemer]
    resultaat: domein.Resultaat | None
    vervolg: str | None
    gewijzigd_op: datetime


class TafelsPagina(ApiModel):
    """Een bladzijde tafels."""

    resultaten: list[Tafel]


class NieuwConsult(ApiModel):
    """Advies aan een verwijzer of school, over niemand met naam; geen jeugdhulp."""

    datum: date
    onderwerp: domein.Onderwerp
    vrager: domein.Vrager
    vervolg: domein.Vervolg | None = None

    def of(self, consult_id: str, gemeentecode: str, now: datetime) -> domein.Consult:
        """As the domain knows it."""
        return domein.Consult(
            id=consult_id,
            gemeentecode=gemeentecode,
            datum=self.datum,
            onderwerp=self.onderwerp,
            vrager=self.vrager,
            versie=1,
            gewijzigd_op=now,
            vervolg=self.vervolg,
        )


class Consultvervolg(ApiModel):
    """Waartoe het consult leidde."""

    vervolg: domein.Vervolg


class Consult(ApiModel):
    """Een consult dat is gegeven."""

    id: str
    versie: int
    datum: date
    onderwerp: domein.Onderwerp
    vrager: domein.Vrager
    vervolg: domein.Vervolg | None
    gewijzigd_op: datetime


class ConsultenPagina(ApiModel):
    """Een bladzijde consulten."""

    resultaten: list[Consult]


class Overgeslagen(ApiModel):
    """Een vorm van verblijf die voorgaat, en waarom die niet past."""

    vorm: afweging_domein.Trede
    reden: afweging_domein.Reden


class NieuweAfweging(ApiModel):
    """De gekozen vorm van verblijf, met een reden voor elke vorm die voorgaat."""

    client_id: ClientId
    vorm: afweging_domein.Trede
    overgeslagen: Annotated[tuple[Overgeslagen, ...], Field(max_length=6)] = ()
    toelichting: Tekst | None = None

    def of(self, afweging_id: str, gemeentecode: str, now: datetime) -> afweging_domein.Afweging:
        """As the domain knows it."""
        return afweging_domein.Afweging(
            id=afweging_id,
            gemeentecode=gemeentecode,
            client_id=self.client_id,
            vorm=self.vorm,
            overgeslagen=tuple(
                afweging_domein.Overgeslagen(one.vorm, one.reden) for one in self.overgeslagen
            ),
            toelichting=self.toelichting,
            versie=1,
            gewijzigd_op=now,
        )


class Afweging(ApiModel):
    """Een afweging zoals zij is gemaakt."""

    id: str
    versie: int
    client_id: str
    vorm: afweging_domein.Trede
    overgeslagen: list[Overgeslagen]
    toelichting: str | None
    gewijzigd_op: datetime


class AfwegingenPagina(ApiModel):
    """Een bladzijde afwegingen."""

    resultaten: list[Afweging]


class PerClient(ApiModel):
    """Hoe vaak een kind werd overgeplaatst."""

    client_id: str
    aantal: int


class PerAanbieder(ApiModel):
    """Hoe vaak een kind bij een aanbieder vertrok; leeg is zonder aanbieder."""

    agb_code: str | None
    aantal: int


class PerVorm(ApiModel):
    """Hoe vaak een kind uit een vorm van verblijf vertrok."""

    vorm: str
    aantal: int


class Overplaatsingen(ApiModel):
    """Van een plek naar de volgende, zonder tijd thuis ertussen."""

    aantal: int
    onvrijwillig: int
    per_client: list[PerClient]
    per_aanbieder: list[PerAanbieder]
    per_vorm: list[PerVorm]
    pleegzorg_beeindigd: int
    pleegzorg_uitval: int
    percentage_uitval: float | None


class Tafelcijfers(ApiModel):
    """Beschermingstafels die zijn gehouden."""

    aantal: int
    naar_raad: int
    percentage_vrijwillig: float | None


class Consultcijfers(ApiModel):
    """Consulten die zijn gegeven."""

    aantal: int
    naar_jeugdhulp: int


class Maatregelcijfers(ApiModel):
    """Ondertoezichtstellingen die begonnen en eindigden."""

    ots_begonnen: int
    ots_complexe_scheiding: int
    percentage_complexe_scheiding: float | None
    ots_beeindigd: int
    eindgesprekken: int


class Regiecijfers(ApiModel):
    """Cijfers van een gemeente over een periode, dagen tot en met."""

    van: date
    tot: date
    overplaatsingen: Overplaatsingen
    beschermingstafels: Tafelcijfers
    consulten: Consultcijfers
    maatregelen: Maatregelcijfers


def tafel_of(tafel: domein.Beschermingstafel) -> Tafel:
    """As shown."""
    plain = {name: getattr(tafel, name) for name in Tafel.model_fields}
    return Tafel(**plain | {"deelnemers": list(tafel.deelnemers)})


def consult_of(consult: domein.Consult) -> Consult:
    """As shown."""
    return Consult(**{name: getattr(consult, name) for name in Consult.model_fields})


def afweging_of(one: afweging_domein.Afweging) -> Afweging:
    """As shown."""
    plain = {name: getattr(one, name) for name in Afweging.model_fields}
    skipped = [Overgeslagen(vorm=x.vorm, reden=x.reden) for x in one.overgeslagen]
    return Afweging(**plain | {"overgeslagen": skipped})


def regiecijfers_of(periode: Periode, moves: Verplaatsingen, tellingen: Tellingen) -> Regiecijfers:
    """As shown."""
    raad, held = tellingen.tafels_naar_raad, tellingen.tafels
    return Regiecijfers(
        van=periode.van,
        tot=periode.tot,
        overplaatsingen=_overplaatsingen_of(moves),
        beschermingstafels=Tafelcijfers(
            aantal=held, naar_raad=raad, percentage_vrijwillig=percentage(held - raad, held)
        ),
        consulten=Consultcijfers(
            aantal=tellingen.consulten, naar_jeugdhulp=tellingen.consulten_naar_hulp
        ),
        maatregelen=Maatregelcijfers(
            ots_begonnen=tellingen.ots,
            ots_complexe_scheiding=tellingen.ots_scheiding,
            percentage_complexe_scheiding=percentage(tellingen.ots_scheiding, tellingen.ots),
            ots_beeindigd=tellingen.ots_beeindigd,
            eindgesprekken=tellingen.eindgesprekken,
        ),
    )


def _overplaatsingen_of(moves: Verplaatsingen) -> Overplaatsingen:
    ended, failed = moves.pleegzorg_beeindigd, moves.pleegzorg_uitval
    return Overplaatsingen(
        aantal=moves.aantal,
        onvrijwillig=moves.onvrijwillig,
        per_client=[PerClient(client_id=who, aantal=n) for who, n in moves.per_client],
        per_aanbieder=[PerAanbieder(agb_code=who, aantal=n) for who, n in moves.per_aanbieder],
        per_vorm=[PerVorm(vorm=vorm, aantal=n) for vorm, n in moves.per_vorm],
        pleegzorg_beeindigd=ended,
        pleegzorg_uitval=failed,
        percentage_uitval=percentage(failed, ended),
    )
