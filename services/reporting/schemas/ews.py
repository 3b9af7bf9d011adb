# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is delivered for, and shown of, the early warning system; amounts are whole cents."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from libs.common.api import ApiModel
from libs.ijw.worth import rounded
from services.reporting.domain.ews.indicatoren import INDICATOREN, Eenheid
from services.reporting.domain.ews.niveau import TREDEN, Kleur, Stap
from services.reporting.domain.ews.perioden import Plicht, Verwachting
from services.reporting.handlers.beoordelen import Beoordeling
from services.reporting.handlers.ews import Aanlevering, Kanaal
from services.reporting.schemas.velden import (
    Bedrag,
    Categorie,
    Kenmerk,
    Kosten,
    KvkNummer,
    Kwartaalcode,
    Kwartaalvoortgang,
    Regiocode,
    Tekst,
)
from services.reporting.store.ews import GezetteStap, Levering

_DECIMALS = 10_000
REDENEN = {
    "meer-signalen": "Twee of meer indicatoren liggen voorbij hun grens.",
    "zelf-verklaard-risico": "De aanbieder verklaart zelf een continuïteitsrisico.",
    "continuiteitsrisico": "Een regio hield een continuïteitsrisico open (C-23).",
    "kasdagen": "De liquiditeit is genoeg voor minder dagen dan de norm voor rood.",
    "trede": "De trede van het draaiboek is die voor rood of hoger.",
    "levering-ontbreekt": "Een aanlevering ontbreekt langer dan de norm toestaat.",
}
_NAMEN = {one.id: one.naam for one in INDICATOREN}


class Wachttijd(ApiModel):
    """Wachtenden voor een vorm van hulp in een regio."""

    vorm: Categorie
    regiocode: Regiocode
    wachtenden: Annotated[int, Field(ge=0, le=1_000_000)]
    wachtdagen: Annotated[int | None, Field(ge=0, le=10_000, description="Gemiddeld.")] = None


class WachttijdMaatregel(ApiModel):
    """Wachtenden voor jeugdbescherming of jeugdreclassering in een regio."""

    vorm: Literal["jb", "jr"]
    regiocode: Regiocode
    wachtenden: Annotated[int, Field(ge=0, le=1_000_000)]
    wachtdagen: Annotated[int | None, Field(ge=0, le=10_000, description="Gemiddeld.")] = None


class Onderaannemer(ApiModel):
    """Wie voor de aanbieder levert."""

    naam: Kenmerk
    kvk_nummer: KvkNummer


class NieuweKwartaallevering(ApiModel):
    """De zestien gegevens per kwartaal (Regeling Jeugdwet 8g lid 2b), van het kwartaal zelf."""

    periode: Kwartaalcode
    kvk_nummer: KvkNummer
    contact: Annotated[Kenmerk, Field(description="Afdeling of postbus, geen persoon.")]
    vormen: Annotated[list[Categorie], Field(min_length=1, max_length=50)]
    bedrijfsresultaat: Bedrag
    bedrijfsopbrengsten: Kosten
    liquiditeit: Bedrag
    overige_bedrijfskosten: Kosten
    werkkapitaal: Bedrag
    personeel_loondienst: Kosten
    personeel_niet_loondienst: Kosten
    opbrengsten_jeugdwet: Kosten
    niet_declarabele_productie: Kosten
    wachttijden: list[Wachttijd] = Field(default=[], max_length=2_000)
    wachttijden_maatregelen: list[WachttijdMaatregel] = Field(default=[], max_length=200)
    continuiteitsrisico: bool = Field(
        description="Voorziet de aanbieder een risico voor continuïteit of strategie?"
    )
    onderaannemers: list[Onderaannemer] = Field(default=[], max_length=1_000)

    def as_aanlevering(self, agb_code: str, kanaal: Kanaal) -> Aanlevering:
        """The same for the use case."""
        data = self.model_dump(mode="json", by_alias=True)
        return Aanlevering(agb_code, "kwartaal", data.pop("periode"), data, kanaal)


class NieuweJaarlevering(ApiModel):
    """De zes begrote bedragen per jaar (Regeling Jeugdwet 8g)."""

    jaar: Annotated[int, Field(ge=2000, le=2099)]
    begroot_resultaat: Bedrag
    begrote_opbrengsten: Kosten
    begrote_overige_kosten: Kosten
    begroot_personeel_loondienst: Kosten
    begroot_personeel_niet_loondienst: Kosten
    begrote_opbrengsten_jeugdwet: Kosten

    def as_aanlevering(self, agb_code: str, kanaal: Kanaal) -> Aanlevering:
        """The same for the use case."""
        data = self.model_dump(mode="json", by_alias=True)
        return Aanlevering(agb_code, "jaar", str(data.pop("jaar")), data, kanaal)


