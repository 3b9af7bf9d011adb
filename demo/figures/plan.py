# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who gets which help when, from whom, so that the counts of a region come out. Pure, seeded."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from demo.figures.regio import Form, Regio, played
from demo.figures.verdeling import degrees, filled, homes, linked, mixed, split_exactly
from libs.common.shares import split_by_weight
from libs.ijw import reserved_bsns
from libs.ijw.months import last_day_of_month

_SWAPS_PER_CHILD = 45
_AFFINITY = {
    frozenset(("Ambulante begeleiding", "Ambulante behandeling")): 4.0,
    frozenset(("Logeren", "Ambulante begeleiding")): 6.0,
    frozenset(("Verblijf", "Dyslexie")): 0.05,
    frozenset(("Verblijf", "Wonen in gezinsvormen")): 0.3,
}
LUMP_SHARE = 0.4
"""What part of the spending is a lump sum, in a region that has them: chosen, nobody printed it."""
_FIRST_AGB = 90_001_001
_LONGEST_DAYS = 300
_PARTS = 1_000_000
"""A weight of one, in whole numbers."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child; the BSN is from the range that is reserved for tests."""

    bsn: str
    born: date
    sex: str


@dataclass(frozen=True, slots=True)
class Help:
    """Help of one form to one child within one year, paid for by one gemeente.

    `volumes` are units per month, empty under a lump sum.
    """

    child: Child
    gemeente: str
    form: Form
    agb: str
    begin: date
    end: date
    volumes: tuple[int, ...]
    awarded: int = 0
    """Units that are awarded for it: more than will be claimed, as regions see."""

    def months(self) -> list[tuple[date, date]]:
        """The parts of it within each calendar month."""
        parts, begin = [], self.begin
        while begin <= self.end:
            last = last_day_of_month(begin)
            parts.append((begin, min(last, self.end)))
            begin = last + timedelta(days=1)
        return parts


@dataclass(frozen=True, slots=True)
class Plan:
    """A region with all help of its years; `lump_sums` are cents by year and aanbieder."""

    regio: Regio
    offers: dict[str, tuple[str, ...]]
    helps: tuple[Help, ...]
    lump_sums: dict[tuple[int, str], int]

    @property
    def aanbieders(self) -> list[str]:
        """All of them, by AGB code."""
        return sorted({agb for offered in self.offers.values() for agb in offered})


def make_plan(regio: Regio, seed: int = 1) -> Plan:
    """The plan of this seed: the same for the same seed."""
    rng = random.Random(seed)
    offers = {form.name: _offered(place, form, regio) for place, form in enumerate(regio.forms)}
    helps: list[Help] = []
    lump_sums: dict[tuple[int, str], int] = {}
    children: dict[int, Child] = {}
    lived: list[tuple[str, ...]] = []
    numbers = iter(list(islice(reserved_bsns(), 2, None)))
    for year in regio.years:
        forms, lives = _year(regio, year, rng)
        stayed = {}
        if children:
            pairs = linked(lived, lives, regio.retained)
            stayed = {now: children[before] for before, now in pairs}
        children = {
            place: stayed.get(place) or _child(next(numbers), wanted, regio, played(year), rng)
            for place, wanted in enumerate(forms)
        }
        own = [
            help_
            for place, wanted in enumerate(forms)
            for help_ in _helps(
                children[place], _named(regio, wanted), lives[place], played(year), offers, rng
            )
        ]
        if year in regio.turnover:
            own = _spread(own, offers, regio.turnover[year], rng)
        own, lumps = _paid(own, regio, year, offers, rng)
        helps += own
        lump_sums |= {(played(year), agb): cents for agb, cents in lumps.items()}
        lived = lives
    return Plan(regio, offers, tuple(helps), lump_sums)


def _offered(place: int, form: Form, regio: Regio) -> tuple[str, ...]:
    """Some have many forms: the rows of aanbieders of two forms overlap, or are the same."""
    same = form.tarief is None or bool(regio.turnover)
    first = _FIRST_AGB + (0 if same else (place * 3) % 11)
    return tuple(str(first + number) for number in range(form.offered))


def _year(
    regio: Regio, year: int, rng: random.Random
) -> tuple[list[set[str]], list[tuple[str, ...]]]:
    margins = {form.name: form.clients[year] for form in regio.forms}
    unique = regio.unique[year]
    forms = filled(margins, degrees(margins, unique))
    forms = mixed(forms, _AFFINITY, _SWAPS_PER_CHILD * unique, rng)
    rng.shuffle(forms)
    return forms, homes({m.code: m.clients[year] for m in regio.members}, unique, rng)


def _child(bsn: str, wanted: set[str], regio: Regio, year: int, rng: random.Random) -> Child:
    """Of an age at which all its forms are given, in this year and the next."""
    ages = [form.ages for form in regio.forms if form.name in wanted]
    low, high = max(a for a, _ in ages), min(b for _, b in ages)
    age = rng.randint(min(low, high), high)
    born = date(year - age, 1, 1) + timedelta(days=rng.randrange(365))
    return Child(bsn, min(born, date(year, 1, 1)), rng.choice("12"))


