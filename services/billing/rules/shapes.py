# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The short way to "in order": what the rules say of lines of one shape is asked once.

Thousands of lines of a message have product, period, unit, tariff and Omvang in common, and differ
in number, volume, amount and in the dates of their toewijzing. The rules are asked of such a shape
with a line and facts in which all that differs is `VARIES`. A rule that answers did not look at it,
so its answer holds for every line of the shape; one that does look raises `LooksAtLine` and is left
to be asked of each line: by a bound that the shape has, or else by the rule itself.

The rules stay the truth: what is not plainly in order here is judged by them, and
`tests/billing/test_billing_shapes.py` holds the two against each other.
"""

from collections.abc import Collection
from datetime import date
from math import inf
from typing import Any, NamedTuple, NoReturn

from libs.ijw.volumes import last_day_of_month
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import meetvolume
from services.billing.domain.feiten import Gebruik, RegelFeiten
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules import line, tariff, volume
from services.billing.rules.line_rule import LineRule


class LooksAtLine(Exception):
    """A rule looked at what differs from line to line."""


class _Varies:
    """Stands for what differs from line to line: whatever is done with it raises.

    But for `is`: whether something is absent is a part of the shape.
    """

    def _raise(self, *_args: object) -> NoReturn:
        raise LooksAtLine

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __abs__ = _raise
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = __iter__ = _raise
    __bool__ = __len__ = __int__ = __index__ = __str__ = __format__ = __getattr__ = _raise
    __eq__ = __ne__ = __hash__ = _raise


VARIES: Any = _Varies()

_DATES = (
    line.periode_begins_within_the_toewijzing,
    line.periode_ends_within_the_toewijzing,
    line.periode_begins_as_early_as_can_be,
    line.periode_ends_as_late_as_can_be,
)
_BOUNDED = (
    volume.volume_fits_the_periode,
    volume.volume_fits_the_toewijzing,
    volume.bedrag_fits_the_budget,
    tariff.bedrag_is_volume_times_tarief,
)
"""Rules that look at each line, and hold it against no more than a bound (`Shape`)."""


class Shape(NamedTuple):
    """What a line of one shape may ask: volumes as they can be added up, amounts in cents.

    `first` and `last` are the days on which a whole month begins and ends. `over_term` is filled as
    terms are met. `others` are the rules that have to be asked of each line.
    """

    facts: RegelFeiten
    first: date
    last: date
    factor: int
    volume: float
    is_limited: bool
    over_term: dict[tuple[date, date | None], float]
    has_budget: bool
    is_priced: bool
    others: tuple[LineRule, ...]

    def holds(self, regel: Regel, feiten: RegelFeiten, toewijzing: Toewijzing) -> bool:
        """Is a debit line of this shape plainly in order?"""
        asked, bedrag, gebruik = regel.volume * self.factor, regel.bedrag, feiten.gebruik
        return (
            asked <= self.volume
            and (not self.is_priced or bedrag == regel.volume * (regel.tarief or 0))
            and self._is_within(regel, toewijzing.ingangsdatum, toewijzing.einddatum)
            and (not self.is_limited or gebruik.volume + asked <= self._most(toewijzing))
            and (not self.has_budget or gebruik.bedrag + bedrag <= (toewijzing.budget or 0))
            and (not self.others or all(one.rule.holds(regel, feiten) for one in self.others))
        )

    def _is_within(self, regel: Regel, ingang: date, einde: date | None) -> bool:
        """The whole month, or of the first and the last one as much as was awarded."""
        begin, eind = regel.periode_begin, regel.periode_eind
        begins = ingang <= begin and begin in (self.first, ingang)
        ends = einde is None or eind <= einde
        return begins and ends and eind in (self.last, einde)

    def _most(self, toewijzing: Toewijzing) -> float:
        """Of the whole term; known for many toewijzingen at once, as most terms occur often."""
        term = (toewijzing.ingangsdatum, toewijzing.einddatum)
        most = self.over_term.get(term)
        if most is None:
            facts = self.facts._replace(toewijzing=toewijzing)
            omvang = toewijzing.omvang
            limit = None if omvang is None else volume.term_maximum(facts, omvang)
            most = self.over_term[term] = inf if limit is None else limit
        return most


class Shapes:
    """The shapes of the lines of one message, under these rules."""

    def __init__(self, rules: Collection[LineRule]) -> None:
        self._rules = rules
        self._known: dict[tuple[object, ...], Shape | None] = {}
        self._met: set[tuple[object, ...]] = set()

    def in_order(self, regel: Regel, feiten: RegelFeiten) -> bool:
        """Is this line plainly in order? False says nothing: the rules have to be asked."""
        toewijzing = feiten.toewijzing
        if toewijzing is None or not _is_plain(regel, feiten):
            return False
        # Of what one message has one of the identity will do: it outlives this.
        key = (
            id(toewijzing.omvang),
            id(feiten.product),
            id(feiten.plafond),
            feiten.voortgezet_van,
            toewijzing.categorie,
            toewijzing.code,
            toewijzing.reden_wijziging,
            toewijzing.tarief_gemeentecode,
            toewijzing.tarief_tot,
            toewijzing.einddatum is None,
            toewijzing.budget is None,
            regel.categorie,
            regel.code,
            regel.periode_begin,
            regel.periode_eind,
            regel.eenheid,
            regel.tarief,
        )
        if key not in self._met:
            self._met.add(key)  # a shape is worth its while from its second line on
            return False
        try:
            shape = self._known[key]
        except KeyError:
            shape = self._known[key] = shape_of(self._rules, regel, feiten)
        return shape is not None and shape.holds(regel, feiten, toewijzing)


def _is_plain(regel: Regel, feiten: RegelFeiten) -> bool:
    """A debit on a known product for which no other line or budget stands in the way."""
    return not (
        regel.credit
        or feiten.referentie_bekend
        or feiten.open_debet is not None
        or feiten.product is None
        or feiten.pgb is not None
        or feiten.debet is not None
        or regel.vorig_referentie_nummer is not None
    )


def shape_of(rules: Collection[LineRule], regel: Regel, feiten: RegelFeiten) -> Shape | None:
    """The shape of this line; None when a rule refuses whatever has it."""
    told = regel._replace(
        nummer=VARIES,
        plaats=VARIES,
        referentie_nummer=VARIES,
        toewijzing_nummer=VARIES,
        volume=VARIES,
        bedrag=VARIES,
    )
    facts = feiten._replace(
        toewijzing=_toewijzing(feiten.basis), gebruik=Gebruik(VARIES, VARIES), besteed=VARIES
    )
    if not all(one in rules for one in _DATES):
        return None  # a trial without one of them
    asked = []
    for one in rules:
        try:
            if not one.rule.holds(told, facts):
                return None
        except LooksAtLine:
            asked.append(one)
    return _bounded(told, facts, asked)


_SHARED = frozenset(
    ("omvang", "categorie", "code", "reden_wijziging", "tarief_gemeentecode", "tarief_tot")
)
"""What all toewijzingen of one shape have in common; of the rest only whether it is there."""


def _toewijzing(toewijzing: Toewijzing) -> Toewijzing:
    named = zip(Toewijzing._fields, toewijzing, strict=True)
    return Toewijzing._make(
        value if name in _SHARED or value is None else VARIES for name, value in named
    )


def _bounded(told: Regel, facts: RegelFeiten, asked: Collection[LineRule]) -> Shape:
    """With a bound for each rule that has one."""
    others = [one for one in asked if one not in _DATES and one not in _BOUNDED]
    omvang, most = facts.basis.omvang, inf
    if volume.volume_fits_the_periode in asked and omvang:
        try:
            most = volume.line_maximum(told, facts, omvang)
        except LooksAtLine:  # it counts Sundays up to the end of the toewijzing
            others.append(volume.volume_fits_the_periode)
    is_priced = tariff.bedrag_is_volume_times_tarief in asked
    if is_priced and tariff.by_the_minute(told, facts):
        others.append(tariff.bedrag_is_volume_times_tarief)
        is_priced = False
    return Shape(
        facts=facts,
        first=told.periode_begin.replace(day=1),
        last=last_day_of_month(told.periode_eind),
        factor=meetvolume(1, told.eenheid),
        volume=most,
        is_limited=volume.volume_fits_the_toewijzing in asked,
        over_term={},
        has_budget=volume.bedrag_fits_the_budget in asked,
        is_priced=is_priced,
        others=tuple(others),
    )
