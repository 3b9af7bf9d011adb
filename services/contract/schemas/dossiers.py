# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of procurements, aanbieders and agreements; amounts are whole cents."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract.domain.inkoop import Eis, Mijlpaalsoort, Route, Vorm
from services.contract.domain.kostprijs import Fase, Methode
from services.contract.schemas.contracten import (
    AgbCode,
    Gemeentecode,
    KvkNummer,
    Naam,
    Regiocode,
    Tot,
    Van,
)

Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Jaar = Annotated[int, Field(ge=2000, le=2999)]
Centen = Annotated[int, Field(strict=True, ge=0, le=9_999_999_999_999, description="Eurocenten.")]
Procent = Annotated[Decimal, Field(ge=0, le=1000, max_digits=8, decimal_places=4)]
Uren = Annotated[Decimal, Field(ge=0, le=10_000, max_digits=8, decimal_places=2)]
Plaatsen = Annotated[int, Field(ge=0, le=1_000_000)]
Functie = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
ProductKeuze = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(/[0-9A-Z]{1,5})?$")]
"""A category, or a product as `45/45B01`."""


class Vastgelegd(ApiModel):
    """Wat van elk dossier wordt bijgehouden."""

    id: str
    versie: int
    eigenaar: str = Field(description="De regio of gemeente die het vastlegde, of het beheer.")
    gewijzigd_op: datetime


class Postadres(ApiModel):
    """Waar post aankomt."""

    straat: Naam
    postcode: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3} ?[A-Z]{2}$")]
    plaats: Naam


class Vestiging(ApiModel):
    """Een plaats waar wordt geholpen."""

    naam: Naam
    plaats: Naam
    agb_code: AgbCode | None = None


class AanbiederprofielInvoer(ApiModel):
    """Wat regio's van een aanbieder moeten weten (C-01)."""

    agb_code: AgbCode
    soort: Literal["jhp", "gi", "vt", "wijkteam", "solist"]
    groep: Naam | None = None
    ubo_gecontroleerd_op: Tot = None
    postadres: Postadres | None = None
    contact_cbs: Naam | None = None
    vestigingen: list[Vestiging] = Field(default=[], max_length=500)
    cruciale_functies: list[Functie] = Field(default=[], max_length=50)
    ews_plichtig: bool = False
    schaars: bool = False
    uniek: bool = False
    tevredenheid: Annotated[int | None, Field(ge=10, le=100, description="In tienden.")] = None


class Aanbiederprofiel(AanbiederprofielInvoer, Vastgelegd):
    """Een vastgelegd aanbiederprofiel."""


class ProductindelingInvoer(ApiModel):
    """Waar een product bij hoort in rapportages en bij het CBS (C-05)."""

    product: ProductKeuze
    segment: Functie
    perceel: Functie | None = None
    zorgvorm: Functie
    cbs_hulpvorm: Functie | None = None
    geldig_van: Van
    geldig_tot: Tot = None


class Productindeling(ProductindelingInvoer, Vastgelegd):
    """Een vastgelegde indeling."""


class Mijlpaal(ApiModel):
    """Een stap van een inkoop."""

    soort: Mijlpaalsoort
    gepland: Van
    gereed: Tot = None


class InkoopInvoer(ApiModel):
    """Een inkoop met route, vorm en kalender (C-02, C-03)."""

    naam: Naam
    segment: Functie | None = None
    route: Route
    vorm: Vorm
    start: Van
    einde: Tot = None
    publicatie: Tot = None
    laatste_ondertekening: Tot = None
    continuiteitsclausule: bool = False
    gesloten_op: Tot = None
    uitvoering_maanden: Annotated[
        int | None,
        Field(
            ge=1,
            le=600,
            description="Hoe lang een uitvoeringsovereenkomst onder de basisovereenkomst telkens "
            "duurt: die bindt, niet de basisovereenkomst.",
        ),
    ] = None
    mijlpalen: list[Mijlpaal] = Field(
        default=[], max_length=6, description="Elke stap één keer, in hun volgorde gepland."
    )
    afwijkingen: dict[Eis, Tekst] = Field(default={}, description="Motivering per eis.")


class KalenderToets(ApiModel):
    """Een eis van zorgvuldige inkoop en hoe het ermee staat."""

    eis: Eis
    uitslag: str
    uiterlijk: date | None
    toelichting: str


class Kalenderwaarschuwing(ApiModel):
    """Een termijn of mijlpaal die nadert."""

    eis: Mijlpaalsoort
    uiterlijk: date
    dagen: int


class Inkoop(InkoopInvoer, Vastgelegd):
    """Een vastgelegde inkoop, getoetst."""

    kalender: list[KalenderToets]
    waarschuwingen: list[Kalenderwaarschuwing]


class OnderaannemingInvoer(ApiModel):
    """Een hoofdaannemer die een ander laat leveren (C-13)."""

    hoofdaannemer: AgbCode
    onderaannemer: AgbCode | None = None
    kvk_nummer: KvkNummer
    naam: Naam
    zzp: bool = False
    producten: list[ProductKeuze] = Field(default=[], max_length=500)
    geldig_van: Van
    geldig_tot: Tot = None
    toestemming_op: Tot = None
    onder: Annotated[
        str | None, Field(max_length=36, description="De onderaanneming waar deze onder valt.")
    ] = None


class Onderaanneming(OnderaannemingInvoer, Vastgelegd):
    """Een vastgelegde onderaanneming."""


class CombinatieInvoer(ApiModel):
    """Aanbieders die samen één opdracht hebben (C-14)."""

    naam: Naam
    penvoerder: AgbCode
    leden: list[AgbCode] = Field(min_length=2, max_length=100)
    geldig_van: Van
    geldig_tot: Tot = None