def _named(regio: Regio, wanted: set[str]) -> list[Form]:
    return sorted((f for f in regio.forms if f.name in wanted), key=lambda form: form.name)


def _helps(
    child: Child,
    forms: Sequence[Form],
    lives: tuple[str, ...],
    year: int,
    offers: dict[str, tuple[str, ...]],
    rng: random.Random,
) -> Iterator[Help]:
    """One after the other moved with the child: its first form goes on in the new gemeente."""
    moved = date(year, 1, 1) + timedelta(days=rng.randrange(60, 300))
    for number, form in enumerate(forms):
        agb = _chosen(offers[form.name], rng)
        if len(lives) > 1 and number == 0:
            begin = moved - timedelta(days=rng.randrange(1, 50))
            end = moved + timedelta(days=rng.randrange(0, 60))
            yield Help(child, lives[0], form, agb, begin, moved - timedelta(days=1), ())
            yield Help(child, lives[1], form, agb, moved, end, ())
            continue
        begin = date(year, 1, 1) + timedelta(days=rng.randrange(0, 330))
        end = min(begin + timedelta(days=rng.randrange(10, _LONGEST_DAYS)), date(year, 12, 31))
        if len(lives) > 1:
            begin, end = max(begin, moved), max(end, moved)
        yield Help(child, lives[-1], form, agb, begin, end, ())


def _chosen(offered: Sequence[str], rng: random.Random) -> str:
    """The first have most children (Zipf)."""
    return rng.choices(offered, weights=[1 / (rank + 1) for rank in range(len(offered))])[0]


def _spread(
    helps: Sequence[Help],
    offers: Mapping[str, tuple[str, ...]],
    turnover: Sequence[int],
    rng: random.Random,
) -> list[Help]:
    """Every aanbieder has some, and who has more turnover has more: all offer all forms."""
    (agbs,) = set(offers.values())
    more = split_exactly(len(helps) - len(agbs), turnover)
    places = [agb for agb, count in zip(agbs, more, strict=True) for _ in range(count + 1)]
    rng.shuffle(places)
    return [replace(help_, agb=agb) for help_, agb in zip(helps, places, strict=True)]


def _paid(
    helps: Sequence[Help],
    regio: Regio,
    year: int,
    offers: Mapping[str, tuple[str, ...]],
    rng: random.Random,
) -> tuple[list[Help], dict[str, int]]:
    """Volumes of what is claimed, and lump sums that make the spending of the year exact."""
    weights = [round(_PARTS * rng.lognormvariate(0, 0.8)) if h.form.tarief else 0 for h in helps]
    lumped = sorted({a for f in regio.forms if f.tarief is None for a in offers[f.name]})
    if year in regio.turnover:
        (agbs,) = set(offers.values())
        claimed = _by_turnover(helps, dict(zip(agbs, regio.turnover[year], strict=True)), weights)
    else:
        target = round(regio.spend[year] * (1 - LUMP_SHARE)) if lumped else regio.spend[year]
        claimed = _split(target, helps, weights)
    paid = []
    spent = 0
    for help_, cents in zip(helps, claimed, strict=True):
        if help_.form.tarief is None:
            paid.append(help_)
            continue
        units = max(1, cents // help_.form.tarief)
        spent += units * help_.form.tarief
        volumes = _volumes(units, len(help_.months()))
        paid.append(replace(help_, volumes=volumes, awarded=max(1, round(units * regio.awarded))))
    left = regio.spend[year] - spent
    if not lumped and left:
        raise ValueError(f"{left} cents of {year} cannot be claimed, and there is no lump sum")
    shares = {agb: _PARTS // (rank + 1) for rank, agb in enumerate(lumped)}
    return paid, split_by_weight(left, shares) if lumped else {}


def _split(cents: int, helps: Sequence[Help], weights: Sequence[int]) -> list[int]:
    """By weight; where all has one tariff in whole units of it, so that nothing is left over."""
    tariffs = {help_.form.tarief for help_ in helps}
    if len(tariffs) == 1 and (tarief := tariffs.pop()):
        return [units * tarief for units in split_exactly(cents // tarief, weights)]
    return split_exactly(cents, weights) if any(weights) else [0] * len(helps)


def _by_turnover(
    helps: Sequence[Help], turnover: Mapping[str, int], weights: Sequence[int]
) -> list[int]:
    claimed = [0] * len(helps)
    for agb, cents in turnover.items():
        own = [place for place, help_ in enumerate(helps) if help_.agb == agb]
        parts = _split(cents, [helps[at] for at in own], [weights[at] for at in own])
        for place, part in zip(own, parts, strict=True):
            claimed[place] = part
    return claimed


def _volumes(units: int, months: int) -> tuple[int, ...]:
    """Units over months; one that holds less than a unit holds none."""
    return tuple(split_exactly(units, [1] * months))