class EwsLevering(ApiModel):
    """Een aanlevering zoals zij is vastgelegd; een latere versie vervangt haar."""

    id: str
    agb_code: str
    soort: Literal["kwartaal", "jaar"]
    periode: str
    versie: int
    ontvangen_op: datetime
    vervangen_op: datetime | None
    kanaal: Kanaal
    gegevens: dict[str, Any] = Field(description="De velden zoals aangeleverd; bedragen in centen.")


class EwsLeveringenPagina(ApiModel):
    """Een bladzijde aanleveringen."""

    resultaten: list[EwsLevering]


class EwsImportverslag(ApiModel):
    """Wat van een upload is vastgelegd."""

    rijen: int
    nieuw: int
    ongewijzigd: int


class EwsVerwachting(ApiModel):
    """Een aanlevering die verwacht wordt of werd."""

    agb_code: str
    soort: Literal["kwartaal", "jaar"]
    periode: str
    uiterlijk: date
    status: Literal["ontvangen", "verwacht", "te-laat", "ontbreekt"]


class EwsVerwachtingen(ApiModel):
    """Wat van een aanbieder verwacht wordt, en waarom wel of niet."""

    agb_code: str
    verplicht: bool
    reden: str
    resultaten: list[EwsVerwachting]


class EwsGrens(ApiModel):
    """Voorbij deze waarde waarschuwt een indicator."""

    indicator: Literal[
        "EWS-01", "EWS-02", "EWS-03", "EWS-04", "EWS-05", "EWS-06", "EWS-07",
        "EWS-08", "EWS-09", "EWS-10", "EWS-11", "EWS-12", "EWS-13", "EWS-14",
    ]  # fmt: skip
    richting: Literal["laag", "hoog"]
    waarschuwing: Annotated[str, Field(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$", examples=["0.20"])]


class NieuweEwsNormen(ApiModel):
    """Grenzen, termijnen in dagen en de omzetgrens in centen, vanaf een kwartaal."""

    geldig_vanaf: Annotated[date, Field(description="Eerste dag van een kwartaal.")]
    bron: Tekst
    grenzen: Annotated[list[EwsGrens], Field(max_length=14)]
    kasdagen_rood: Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,2})?$")]
    trede_rood: Annotated[int, Field(ge=1, le=6)]
    termijn_kwartaal: Annotated[int, Field(ge=1, le=365)]
    termijn_jaar: Annotated[int, Field(ge=1, le=365)]
    ontbreekt_na: Annotated[int, Field(ge=0, le=365)]
    omzetgrens: Kosten
    plicht_vanaf: date


class EwsNormen(NieuweEwsNormen):
    """Een versie van de normen."""

    versie: int


class EwsNormversies(ApiModel):
    """Alle versies, oudste eerst."""

    resultaten: list[EwsNormen]


class NieuweStap(ApiModel):
    """Een stap: 0-2 gesprek, 3 herstelplan, 4-5 maatregelen, 6 faillissement."""

    trede: Annotated[int, Field(ge=0, le=6)]
    datum: date
    eigenaar: Annotated[Kenmerk, Field(description="De functie die de actie heeft, geen naam.")]
    actie: Tekst
    uiterlijk: date | None = None

    def as_stap(self) -> Stap:
        """The same for the use case."""
        return Stap(self.trede, self.datum, self.eigenaar, self.actie, self.uiterlijk)


class EwsStap(NieuweStap):
    """Een gezette stap; zij wijzigt niet meer."""

    id: str
    agb_code: str
    regiocode: str
    doel: str
    vastgelegd_op: datetime


class EwsStappen(ApiModel):
    """Alle stappen, oudste eerst."""

    resultaten: list[EwsStap]


class EwsMeting(ApiModel):
    """De waarde van een indicator; leeg als zij niet te bepalen of verborgen is."""

    id: str
    naam: str
    formule: str
    eenheid: Eenheid
    waarde: float | None = Field(
        description="Voor anderen dan de aanbieder zijn cliënten op vijftallen afgerond."
    )
    verborgen: bool = Field(
        description="Voor de aanbieder bepaald; voor anderen zou de waarde over te weinigen gaan."
    )
    grens: float | None
    voorbij: bool


class EwsReden(ApiModel):
    """Waaruit een niveau volgt."""

    code: str
    tekst: str


