# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A JW323 by the values of its lines: of tens of thousands of them no class is made.

What the message says is the same, and so are its findings: the classes are made for who asks for
them. `tests/ijw/test_ijw_claimed.py` holds the two against each other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from itertools import chain, compress, islice, repeat
from operator import eq
from sys import intern
from typing import Any, NamedTuple

from libs.ijw import messages as m
from libs.ijw.check import check, rules_on
from libs.ijw.declare import MESSAGES
from libs.ijw.document import MAX_BYTES, parse
from libs.ijw.elements import declared
from libs.ijw.findings import Finding
from libs.ijw.header import Header
from libs.ijw.reader import read_carefully, valid
from libs.ijw.rules import claim
from libs.ijw.rules.facts import Facts, load_facts
from libs.ijw.shared import BedragMetDC, GeslotenPeriode, Referentie, TotaalBedragMetDC
from libs.ijw.values import OutOfStepError, Shape, Values, day_of, message_of, values_of
from libs.ijw.varies import VARIES, LooksAtLine

SOORT = "JW323"
_CREDIT, _DEBET = "C", "D"


class Line(NamedTuple):
    """The values of a Prestatie, in the order of its elements."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    product_categorie: str
    product_code: str
    begindatum: date
    einddatum: date
    geleverd_volume: int
    eenheid: str
    product_tarief: int | None
    bedrag: int
    debet_credit: str

    def prestatie(self) -> m.Prestatie:
        """The same as a class of the message."""
        return m.Prestatie(
            product_referentie=Referentie(
                referentie_nummer=self.referentie_nummer,
                vorig_referentie_nummer=self.vorig_referentie_nummer,
            ),
            toewijzing_nummer=self.toewijzing_nummer,
            product_categorie=self.product_categorie,
            product_code=self.product_code,
            product_periode=GeslotenPeriode(begindatum=self.begindatum, einddatum=self.einddatum),
            geleverd_volume=self.geleverd_volume,
            eenheid=self.eenheid,
            product_tarief=self.product_tarief,
            ingediend_bedrag=BedragMetDC(bedrag=self.bedrag, debet_credit=self.debet_credit),
        )


Columns: Any = Line
"""A `Line` of which each value is that of all lines."""


class ClaimedClient(NamedTuple):
    """A client of the message, and what is claimed for it."""

    bsn: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Claimed:
    """A JW323: `head` is the message without its clients."""

    head: m.JW323
    clients: tuple[ClaimedClient, ...]

    @classmethod
    def of(cls, message: m.JW323) -> "Claimed":
        """A message of which the classes were made."""
        head = replace(message, declaratie=replace(message.declaratie, clienten=()))
        clients = (
            ClaimedClient(client.bsn, tuple(map(_line_of, client.prestaties)))
            for client in message.declaratie.clienten
        )
        return cls(head, tuple(clients))

    @property
    def header(self) -> Header:
        """Who claims what from whom."""
        return self.head.header

    @property
    def lines(self) -> Iterator[Line]:
        """All of them, in the order of the message."""
        return chain.from_iterable(client.lines for client in self.clients)

    @cached_property
    def message(self) -> m.JW323:
        """With all its classes, made when they are asked for."""
        clienten = tuple(
            m.DeclaratieClient(bsn=bsn, prestaties=tuple(line.prestatie() for line in lines))
            for bsn, lines in self.clients
        )
        return replace(self.head, declaratie=replace(self.head.declaratie, clienten=clienten))

    def check(self) -> list[Finding]:
        """As `check` of the message. Most messages are plainly in order: then no class is made."""
        return [] if is_plainly_in_order(self) else check(self.message)


def read_claimed(opened: Callable[[], bytes], *, max_bytes: int | None = MAX_BYTES) -> Claimed:
    """As `read`, of a JW323; `TypeError` for another message.

    The bytes are asked for, so that they can go once there is a tree, and the tree once there are
    values: each takes as much memory as all that is made of a message.
    """
    document = valid(parse(opened(), max_bytes))
    if document.definition.soort != SOORT:
        raise TypeError(f"this is a {document.definition.soort}")
    values = values_of(document)
    del document
    try:
        return _claimed(values)
    except OutOfStepError:
        message = read_carefully(opened())
    if not isinstance(message, m.JW323):
        raise TypeError("a JW323 reads as something else")
    return Claimed.of(message)


def _claimed(values: Values) -> Claimed:
    """Raises `OutOfStepError` where `message_of` does."""
    first = _texts_of_head()
    head: m.JW323 = message_of(Values(SOORT, values.texts[:first], [0]))
    try:
        return Claimed(head, tuple(_clients(values.texts, first, values.shapes)))
    except (ValueError, LookupError):
        raise OutOfStepError from None


@cache
def _texts_of_head() -> int:
    """How many texts stand before the first client; nothing in the head may be absent."""
    return _leaves(MESSAGES[SOORT].root)


def _leaves(cls: type) -> int:
    inside = (e.content for e in declared(cls, SOORT) if not e.wrapped)
    return sum(_leaves(content) if isinstance(content, type) else 1 for content in inside)


_PLAIN = [9, 1]
"""Elements in a Prestatie and in its ProductReferentie: it has a tariff, and credits nothing."""
_TEXTS = 11
"""Of such a line, in the order of a `Line` without its `vorig_referentie_nummer`."""


def _clients(texts: list[str], at: int, shapes: list[Shape]) -> Iterator[ClaimedClient]:
    """Lines that are plain, nearly all, are read all at once, column by column."""
    plain: list[str] = []
    found: list[tuple[str, int, list[Line] | None]] = []
    place = 1
    for _ in range(_count(shapes[0])):
        bsn, count, at = texts[at], _count(shapes[place]), at + 1
        of_lines = shapes[place + 1 : place + 1 + 2 * count]
        place += 1 + 2 * count
        if of_lines == _PLAIN * count:
            plain += texts[at : at + _TEXTS * count]
            found.append((bsn, count, None))
            at += _TEXTS * count
            continue
        lines = []
        for fields, names in zip(of_lines[::2], of_lines[1::2], strict=True):
            width = _count(fields) + _count(names) + 1
            lines.append(_line(texts[at : at + width], fields == _PLAIN[0], names != _PLAIN[1]))
            at += width
        found.append((bsn, count, lines))
    if at != len(texts) or place != len(shapes):
        raise OutOfStepError
    read = _plain_lines(plain)
    for bsn, count, own in found:
        yield ClaimedClient(bsn, tuple(islice(read, count) if own is None else own))


def _count(shape: Shape) -> int:
    if not isinstance(shape, int):
        raise OutOfStepError
    return shape


_as_line = partial(tuple.__new__, Line)
"""Makes a `Line` of a tuple, without asking how long it is."""


def _plain_lines(texts: list[str]) -> Iterator[Line]:
    referentie, toewijzing, categorie, code, begin, eind, volume, eenheid, tarief, bedrag, dc = (
        texts[place::_TEXTS] for place in range(_TEXTS)
    )
    days = {text: day_of(text) for text in {*begin, *eind}}
    columns = (
        referentie,
        repeat(None),
        map(int, toewijzing),
        map(intern, categorie),  # of texts that many have in common each is kept once
        map(intern, code),
        map(days.__getitem__, begin),
        map(days.__getitem__, eind),
        map(int, volume),
        map(intern, eenheid),
        map(int, tarief),
        map(int, bedrag),
        map(intern, dc),
    )
    return map(_as_line, zip(*columns, strict=False))


def _line(texts: list[str], has_tarief: bool, credits_one: bool) -> Line:
    """Of a line that may not be plain."""
    vorig = texts.pop(1) if credits_one else None
    if not has_tarief:
        texts.insert(8, "0")
    (line,) = _plain_lines(texts)
    tarief = line.product_tarief if has_tarief else None
    return line._replace(vorig_referentie_nummer=vorig, product_tarief=tarief)


def _line_of(prestatie: m.Prestatie) -> Line:
    p = prestatie
    return Line(
        p.product_referentie.referentie_nummer,
        p.product_referentie.vorig_referentie_nummer,
        p.toewijzing_nummer,
        p.product_categorie,
        p.product_code,
        p.product_periode.begindatum,
        p.product_periode.einddatum,
        p.geleverd_volume,
        p.eenheid,
        p.product_tarief,
        p.ingediend_bedrag.bedrag,
        p.ingediend_bedrag.debet_credit,
    )


def is_plainly_in_order(claimed: Claimed) -> bool:
    """Does the message break no rule of level 2? False says nothing: the rules have to be asked.

    What lines have in common is asked of the rules once (`libs.ijw.varies`). What a line has of its
    own is looked at here, for all lines in one go.
    """
    facts = load_facts(claimed.head, SOORT)
    columns = Columns(*zip(*claimed.lines, strict=True))
    bsns = [bsn for bsn, _ in claimed.clients]
    return (
        _is_head_in_order(claimed.head, columns, facts)
        and len(set(bsns)) == len(bsns)  # TR101
        and _is_each_once(columns)
        and _are_credits_in_order(columns)
        and all(_holds_for_client(bsn, facts) for bsn in bsns)
        and all(_holds_for(kind, facts) for kind in _kinds(columns))
    )


def _is_head_in_order(head: m.JW323, columns: Any, facts: Facts) -> bool:  # noqa: ANN401 - as a Line
    """TR358 is asked here: without its lines the head has another total."""
    total_fits = claim.total_is_that_of_the_lines.rule
    asked = (rule for rule in rules_on(m.Declaratie, SOORT) if rule is not total_fits)
    credits = compress(columns.bedrag, map(_CREDIT.__eq__, columns.debet_credit))
    total = sum(columns.bedrag) - 2 * sum(credits)
    return head.declaratie.totaal_ingediend_bedrag == TotaalBedragMetDC.of(total) and all(
        rule.holds(head.declaratie, facts) for rule in asked
    )


def _is_each_once(columns: Any) -> bool:  # noqa: ANN401 - columns as a Line
    """TR101 and TR416 on lines, over the whole message."""
    lines = len(columns.bedrag)
    keys = set(zip(columns.referentie_nummer, columns.vorig_referentie_nummer, strict=True))
    claims = zip(*columns[2:7], strict=True)
    debits = list(compress(claims, map(_DEBET.__eq__, columns.debet_credit)))
    return len(keys) == lines and len(set(debits)) == len(debits)


def _are_credits_in_order(columns: Any) -> bool:  # noqa: ANN401 - columns as a Line
    """TR315 and TR316."""
    credited = list(filter(None, columns.vorig_referentie_nummer))
    named = set(credited)
    return len(named) == len(credited) and named.isdisjoint(columns.referentie_nummer)


_OF_THE_MESSAGE = (claim.is_credited_once, claim.credits_another_message)
"""Rules that hold a line against all others, as `_are_credits_in_order` does for all in one go."""

Kind = tuple[date, date, str, str, bool, bool, bool, bool]
"""All that the rules of level 2 look at in a line by itself: period, unit, debit or credit, whether
there is a tariff, whether it credits one, whether its amount is nothing, and whether its volume."""


def _kinds(columns: Any) -> set[Kind]:  # noqa: ANN401 - columns as a Line
    """Each once."""
    return set(
        zip(
            columns.begindatum,
            columns.einddatum,
            columns.eenheid,
            columns.debet_credit,
            [tarief is not None for tarief in columns.product_tarief],
            [vorig is not None for vorig in columns.vorig_referentie_nummer],
            [not bedrag for bedrag in columns.bedrag],
            map(eq, columns.bedrag, columns.geleverd_volume),
            strict=True,
        )
    )


def _holds_for(kind: Kind, facts: Facts) -> bool:
    begin, eind, eenheid, dc, has_tarief, credits_one, is_nothing, is_volume = kind
    bedrag = 0 if is_nothing else 1
    prestatie = m.Prestatie(
        product_referentie=Referentie(
            referentie_nummer=VARIES, vorig_referentie_nummer=VARIES if credits_one else None
        ),
        toewijzing_nummer=VARIES,
        product_categorie=VARIES,
        product_code=VARIES,
        product_periode=GeslotenPeriode(begindatum=begin, einddatum=eind),
        geleverd_volume=bedrag if is_volume else bedrag + 1,
        eenheid=eenheid,
        product_tarief=VARIES if has_tarief else None,
        ingediend_bedrag=BedragMetDC(bedrag=bedrag, debet_credit=dc),
    )
    skipped = [unit.rule for unit in _OF_THE_MESSAGE]
    try:
        asked = (rule for rule in rules_on(m.Prestatie, SOORT) if rule not in skipped)
        return all(rule.holds(prestatie, facts) for rule in asked)
    except LooksAtLine:
        return False


def _holds_for_client(bsn: str, facts: Facts) -> bool:
    client = m.DeclaratieClient(bsn=bsn, prestaties=VARIES)
    try:
        return all(rule.holds(client, facts) for rule in rules_on(m.DeclaratieClient, SOORT))
    except LooksAtLine:
        return False
