# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the rules of a message look up in the rest of it: prepared once, in linear time."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, cast

from libs.ijw import messages as m
from libs.ijw.elements import Element, elements
from libs.ijw.shared import Product

DELETED = frozenset({"13", "01"})
"""RedenWijziging of an award that counts as never sent, when it ends on its first day."""

_MAX_AGE_YEARS = 120
_MAX_CLAIM_YEARS = 5

KEYS: dict[type, Callable[[Any], object]] = {
    m.Contact: attrgetter("soort"),
    m.Relatie: attrgetter("nummer"),
    m.ToegewezenProduct: attrgetter("toewijzing_nummer"),
    m.StartProduct: attrgetter("toewijzing_nummer", "product", "begindatum"),
    m.StopProduct: attrgetter(
        "toewijzing_nummer", "product", "begindatum", "einddatum", "reden_beeindiging"
    ),
    m.AangevraagdProduct: attrgetter("referentie_aanbieder"),
    m.OngewijzigdProduct: attrgetter("toewijzing_nummer"),
    m.TeWijzigenProduct: attrgetter("toewijzing_nummer"),
    m.NieuwProduct: attrgetter("product", "gewenste_ingangsdatum"),
    m.DeclaratieClient: attrgetter("bsn"),
    m.Prestatie: attrgetter(
        "product_referentie.referentie_nummer", "product_referentie.vorig_referentie_nummer"
    ),
}
"""Logical key of every class that occurs more than once under one parent (TR101)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A message with what its rules look up. Sets of `id` name instances of this message."""

    soort: str
    dagtekening: date
    oldest_birth: date
    oldest_delivery: date
    repeated: frozenset[int]
    overlapping: frozenset[int]
    claimed_twice: frozenset[int]
    referenties: frozenset[str]
    vorige: Counter[str]


def load_facts(message: Any, soort: str) -> Facts:  # noqa: ANN401 - one of fourteen
    """Read a message once."""
    dagtekening = message.header.bericht_identificatie.dagtekening
    claimed = message.declaratie.declaratie_dagtekening if soort == "JW323" else dagtekening
    clienten = _clienten(message)
    references = [p.product_referentie for client in clienten for p in client.prestaties]
    return Facts(
        soort=soort,
        dagtekening=dagtekening,
        oldest_birth=_years_before(dagtekening, _MAX_AGE_YEARS),
        oldest_delivery=_years_before(claimed, _MAX_CLAIM_YEARS),
        repeated=frozenset(_repeated(message)),
        overlapping=frozenset(_overlapping(_periods(message))),
        claimed_twice=frozenset(_claimed_twice(clienten)),
        referenties=frozenset(map(attrgetter("referentie_nummer"), references)),
        vorige=Counter(filter(None, map(attrgetter("vorig_referentie_nummer"), references))),
    )


@lru_cache(maxsize=1024)
def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a leap day, as XPath counts."""
    year = max(day.year - years, date.min.year)
    last = monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))


def _clienten(message: Any) -> tuple[m.DeclaratieClient, ...]:  # noqa: ANN401
    if isinstance(message, m.JW323):
        return message.declaratie.clienten
    if isinstance(message, m.JW325) and message.declaratie_antwoord:
        return message.declaratie_antwoord.clienten
    return ()


def _repeated(part: Any) -> Iterator[int]:  # noqa: ANN401 - any class
    """Instances whose key an earlier one under the same parent has."""
    for element in _keyed(part.__class__):
        value = getattr(part, element.field)
        if value is None:
            continue
        children = value if element.wrapped else (value,)
        key = KEYS.get(cast(type, element.content))
        if key is not None and element.wrapped:
            yield from _seen_before(children, key)
        if _keyed(cast(type, element.content)):
            for child in children:
                yield from _repeated(child)


@cache
def _keyed(cls: type) -> tuple[Element, ...]:
    """The elements of a class that hold classes with a key, at any depth."""
    inner = (e for e in elements(cls, False) if isinstance(e.content, type))
    return tuple(e for e in inner if e.content in KEYS or _keyed(cast(type, e.content)))


def _seen_before(items: Sequence[Any], key: Callable[[Any], object]) -> Iterator[int]:
    keys = list(map(key, items))
    if len(set(keys)) == len(keys):
        return
    seen: set[object] = set()
    for item, this in zip(items, keys, strict=True):
        if this in seen:
            yield id(item)
        seen.add(this)


def _claimed_twice(clienten: Iterable[m.DeclaratieClient]) -> Iterator[int]:
    """Debit lines for what an earlier line of the same client claims already (TR416)."""
    for client in clienten:
        debits = [p for p in client.prestaties if p.ingediend_bedrag.debet_credit == "D"]
        yield from _seen_before(debits, _CLAIMED)


_CLAIMED = attrgetter(
    "toewijzing_nummer",
    "product_categorie",
    "product_code",
    "product_periode.begindatum",
    "product_periode.einddatum",
)


Period = tuple[date, date, Product | None, int]


def _periods(message: Any) -> Iterator[Period]:  # noqa: ANN401 - one of fourteen
    """Begin, end, product and identity of what may not overlap (TR302, TR386, TR410)."""
    if isinstance(message, m.JW301):
        for p in message.client.toegewezen_producten:
            deleted = p.reden_wijziging in DELETED and p.einddatum == p.ingangsdatum
            if not deleted:
                yield p.ingangsdatum, p.einddatum or date.max, p.product, id(p)
    elif isinstance(message, m.JW315):
        for a in message.client.aangevraagde_producten:
            yield a.toewijzing_ingangsdatum, a.toewijzing_einddatum or date.max, a.product, id(a)
    elif isinstance(message, m.JW317):
        for n in message.client.verzoek.nieuwe_producten:
            yield n.gewenste_ingangsdatum, n.einddatum or date.max, n.product, id(n)


def _overlapping(periods: Iterable[Period]) -> Iterator[int]:
    """Those that an earlier one of the same product overlaps.

    Same product is same category and code; without a code the category alone counts, without a
    product everything does. One sweep by begin date, with the latest end seen per kind.
    """
    latest: dict[object, date] = {}
    for begin, end, product, identity in sorted(periods, key=itemgetter(0)):
        ends = (latest[rival] for rival in _rivals(product) if rival in latest)
        if any(rival_end >= begin for rival_end in ends):
            yield identity
        for kind in _kinds(product):
            latest[kind] = max(latest.get(kind, end), end)


def _rivals(product: Product | None) -> tuple[object, ...]:
    """The kinds with which a product clashes."""
    if product is None:
        return ("any",)
    if product.code is None:
        return ("generic", ("in", product.categorie))
    return ("generic", ("whole", product.categorie), ("code", product.categorie, product.code))


def _kinds(product: Product | None) -> tuple[object, ...]:
    """The kinds that a product is of, for those that come after it."""
    if product is None:
        return ("any", "generic")
    if product.code is None:
        return ("any", ("in", product.categorie), ("whole", product.categorie))
    return (
        "any",
        ("in", product.categorie),
        ("code", product.categorie, product.code),
    )
