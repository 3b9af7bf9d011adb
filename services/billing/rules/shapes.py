# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The short way to "in order": what the rules say of lines of one shape is asked once.

Thousands of lines of a message have product, period, unit, tariff and Omvang in common, and differ
in number, volume, amount and in the dates of their toewijzing. The rules are asked of such a shape
with a line and facts in which all that differs is `VARIES` (`libs.ijw.varies`). A rule that answers
did not look at it, so its answer holds for every line of the shape; one that does look raises
`LooksAtLine` and is left to be asked of each line: by a bound that the shape has, or else by the
rule itself.

The rules stay the truth: what is not plainly in order here is judged by them, and
`tests/billing/test_billing_shapes.py` holds the two against each other.
"""

from collections.abc import Collection
from datetime import date
from math import inf
from typing import Any, NamedTuple

from libs.ijw.months import last_day_of_month
from libs.ijw.varies import VARIES, LooksAtLine
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import meetvolume
from services.billing.domain.feiten import Gebruik, RegelFeiten
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules import line, tariff, volume
from services.billing.rules.line_rule import LineRule

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

    What was used, with what is asked, fits the whole term when it is no more than `surely`: what
    one line may hold, whose period lies in the term. Below zero where that differs by line.
    """

    facts: RegelFeiten
    first: date
    last: date
    factor: int
    volume: float
    surely: float
    is_limited: bool
    over_term: dict[tuple[date, date | None], float]
    has_budget: bool
    is_priced: bool
    others: tuple[LineRule, ...]

    def holds(self, regel: Regel, feiten: RegelFeiten, toewijzing: Toewijzing) -> bool:
        """Is a debit line of this shape plainly in order?"""
        _, _, _, _, _, _, _, begin, eind, aantal, _, tarief, bedrag, _ = regel
        asked, gebruik = aantal * self.factor, feiten.gebruik
        used = gebruik.volume + asked
        return (
            asked <= self.volume
            and (not self.is_priced or bedrag == aantal * (tarief or 0))
            and self._is_within(begin, eind, toewijzing.ingangsdatum, toewijzing.einddatum)
            and (not self.is_limited or used <= self.surely or used <= self._most(toewijzing))
            and (not self.has_budget or gebruik.bedrag + bedrag <= (toewijzing.budget or 0))
            and (not self.others or all(one.rule.holds(regel, feiten) for one in self.others))
        )

    def _is_within(self, begin: date, eind: date, ingang: date, einde: date | None) -> bool:
        """The whole month, or of the first and the last one as much as was awarded."""
        begins = ingang <= begin and begin in (self.first, ingang)
        ends = einde is None or eind <= einde
        return begins and ends and eind in (self.last, einde)

    def _most(self, toewijzing: Toewijzing) -> float:
        """Of the whole term; known for many toewijzingen at once, as most terms occur often."""
        term = (toewijzing.ingangsdatum, toewijzing.einddatum)
        most = self.over_term.get(term)
        if most is None:
            facts, omvang = self.facts, toewijzing.omvang
            limit = None if omvang is None else volume.over_term(omvang, *term, facts)
            most = self.over_term[term] = inf if limit is None else limit
        return most


_MET: Any = object()
"""Of one line so far: a shape is worth its while from the second on."""


class Shapes:
    """The shapes of the lines of one message, under these rules."""

    def __init__(self, rules: Collection[LineRule]) -> None:
        self._rules = rules
        self._known: dict[tuple[object, ...], Shape | None] = {}

    def in_order(self, regel: Regel, feiten: RegelFeiten) -> bool:
        """Is this line plainly in order? False says nothing: the rules have to be asked."""
        toewijzing = feiten.toewijzing
        if toewijzing is None or not _is_plain(regel, feiten):
            return False
        key = _key(regel, feiten, toewijzing)
        try:
            shape = self._known[key]
        except KeyError:
            self._known[key] = _MET
            return False
        if shape is _MET:
            shape = self._known[key] = shape_of(self._rules, regel, feiten)
        return shape is not None and shape.holds(regel, feiten, toewijzing)

    def of(self, regel: Regel, feiten: RegelFeiten) -> Shape | None:
        """The shape of a plain line of which there are more; None when it breaks a rule."""
        key = _key(regel, feiten, feiten.basis)
        if self._known.get(key, _MET) is _MET:
            self._known[key] = shape_of(self._rules, regel, feiten)
        return self._known[key]


def _key(regel: Regel, feiten: RegelFeiten, toewijzing: Toewijzing) -> tuple[object, ...]:
    """What lines of one shape have in common.

    Of what one message has one of the identity will do: it outlives this.
    """
    return (
        id(toewijzing.omvang),
        id(feiten.product),
        id(feiten.plafond),
        feiten.voortgezet_van,
        toewijzing[_PRODUCT_AWARDED],
        toewijzing[_CHANGED_AND_MOVED],
        toewijzing.einddatum is None,
        toewijzing.budget is None,
        regel[_PRODUCT_AND_PERIOD],
        regel[_UNIT_AND_TARIFF],
    )


def _between(fields: tuple[str, ...], first: str, last: str) -> slice:
    return slice(fields.index(first), fields.index(last) + 1)


_PRODUCT_AWARDED = _between(Toewijzing._fields, "categorie", "code")
_CHANGED_AND_MOVED = _between(Toewijzing._fields, "reden_wijziging", "tarief_tot")
_PRODUCT_AND_PERIOD = _between(Regel._fields, "categorie", "periode_eind")
_UNIT_AND_TARIFF = _between(Regel._fields, "eenheid", "tarief")
"""Of tens of thousands, a name for each value counts."""


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
        surely=-1 if most == inf else most,
        is_limited=volume.volume_fits_the_toewijzing in asked,
        over_term={},
        has_budget=volume.bedrag_fits_the_budget in asked,
        is_priced=is_priced,
        others=tuple(others),
    )
