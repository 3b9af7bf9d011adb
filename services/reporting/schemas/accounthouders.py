# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What account-holding regions see of a provider; amounts are whole cents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain.accounthouders import (
    ALLE,
    DEFINITIEVERSIE,
    DREMPEL,
    Getal,
    aandeel,
)
from services.reporting.domain.ews.niveau import Kleur
from services.reporting.handlers.accounthouders import RegioBeeld, Weergave
from services.reporting.handlers.continuiteit import Impact
from services.reporting.schemas.ews import (
    EwsBeoordeling,
    EwsStap,
    beoordeling_of,
    decimaal,
    stap_of,
)
from services.reporting.schemas.velden import Kwartaalcode, Kwartaalvoortgang, Tekst
from services.reporting.store.accounthouders import Contractregel, Opmerking
from services.reporting.store.ews import Niveaustand


class Aantal(ApiModel):
    """Een aantal cliënten; leeg als het niet getoond wordt."""

    waarde: int | None
    weergave: str = Field(description="Zoals te tonen: het aantal, `<10` of `verborgen`.")


class AhRegio(ApiModel):
    """De aanbieder in een regio."""

    regiocode: str
    bron: str = Field(description="De installatie waarvan de cijfers zijn.")
    clienten: Aantal
    omzet: int | None = Field(description="Toegekend, in centen; leeg als het te weinigen betreft.")
    omzet_aandeel: int | None = Field(description="Hele procenten van de getoonde totale omzet.")
    begonnen: Aantal
    geeindigd: Aantal
    wachtend: Aantal
    afkeurpercentage: float | None = Field(
        description="Als deel van 1, vanaf tien regels; in een afgeronde weergave op hele "
        "procenten."
    )


class AhVorm(ApiModel):
    """Cliënten per zorgvorm, in alle regio's (`*`) of een ervan."""

    regiocode: str
    zorgvorm: str
    clienten: Aantal


class AhTrend(ApiModel):
    """Een eerder kwartaal."""

    kwartaal: str
    clienten: Aantal
    omzet: int | None


class AhContract(ApiModel):
    """Wanneer een contract voor een regio eindigt."""

    agb_code: str
    regiocode: str
    contract_id: str
    geldig_van: date
    geldig_tot: date | None
    uitloop_tot: date | None


class AhPlafond(ApiModel):
    """Een plafond, en wat daarvan besteed was toen zeventig procent was bereikt."""

    contract_id: str
    jaar: int
    bedrag: int
    besteed: int | None


class AhStop(ApiModel):
    """De aanbieder neemt voor deze producten niemand aan; leeg staat voor alle."""

    eigenaar: str
    producten: list[str]
    geldig_van: date
    geldig_tot: date | None


class AhCapaciteit(ApiModel):
    """Plaatsen voor een functie."""

    functie: str
    jaar: int
    afgesproken: int
    beschikbaar: int


class AhNiveau(ApiModel):
    """Een niveau sinds een moment."""

    versie: int
    niveau: Kleur
    kwartaal: str
    sinds: datetime


class AhContinuiteit(ApiModel):
    """Wat er gebeurt als de aanbieder uitvalt, per zorgvorm."""

    zorgvorm: str
    clienten: Aantal
    alternatieven: int = Field(description="Andere aanbieders onder contract voor deze gemeenten.")
    zonder_clientenstop: int
    vrije_plaatsen: int | None = Field(description="Leeg als niemand plaatsen opgaf.")
    tekort: int | None


class NieuweAhOpmerking(ApiModel):
    """Een opmerking bij een weergave."""

    kwartaal: Kwartaalcode
    tekst: Tekst


class AhOpmerking(NieuweAhOpmerking):
    """Een opmerking van de aanbieder of een regio."""

    id: str
    door: str
    gemaakt_op: datetime


class AhOpmerkingen(ApiModel):
    """Alle opmerkingen bij een weergave, oudste eerst."""

    resultaten: list[AhOpmerking]


class AhBron(ApiModel):
    """Een andere installatie die cijfers van haar regio's leverde; haar totaal staat apart."""

    bron: str
    peilmoment: datetime
    ontvangen_op: datetime
    definitieversie: str
    afgerond: bool
    totaal: AhRegio


class AhWeergave(ApiModel):
    """Een aanbieder over alle regio's die er gebruik van maken."""

    agb_code: str
    naam: str | None
    kwartaal: str
    voortgang: Kwartaalvoortgang
    peilmoment: datetime
    definitieversie: str
    drempel: int
    afgerond: bool = Field(
        description="Aantallen op vijftallen, gemiddelden op hele dagen en aandelen op hele "
        "procenten, omdat een verschil te weinigen betrof."
    )
    accounthouder: str | None
    accounthouder_bron: str | None
    totaal: AhRegio
    regios: list[AhRegio]
    bronnen: list[AhBron] = Field(
        default=[],
        description="Andere installaties van wie regio's in `regios` staan. Hun totalen tellen "
        "niet mee in `totaal`: een kind in beide is daar niet als hetzelfde te herkennen.",
    )
    zorgvormen: list[AhVorm]
    gemiddelde_duur_dagen: float | None = Field(
        description="Dagen hulp tot en met het kwartaal, vanaf tien cliënten; in een afgeronde "
        "weergave hele dagen."
    )
    p80_duur_dagen: int | None
    trend: list[AhTrend]
    contracten: list[AhContract]
    plafonds: list[AhPlafond]
    clientenstops: list[AhStop]
    capaciteit: list[AhCapaciteit]
    cruciale_functies: int
    ews: EwsBeoordeling
    niveaus: list[AhNiveau]
    stappen: list[EwsStap]
    continuiteit: list[AhContinuiteit]
    opmerkingen: list[AhOpmerking]