class EwsTrend(ApiModel):
    """Omzettrend in een regio; leeg zonder bedrag een jaar eerder of als zij verborgen is."""

    regiocode: str
    waarde: float | None
    verborgen: bool


class EwsBeoordeling(ApiModel):
    """Hoe een aanbieder ervoor staat in een kwartaal, zoals bekend op het peilmoment."""

    agb_code: str
    kwartaal: str
    voortgang: Kwartaalvoortgang
    peilmoment: datetime
    normversie: int
    normbron: str
    cijfers_over: str | None = Field(description="Het kwartaal van de gebruikte aanlevering.")
    niveau: Kleur
    redenen: list[EwsReden]
    trede: int | None
    ontbrekende_leveringen: list[str]
    indicatoren: list[EwsMeting]
    omzettrend_per_regio: list[EwsTrend]


def levering_of(one: Levering) -> EwsLevering:
    """As shown."""
    return EwsLevering.model_validate(
        {
            "id": one.levering_id,
            "agb_code": one.agb_code,
            "soort": one.soort,
            "periode": one.periode,
            "versie": one.versie,
            "ontvangen_op": one.bekend_op,
            "vervangen_op": one.vervallen_op,
            "kanaal": one.kanaal,
            "gegevens": dict(one.gegevens),
        }
    )


def verwachting_of(
    agb_code: str, one: Verwachting, today: date, there: bool, missing: bool
) -> EwsVerwachting:
    """As shown, with how it stands."""
    status = "verwacht"
    if there:
        status = "ontvangen"
    elif missing:
        status = "ontbreekt"
    elif one.uiterlijk < today:
        status = "te-laat"
    return EwsVerwachting.model_validate(
        {
            "agb_code": agb_code,
            "soort": one.soort,
            "periode": one.periode,
            "uiterlijk": one.uiterlijk,
            "status": status,
        }
    )


def verwachtingen_of(
    agb_code: str, plicht: Plicht, found: list[EwsVerwachting]
) -> EwsVerwachtingen:
    """As shown."""
    return EwsVerwachtingen(
        agb_code=agb_code, verplicht=plicht.verplicht, reden=plicht.reden, resultaten=found
    )


def stap_of(one: GezetteStap) -> EwsStap:
    """As shown."""
    stap = one.stap
    return EwsStap(
        id=one.stap_id,
        agb_code=one.agb_code,
        regiocode=one.regiocode,
        trede=stap.trede,
        doel=TREDEN[stap.trede],
        datum=stap.datum,
        eigenaar=stap.eigenaar,
        actie=stap.actie,
        uiterlijk=stap.uiterlijk,
        vastgelegd_op=one.bekend_op,
    )


def reden_of(code: str) -> EwsReden:
    """With its text: that of the ground, or the name of the indicator."""
    tekst = REDENEN.get(code) or f"{_NAMEN[code]} ligt voorbij de grens."
    return EwsReden(code=code, tekst=tekst)


def decimaal(value: Fraction | None) -> float | None:
    """Four decimals, half up."""
    if value is None:
        return None
    return rounded(_DECIMALS * value.numerator, value.denominator) / _DECIMALS


def beoordeling_of(one: Beoordeling, peilmoment: datetime) -> EwsBeoordeling:
    """As shown to who asked."""
    return EwsBeoordeling(
        agb_code=one.agb_code,
        kwartaal=str(one.kwartaal),
        voortgang=one.kwartaal.voortgang(peilmoment),
        peilmoment=peilmoment,
        normversie=one.normen.versie,
        normbron=one.normen.bron,
        cijfers_over=one.cijfers_over,
        niveau=one.niveau.kleur,
        redenen=[reden_of(code) for code in one.niveau.redenen],
        trede=one.om.trede,
        ontbrekende_leveringen=list(one.om.ontbreekt),
        indicatoren=_metingen(one),
        omzettrend_per_regio=[
            EwsTrend(regiocode=code, waarde=decimaal(value), verborgen=code in one.verborgen)
            for code, value in one.trend_per_regio.items()
        ],
    )


def _metingen(one: Beoordeling) -> list[EwsMeting]:
    grenzen: Mapping[str, Any] = one.normen.grenzen
    return [
        EwsMeting(
            id=i.id,
            naam=i.naam,
            formule=i.formule,
            eenheid=i.eenheid,
            waarde=decimaal(one.metingen[i.id]),
            verborgen=i.id in one.verborgen,
            grens=decimaal(grenzen[i.id].waarschuwing) if i.id in grenzen else None,
            voorbij=i.id in one.niveau.redenen,
        )
        for i in INDICATOREN
    ]