class Combinatie(CombinatieInvoer, Vastgelegd):
    """Een vastgelegde combinatie."""


class Deelnemer(ApiModel):
    """Een gemeente of regio die meedoet."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    geldig_van: Van
    geldig_tot: Tot = None
    aandeel: Procent = Field(description="Deel van de kosten in procenten.")


class MandaatInvoer(ApiModel):
    """Wie voor wie tekent, met welk stuk (C-15)."""

    schaal: Literal["lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk"]
    functie: Functie
    coordinerend: Gemeentecode
    document: Tekst
    contactpersoon: Naam
    deelnemers: list[Deelnemer] = Field(min_length=1, max_length=400)


class Mandaat(MandaatInvoer, Vastgelegd):
    """Een vastgelegd mandaat."""


class AccounthouderInvoer(ApiModel):
    """Welke regio voor alle regio's met een aanbieder spreekt (C-16)."""

    agb_code: AgbCode
    regiocode: Regiocode
    geldig_van: Van
    geldig_tot: Tot = None
    bron: Tekst


class Accounthouder(AccounthouderInvoer, Vastgelegd):
    """Een vastgelegde aanwijzing."""


class Meting(ApiModel):
    """Een meting van een prestatie, of een oordeel van 1 tot 5 met een toelichting."""

    datum: Van
    waarde: Annotated[Decimal | None, Field(max_digits=18, decimal_places=4)] = None
    oordeel: Annotated[int | None, Field(ge=1, le=5)] = None
    toelichting: Tekst | None = None


class Afspraak(ApiModel):
    """Een afspraak uit een gesprek, met opvolging."""

    datum: Van
    tekst: Tekst
    uiterlijk: Tot = None
    afgerond_op: Tot = None


class KpiInvoer(ApiModel):
    """Een prestatieafspraak met een aanbieder (C-18)."""

    agb_code: AgbCode
    naam: Naam
    formule: Tekst
    streefwaarde: Annotated[Decimal | None, Field(max_digits=18, decimal_places=4)] = None
    eenheid: Functie | None = None
    geldig_van: Van
    geldig_tot: Tot = None
    metingen: list[Meting] = Field(default=[], max_length=500)
    afspraken: list[Afspraak] = Field(default=[], max_length=500)


class Kpi(KpiInvoer, Vastgelegd):
    """Een vastgelegde prestatieafspraak."""


class ClientenstopInvoer(ApiModel):
    """Een aanbieder neemt tijdelijk niemand aan; crisis altijd wel (C-19)."""

    agb_code: AgbCode
    door: Literal["aanbieder", "opdrachtgever"]
    grond: Tekst
    gemeld_op: Van
    toestemming_op: Tot = None
    producten: list[ProductKeuze] = Field(default=[], max_length=500, description="Leeg is alle.")
    gemeentecodes: list[Gemeentecode] = Field(default=[], max_length=400)
    geldig_van: Van
    geldig_tot: Tot = None


class Clientenstop(ClientenstopInvoer, Vastgelegd):
    """Een vastgelegde cliëntenstop."""


class CapaciteitInvoer(ApiModel):
    """Plaatsen van een aanbieder of regio voor een functie in een jaar (C-20)."""

    agb_code: AgbCode | None = None
    functie: Functie
    schaal: Literal["lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk"]
    jaar: Jaar
    afgesproken: Plaatsen
    beschikbaar: Plaatsen
    bezette_dagen: Annotated[int, Field(ge=0)] = 0
    beschikbare_dagen: Annotated[int, Field(ge=0)] = 0
    streefjaar: Jaar | None = None
    streefplaatsen: Plaatsen | None = None


class Padpunt(ApiModel):
    """Plaatsen in een jaar op weg naar het doel."""

    jaar: int
    plaatsen: float


class Capaciteit(CapaciteitInvoer, Vastgelegd):
    """Vastgelegde capaciteit."""

    bezetting: float | None = Field(description="Procent van de beschikbare dagen.")
    pad: list[Padpunt]


class MixFunctie(ApiModel):
    """Een functie in de mix."""

    naam: Functie
    aandeel: Procent
    bruto: Centen
    werkgeverslasten: Procent


class Jaaruren(ApiModel):
    """Uren van een voltijds jaar, en waarin niemand wordt geholpen."""

    contract: Uren
    verlof: Uren
    ziekte: Uren
    scholing: Uren
    overleg: Uren
    reis: Uren


class VerblijfInvoer(ApiModel):
    """Bij hulp per dag: kosten per plaats en dag."""

    huisvesting: Centen
    verzorging: Centen
    uren_per_dag: Uren
    groepsgrootte: Uren
    bezetting: Procent


class KostprijsInvoer(ApiModel):
    """De opbouw van een reëel tarief, met hoe het is onderzocht (C-08)."""

    product: ProductKeuze
    mix: list[MixFunctie] = Field(min_length=1, max_length=50)
    uren: Jaaruren
    reiskosten: Centen = 0
    overige_clientgebonden: Centen = 0
    overhead: Procent = Decimal(0)
    verplichtingen: Centen = 0
    risico: Procent = Decimal(0)
    index: Procent = Decimal(0)
    verblijf: VerblijfInvoer | None = None
    methode: Methode
    motiveringen: dict[Fase, Tekst] = Field(default={})
    laagste: Centen | None = None
    hoogste: Centen | None = None
    gekozen: Centen | None = None
    motivering_afwijking: Tekst | None = None


class Kostprijs(KostprijsInvoer, Vastgelegd):
    """Een vastgelegde kostprijs, uitgerekend."""

    productieve_uren: Decimal
    stappen: dict[str, int]
    tarief: int
    per: Literal["uur", "dag"]
