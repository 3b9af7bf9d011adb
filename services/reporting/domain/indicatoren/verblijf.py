# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-19, I-20, I-22: at home or elsewhere, closed places, and how often a child is moved."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from libs.ijw.months import months_later
from services.reporting.domain.indicatoren.clienten import geholpen, unieke
from services.reporting.domain.indicatoren.feiten import Feiten, Hulp, Product, Verblijf, Vraag
from services.reporting.domain.indicatoren.register import (
    MET_CLIENT,
    TIJD,
    Getal,
    Maat,
    Uitkomst,
    de_periode,
    indicator,
    minste,
    procent,
)
from services.reporting.domain.indicatoren.tellend import (
    ANDERS_INGEDEELD,
    INDELING,
    Dagen,
    aaneen,
    begint,
    eindigt,
    geknipt,
    stukken,
    telt,
)
from services.reporting.domain.indicatoren.trajecten import (
    by_client,
    middelste,
    per_client,
    trajecten,
)

GEZINSVORM = frozenset({"pleegzorg", "gezinsgericht"})
GESLOTEN = "gesloten plaatsing"
VERBLIJF = GEZINSVORM | {GESLOTEN, "ander verblijf"}
"""Forms of the CBS in which a child stays elsewhere; in the first two with a family."""
JEUGDZORGPLUS = "jeugdzorgplus"
PLEEGZORG = frozenset({"pleegzorg", "netwerkpleegzorg"})
VOORTIJDIG = frozenset({"32", "33", "34"})
"""Reasons of an end (JZ588) that are drop-out: by the client, by the provider, together."""
_TIJDELIJK = "20"
_TERUG = 6
_VERPLAATST = "verplaatst"


def is_verblijf(one: Product) -> bool:
    """Help with a stay."""
    return one.hulpvorm in VERBLIJF


def is_gezinsvorm(one: Product) -> bool:
    """A stay with a family."""
    return one.hulpvorm in GEZINSVORM


def is_gesloten(one: Product) -> bool:
    """JeugdzorgPlus."""
    return one.hulpvorm == GESLOTEN or one.segment == JEUGDZORGPLUS