def aantal_of(one: Getal, drempel: int = DREMPEL) -> Aantal:
    """As shown."""
    if one.waarde is not None:
        return Aantal(waarde=one.waarde, weergave=str(one.waarde))
    return Aantal(waarde=None, weergave=f"<{drempel}" if one.klein else "verborgen")


def regio_of(one: RegioBeeld, whole: int | None, bron: str) -> AhRegio:
    """As shown."""
    known = one.omzet is not None and whole is not None
    return AhRegio(
        regiocode=one.regiocode,
        bron=bron,
        clienten=aantal_of(one.clienten),
        omzet=one.omzet,
        omzet_aandeel=aandeel(one.omzet or 0, whole or 0) if known else None,
        begonnen=aantal_of(one.begonnen),
        geeindigd=aantal_of(one.geeindigd),
        wachtend=aantal_of(one.wachtend),
        afkeurpercentage=decimaal(one.afkeur),
    )


def weergave_of(one: Weergave, bron: str) -> AhWeergave:
    """As shown to the account holder and the provider."""
    table = one.tabel
    return AhWeergave(
        agb_code=one.agb_code,
        naam=one.naam,
        kwartaal=str(one.kwartaal),
        voortgang=one.kwartaal.voortgang(one.peilmoment),
        peilmoment=one.peilmoment,
        definitieversie=DEFINITIEVERSIE,
        drempel=DREMPEL,
        afgerond=table.is_afgerond,
        accounthouder=one.accounthouder.regiocode if one.accounthouder else None,
        accounthouder_bron=one.accounthouder.bron if one.accounthouder else None,
        totaal=regio_of(one.totaal, one.totaal.omzet, bron),
        regios=[regio_of(regio, one.totaal.omzet, bron) for regio in one.regios],
        zorgvormen=[
            AhVorm(regiocode=r, zorgvorm=v, clienten=aantal_of(table.van(r, v)))
            for r in (ALLE, *table.regios)
            for v in table.vormen
        ],
        gemiddelde_duur_dagen=decimaal(one.duur_gemiddeld),
        p80_duur_dagen=one.duur_p80,
        trend=[
            AhTrend(kwartaal=p.kwartaal, clienten=aantal_of(p.clienten), omzet=p.omzet)
            for p in one.trend
        ],
        contracten=[contract_of(regio, c) for regio, c in one.contracten],
        plafonds=_plafonds(one),
        clientenstops=[_picked(AhStop, row) for row in one.stops],
        capaciteit=[_picked(AhCapaciteit, row) for row in one.capaciteit],
        cruciale_functies=int(one.beoordeling.metingen["EWS-14"] or 0),
        ews=beoordeling_of(one.beoordeling, one.peilmoment),
        niveaus=[_niveau_of(stand) for stand in one.niveaus],
        stappen=[stap_of(stap) for stap in one.stappen],
        continuiteit=[_continuiteit_of(impact) for impact in one.continuiteit],
        opmerkingen=[opmerking_of(o) for o in one.opmerkingen],
    )


def _niveau_of(one: Niveaustand) -> AhNiveau:
    return AhNiveau.model_validate(
        {
            "versie": one.versie,
            "niveau": one.niveau,
            "kwartaal": one.kwartaal,
            "sinds": one.bekend_op,
        }
    )


def _continuiteit_of(one: Impact) -> AhContinuiteit:
    return AhContinuiteit(
        zorgvorm=one.vorm,
        clienten=aantal_of(one.clienten),
        alternatieven=one.alternatieven,
        zonder_clientenstop=one.zonder_stop,
        vrije_plaatsen=one.plaatsen,
        tekort=one.tekort,
    )


def contract_of(regio: str, one: Contractregel) -> AhContract:
    """As shown."""
    return AhContract(
        agb_code=one.agb_code,
        regiocode=regio,
        contract_id=one.contract_id,
        geldig_van=one.geldig_van,
        geldig_tot=one.geldig_tot,
        uitloop_tot=one.uitloop_tot,
    )


def _plafonds(one: Weergave) -> list[AhPlafond]:
    near = {(row["contract_id"], row["jaar"]): row["besteed"] for row in one.nabij}
    return [
        AhPlafond(
            contract_id=row["contract_id"],
            jaar=row["jaar"],
            bedrag=row["bedrag"],
            besteed=near.get((row["contract_id"], row["jaar"])),
        )
        for row in one.plafonds
    ]


def _picked(model: Any, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any model of ours
    return model(**{name: row[name] for name in model.model_fields})


def opmerking_of(one: Opmerking) -> AhOpmerking:
    """As shown."""
    return AhOpmerking(
        id=one.opmerking_id,
        door=one.door,
        kwartaal=one.kwartaal,
        tekst=one.tekst,
        gemaakt_op=one.bekend_op,
    )
