# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The synthetic region: who lives, works and gets help in it; the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from libs.ijw import reserved_bsns

REGIO = "EEMLAND-DEMO"
REGIO_NAAM = "Demoregio Eemland"
FIRST_MONTH = date(2025, 8, 1)
MONTHS = 12
CLIENTS = 100

_SECOND_HELP = 0.35
_NEVER_STARTS = 0.06
_STOPS_EARLY = 0.45
_OPEN_ENDED = 0.15

# Every fact below is invented; names of gemeenten and their codes are the only real ones.


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente; `automatisch` says whether its policy decides where all gates pass."""

    code: str
    naam: str
    plaats: str
    automatisch: bool


@dataclass(frozen=True, slots=True)
class Product:
    """A product as contracted: `bedrag` in cents per unit, None where the unit is euros."""

    categorie: str
    code: str
    omschrijving: str
    variant: str
    eenheid: str
    bedrag: int | None
    frequentie: str
    volumes: tuple[int, ...]
    maanden: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """A provider with the products it offers; the first are the busiest."""

    agb: str
    naam: str
    kvk: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """A child in the demo; the BSN is from the range that is reserved for tests."""

    bsn: str
    gemeente: Gemeente
    voornaam: str
    achternaam: str
    geboortedatum: date
    geslacht: str
    straat: str
    huisnummer: int
    postcode: str


@dataclass(frozen=True, slots=True)
class Traject:
    """One request for help and what comes of it.

    `benut` is the share of the awarded volume that is really delivered; `start` is None where
    help never begins; `stop` is None where it runs on to the end of the award.
    """

    nummer: int
    client: Client
    aanbieder: Aanbieder
    product: Product
    volume: int
    vanaf: date
    tot: date | None
    verwijzer: str
    start: date | None
    stop: date | None
    benut: float

    @property
    def referentie(self) -> str:
        """ReferentieAanbieder of the request."""
        return f"VOT-{self.nummer:05d}"


@dataclass(frozen=True, slots=True)
class Region:
    """Everything that the play needs."""

    gemeenten: tuple[Gemeente, ...]
    producten: dict[str, Product]
    aanbieders: tuple[Aanbieder, ...]
    clienten: tuple[Client, ...]
    trajecten: tuple[Traject, ...]


GEMEENTEN = (
    Gemeente("0307", "Amersfoort", "Amersfoort", automatisch=True),
    Gemeente("0327", "Leusden", "Leusden", automatisch=False),
)

_IN, _UIT = "inspanningsgericht", "outputgericht"
PRODUCTEN = (
    Product("45", "45B01", "Ambulante begeleiding", _IN, "04", 7850, "2", (1, 2, 3), (6, 9, 12)),
    Product("45", "45B02", "Ambulante behandeling", _IN, "04", 10420, "2", (1, 2), (6, 9)),
    Product("54", "54B01", "Jeugd-ggz behandeling", _IN, "01", 189, "4", (240, 360), (6, 9)),
    Product("54", "54B02", "Diagnostiek dyslexie", _UIT, "82", 121500, "6", (1,), (4,)),
    Product("41", "41B01", "Dagbehandeling", _IN, "16", 9875, "2", (2, 4, 6), (6, 12)),
    Product("44", "44B01", "Gezinshuis", _IN, "14", 17640, "2", (7,), (12,)),
    Product("43", "43B01", "Verblijf met behandeling", _IN, "14", 31230, "2", (7,), (6, 9)),
    Product("50", "50B01", "Maatwerktraject", _UIT, "83", None, "6", (850_000, 1_200_000), (9,)),
)
AANBIEDERS = (
    Aanbieder("90000101", "De Wilg Jeugdhulp", "90000101", ("45B01", "45B02", "54B01")),
    Aanbieder("90000102", "Spoor Vijf", "90000102", ("45B01", "41B01", "54B02")),
    Aanbieder("90000103", "Kinderpraktijk Eem", "90000103", ("54B01", "54B02", "45B02")),
    Aanbieder("90000104", "Het Anker Gezinshuizen", "90000104", ("44B01", "45B01")),
    Aanbieder("90000105", "Veldzicht", "90000105", ("43B01", "41B01", "45B02")),
    Aanbieder("90000106", "Samen Verder", "90000106", ("45B01", "50B01")),
    Aanbieder("90000107", "Praktijk De Boog", "90000107", ("54B01", "45B02")),
    Aanbieder("90000108", "Dagcentrum Zonnehoek", "90000108", ("41B01", "45B01")),
)
_VOORNAMEN = ("Noor", "Sem", "Mila", "Daan", "Yara", "Finn", "Saar", "Levi", "Evi", "Adam", "Liv")
_NAMEN = ("Bakker", "Visser", "Smit", "Mulder", "Bos", "Dekker", "Vos", "Peters", "Kok", "Jacobs")
_STRATEN = ("Dorpsstraat", "Kerkweg", "Lindelaan", "Schoolstraat", "Molenweg", "Parklaan")
_VERWIJZERS = ("01", "01", "01", "02", "02", "02", "03", "04", "05", "06")


def make_region(seed: int) -> Region:
    """The region of this seed."""
    rng = random.Random(seed)
    producten = {p.code: p for p in PRODUCTEN}
    # The first two test numbers belong to the published example messages.
    bsns = list(islice(reserved_bsns(), 2, CLIENTS + 2))
    clienten = tuple(_client(rng, bsn) for bsn in bsns)
    trajecten = tuple(_trajecten(rng, clienten, producten))
    return Region(GEMEENTEN, producten, AANBIEDERS, clienten, trajecten)


def month(number: int) -> date:
    """First day of a month of the story, counted from 0; later ones lie after the story."""
    ahead = FIRST_MONTH.month - 1 + number
    return date(FIRST_MONTH.year + ahead // 12, ahead % 12 + 1, 1)


def _client(rng: random.Random, bsn: str) -> Client:
    gemeente = GEMEENTEN[0] if rng.random() < 0.65 else GEMEENTEN[1]  # noqa: PLR2004 - sizes differ
    return Client(
        bsn=bsn,
        gemeente=gemeente,
        voornaam=rng.choice(_VOORNAMEN),
        achternaam=rng.choice(_NAMEN),
        geboortedatum=date(2009, 1, 1) + timedelta(days=rng.randrange(12 * 365)),
        geslacht=rng.choice("12"),
        straat=rng.choice(_STRATEN),
        huisnummer=rng.randrange(1, 200),
        postcode=f"38{rng.randrange(10, 99)}{rng.choice('ABDEGH')}{rng.choice('ABDEGH')}",
    )


def _trajecten(
    rng: random.Random, clienten: tuple[Client, ...], producten: dict[str, Product]
) -> Iterator[Traject]:
    nummer = 0
    for client in clienten:
        taken: set[str] = set()
        for _ in range(2 if rng.random() < _SECOND_HELP else 1):
            aanbieder = rng.choices(AANBIEDERS, weights=range(len(AANBIEDERS), 0, -1))[0]
            code = rng.choice(aanbieder.codes)
            if code in taken or aanbieder.agb in taken:
                continue  # one open request per client and provider, no stacking
            taken |= {code, aanbieder.agb}
            nummer += 1
            yield _traject(rng, nummer, client, aanbieder, producten[code])


def _traject(
    rng: random.Random, nummer: int, client: Client, aanbieder: Aanbieder, product: Product
) -> Traject:
    begin = min(rng.randrange(MONTHS), rng.randrange(MONTHS))
    vanaf = month(begin) + timedelta(days=rng.choice((0, 0, 4, 9)))
    open_ended = product.frequentie == "4" and rng.random() < _OPEN_ENDED
    tot = None if open_ended else month(begin + rng.choice(product.maanden)) - timedelta(days=1)
    start, stop = _delivery(rng, vanaf, tot)
    return Traject(
        nummer=nummer,
        client=client,
        aanbieder=aanbieder,
        product=product,
        volume=rng.choice(product.volumes),
        vanaf=vanaf,
        tot=tot,
        verwijzer=rng.choice(_VERWIJZERS),
        start=start,
        stop=stop,
        benut=rng.uniform(0.35, 0.95),
    )


def _delivery(rng: random.Random, vanaf: date, tot: date | None) -> tuple[date | None, date | None]:
    """Help starts up to six weeks late, sometimes never, and often ends before the award does."""
    if rng.random() < _NEVER_STARTS:
        return None, None
    start = vanaf + timedelta(days=rng.choice((0, 5, 12, 20, 42)))
    if rng.random() < _STOPS_EARLY:
        stop = start + timedelta(days=rng.randrange(50, 200))
        return start, stop if tot is None or stop < tot else tot
    return start, tot