@indicator(
    "I-19",
    "Ambulant en verblijf",
    "Cliënten, dagen en toegekend bedrag van hulp met verblijf (CBS-hulpvormen pleegzorg, "
    "gezinsgericht, gesloten plaatsing en ander verblijf), van gezinsvormen daarbinnen (de eerste "
    "twee), en van alle andere hulp. Aandelen in cliënten; wie beide heeft telt aan beide kanten.",
    maten=(
        Maat("clientenAmbulant", "clienten", "Cliënten ambulant"),
        Maat("clientenVerblijf", "clienten", "Cliënten verblijf"),
        Maat("clientenGezinsvorm", "clienten", "Waarvan in gezinsvormen"),
        Maat("aandeelAmbulant", "procent", "Aandeel ambulant"),
        Maat("aandeelGezinsvorm", "procent", "Gezinsvormen van alle verblijf"),
        Maat("dagenAmbulant", "dagen", "Dagen ambulant"),
        Maat("dagenVerblijf", "dagen", "Dagen verblijf"),
        Maat("bedragAmbulant", "eurocent", "Toegekend ambulant"),
        Maat("bedragVerblijf", "eurocent", "Toegekend verblijf"),
    ),
    feiten=("hulp", "bedragen"),
    reikt=de_periode,
)
def ambulant_en_verblijf(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Clients, days, cost per side; share of family forms in all stay."""
    helped = geholpen(feiten.hulp, vraag)
    stay = [one for one in helped if is_verblijf(one)]
    home = [one for one in helped if not is_verblijf(one)]
    family = unieke(filter(is_gezinsvorm, stay), vraag)
    at_home, away = unieke(home, vraag), unieke(stay, vraag)
    spent = [one for one in feiten.bedragen if vraag.has(one.maand)]
    values: dict[str, Getal] = {
        "clientenAmbulant": len(at_home),
        "clientenVerblijf": len(away),
        "clientenGezinsvorm": len(family),
        "aandeelAmbulant": procent(len(at_home), len(at_home) + len(away)),
        "aandeelGezinsvorm": procent(len(family), len(away)),
        "dagenAmbulant": _days(home, vraag),
        "dagenVerblijf": _days(stay, vraag),
        "bedragAmbulant": sum(one.bedrag for one in spent if not is_verblijf(one)),
        "bedragVerblijf": sum(one.bedrag for one in spent if is_verblijf(one)),
    }
    behind = {
        "bedragAmbulant": len({one.client for one in spent if not is_verblijf(one)}),
        "bedragVerblijf": len({one.client for one in spent if is_verblijf(one)}),
    }
    return Uitkomst(values, minste(len(at_home), len(away)), achter=behind)


_PLUS_FORMULE = (
    "Afgesproken plaatsen van de functie jeugdzorgplus in het jaar van de laatste dag; bezet: "
    "cliënten met gesloten jeugdhulp op die dag; cliënten in de periode; mediane duur van wat in "
    "de periode eindigde; en hoe vaak binnen zes maanden na een einde weer gesloten hulp begon."
)
_PLUS_MATEN = (
    Maat("plaatsen", "aantal", "Afgesproken plaatsen", van="niemand"),
    Maat("bezet", "clienten", "Bezet op de laatste dag"),
    Maat("bezetting", "procent", "Bezetting"),
    Maat("uniekeClienten", "clienten", "Unieke cliënten"),
    Maat("mediaan", "dagen", "Mediane verblijfsduur"),
    Maat("terugkeer", "procent", "Terug binnen zes maanden"),
)


@indicator(
    "I-20",
    "JeugdzorgPlus",
    _PLUS_FORMULE + INDELING,
    maten=_PLUS_MATEN,
    feiten=("hulp", "plaatsen"),
    dimensies=(*TIJD, "aanbieder"),
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator(
    "I-20",
    "JeugdzorgPlus",
    _PLUS_FORMULE,
    maten=_PLUS_MATEN,
    feiten=("hulp", "plaatsen"),
    dimensies=(*TIJD, "aanbieder"),
    via=geknipt,
)
def jeugdzorgplus(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """agreed, occupied, occupancy, clients, median stay, return within 6 m."""
    closed = [one for one in feiten.hulp if is_gesloten(one)]
    places = sum(
        one.afgesproken
        for one in feiten.plaatsen
        if one.functie == JEUGDZORGPLUS and one.jaar == vraag.tot.year
    )
    last = Vraag(vraag.tot, vraag.tot, vraag.peildag)
    occupied = len(unieke(closed, last))
    who = unieke(closed, vraag)
    ended = [one for one in trajecten(closed) if one.eindigt(vraag)]
    values: dict[str, Getal] = {
        "plaatsen": places,
        "bezet": occupied,
        "bezetting": procent(occupied, places),
        "uniekeClienten": len(who),
        "mediaan": middelste(one.days(vraag.tot) for one in ended),
        "terugkeer": _returned_within(closed, vraag),
    }
    behind = dict.fromkeys(("mediaan", "terugkeer"), len({one.client for one in ended}))
    return Uitkomst(values, len(who) if who else None, achter=behind)


_OVERPLAATSING_FORMULE = (
    "Overplaatsingen (van een plek naar de volgende binnen een dag) in de periode, waarvan "
    "onvrijwillig, en per kind in verblijf; uitval in pleegzorg: als reden van het einde, van alle "
    "beëindigde pleegzorg; voortijdig: beëindigde leveringen met reden 32, 33 of 34 (JZ588) van "
    "alle beëindigde leveringen."
)
_OVERPLAATSING_MATEN = (
    Maat("overplaatsingen", "aantal", "Overplaatsingen", groep=_VERPLAATST),
    Maat("onvrijwillig", "aantal", "Waarvan onvrijwillig"),
    Maat("perKind", "factor", "Overplaatsingen per kind in verblijf", groep=_VERPLAATST),
    Maat("kinderenInVerblijf", "clienten", "Kinderen in verblijf"),
    Maat("uitvalPleegzorg", "procent", "Uitval uit pleegzorg"),
    Maat("voortijdig", "procent", "Voortijdig beëindigde leveringen"),
)


@indicator(
    "I-22",
    "Overplaatsing en uitval",
    _OVERPLAATSING_FORMULE + INDELING,
    maten=_OVERPLAATSING_MATEN,
    feiten=("verblijven", "hulp"),
    reikt=de_periode,
    dimensies=(*MET_CLIENT, "aanbieder"),
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator(
    "I-22",
    "Overplaatsing en uitval",
    _OVERPLAATSING_FORMULE,
    maten=_OVERPLAATSING_MATEN,
    feiten=("verblijven", "hulp"),
    dimensies=(*MET_CLIENT, "aanbieder"),
    via=geknipt,
)
def overplaatsing(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Transfers per child in stay; pleegzorg drop-out; JZ588 32-34 / all ends."""
    moves = [move for move in _moves(feiten.verblijven) if begint(move, vraag)]
    stayed = {one.client for one in feiten.verblijven if telt(one, vraag)}
    foster = [one for one in feiten.verblijven if one.vorm in PLEEGZORG and eindigt(one, vraag)]
    ends = [
        one
        for one in feiten.hulp
        if one.bron == "levering" and eindigt(one, vraag) and one.reden not in {None, _TIJDELIJK}
    ]
    values: dict[str, Getal] = {
        "overplaatsingen": len(moves),
        "onvrijwillig": sum(move.onvrijwillig for move in moves),
        "perKind": round(len(moves) / len(stayed), 2) if stayed else None,
        "kinderenInVerblijf": len(stayed),
        "uitvalPleegzorg": procent(sum(one.einde_reden == "uitval" for one in foster), len(foster)),
        "voortijdig": procent(sum(one.reden in VOORTIJDIG for one in ends), len(ends)),
    }
    moved = len({move.client for move in moves})
    ended = {one.client for one in ends}
    behind = {
        "overplaatsingen": moved,
        "perKind": moved or len(stayed),
        "onvrijwillig": len({move.client for move in moves if move.onvrijwillig}),
        "uitvalPleegzorg": len({one.client for one in foster}),
        "voortijdig": len(ended),
    }
    return Uitkomst(values, len(stayed | ended), achter=behind)


def _days(hulp: Iterable[Hulp], vraag: Vraag) -> int:
    """Days of clients: two forms on one day of one client are one day."""
    spans: defaultdict[str, list[Dagen]] = defaultdict(list)
    for one in hulp:
        spans[one.client] += stukken(one)
    return sum(vraag.days(first, last) for own in spans.values() for first, last in aaneen(own))


def _returned_within(closed: Iterable[Hulp], vraag: Vraag) -> float | None:
    left = back = 0
    for ketens in by_client(per_client(closed)).values():
        for one, following in pairwise([*ketens, None]):
            if one is not None and one.eind is not None and one.eindigt(vraag):
                left += 1
                back += following is not None and following.begin <= months_later(one.eind, _TERUG)
    return procent(back, left)


def _moves(verblijven: Iterable[Verblijf]) -> list[Verblijf]:
    """Places to which a child came from another place without a day at home between."""
    own: defaultdict[str, list[Verblijf]] = defaultdict(list)
    for one in verblijven:
        own[one.client].append(one)
    found = []
    for places in own.values():
        places.sort(key=lambda one: one.begin)
        for before, after in pairwise(places):
            if before.eind is not None and (after.begin - before.eind).days <= 1:
                found.append(after)
    return found
