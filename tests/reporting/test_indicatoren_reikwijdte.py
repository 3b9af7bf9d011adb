# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What lies outside the days at which an indicator says that it looks changes none of its figures:
of any facts, whole or by month."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.ijw.months import last_day_of_month
from services.reporting.domain.indicatoren import Indicator, indicatoren
from services.reporting.domain.indicatoren.cellen import bereken
from services.reporting.domain.indicatoren.feiten import (
    Bedrag,
    Client,
    Feiten,
    Hulp,
    Maand,
    Toewijzing,
    Vraag,
)
from services.reporting.domain.indicatoren.tellend import Dagen

VAN, TOT = date(2024, 3, 1), date(2024, 8, 31)
VRAAG = Vraag(VAN, TOT, date(2025, 1, 15))
REIKT = [one for one in indicatoren() if one.reikt is not None]
MOVED = ((date.min, date(2024, 4, 30)), (date(2024, 7, 1), date.max))
FIRST, LAST = date(2022, 6, 1), date(2025, 6, 1)

days = st.dates(FIRST, LAST)
near = st.sampled_from([VAN + timedelta(days=n) for n in (-367, -366, -365, -33, -32, -31, -1, 0)])
late = st.sampled_from([TOT + timedelta(days=n) for n in (0, 1, 2, 31, 32, 33)])
forms = st.sampled_from(("ambulant", "verblijf"))


@st.composite
def helps(draw: st.DrawFn) -> Hulp:
    """A spell, often with an end or a beginning at the edge of what somebody looks at."""
    begin = draw(st.one_of(days, near, late))
    lasts = timedelta(days=draw(st.integers(0, 90)))
    eind = draw(st.one_of(st.none(), st.just(begin + lasts), near, late))
    return Hulp(
        gemeente="0327",
        aanbieder=draw(st.sampled_from(("A", "B"))),
        client=draw(st.sampled_from(("noor", "sem"))),
        begin=begin,
        eind=eind if eind is None or eind >= begin else begin + lasts,
        zorgvorm=draw(forms),
        reden=draw(st.sampled_from((None, "31", "32"))),
        tellend=draw(st.sampled_from((None, MOVED))),
    )


@st.composite
def amounts(draw: st.DrawFn) -> Bedrag:
    """Of a month of care."""
    return Bedrag(
        gemeente="0327",
        aanbieder=draw(st.sampled_from(("A", "B"))),
        client=draw(st.sampled_from(("noor", "sem"))),
        maand=draw(days).replace(day=1),
        bedrag=draw(st.integers(-100, 5_000_000)),
        volume=draw(st.integers(0, 9)),
        toewijzing=draw(st.integers(1, 3)),
        zorgvorm=draw(forms),
    )


@st.composite
def awards(draw: st.DrawFn) -> Toewijzing:
    """With a value in some months, and what was claimed of it."""
    firsts = sorted(draw(st.sets(days.map(lambda day: day.replace(day=1)), max_size=5)))
    return Toewijzing(
        gemeente="0327",
        aanbieder="A",
        client=draw(st.sampled_from(("noor", "sem"))),
        nummer=draw(st.integers(1, 3)),
        ingang=FIRST,
        frequentie=draw(st.sampled_from(("2", "4", "6"))),
        maanden=[Maand(first, draw(st.integers(0, 9_000)), 50) for first in firsts],
        gefactureerd={first: draw(st.integers(0, 9_000)) for first in firsts},
    )


facts = st.builds(
    Feiten,
    hulp=st.lists(helps(), max_size=9),
    bedragen=st.lists(amounts(), max_size=6),
    toewijzingen=st.lists(awards(), max_size=3, unique_by=lambda one: one.nummer),
    clienten=st.just({"noor": Client("2006-05", "2"), "sem": Client("2012-01", "1")}),
)


def within(one: Indicator, feiten: Feiten) -> Feiten:
    """As the store reads it: with a day within, and of awards the months."""
    assert one.reikt is not None
    van, tot = one.reikt(VRAAG)

    def inside(first: date) -> bool:
        return van <= first <= last_day_of_month(min(tot, date(9999, 1, 1)))

    return replace(
        feiten,
        hulp=[h for h in feiten.hulp if _touches(h, (van, tot))],
        bedragen=[b for b in feiten.bedragen if inside(b.maand)],
        toewijzingen=[
            replace(
                a,
                maanden=[m for m in a.maanden if inside(m.maand)],
                gefactureerd={m: cents for m, cents in a.gefactureerd.items() if inside(m)},
            )
            for a in feiten.toewijzingen
        ],
    )


def _touches(one: Hulp, days: Dagen) -> bool:
    return one.begin <= days[1] and (one.eind is None or one.eind >= days[0])


@pytest.mark.parametrize("one", REIKT, ids=lambda one: one.id)
@given(feiten=facts)
def test_what_lies_outside_the_reach_changes_no_figure(one: Indicator, feiten: Feiten) -> None:
    less = within(one, feiten)
    for groepering in ((), ("maand",), ("gemeente",)):
        if {*groepering} <= {*one.dimensies}:
            found = bereken(one, less, VRAAG, groepering)
            assert found == bereken(one, feiten, VRAAG, groepering)


PAUSES = [
    (ends, ends + timedelta(days=pause), lasts)
    for ends in (*(VAN - timedelta(days=n) for n in (1, 2, 31, 32)), TOT, TOT - timedelta(days=1))
    for pause in (1, 30, 31, 32, 364, 365, 366)
    for lasts in (None, timedelta(days=20))
]
"""When help ends at an edge, and begins again after about as long as a formula looks."""


@pytest.mark.parametrize("one", REIKT, ids=lambda one: one.id)
def test_nor_does_help_before_or_after_a_pause_at_its_edge(one: Indicator) -> None:
    about = {"gemeente": "0327", "aanbieder": "A", "client": "noor", "zorgvorm": "ambulant"}
    for ends, begins, lasts in PAUSES:
        before = Hulp(begin=ends - timedelta(days=5), eind=ends, **about)  # type: ignore[arg-type]
        after = replace(before, begin=begins, eind=None if lasts is None else begins + lasts)
        feiten = Feiten(hulp=[before, after], clienten={"noor": Client("2006-05", "2")})
        found = bereken(one, within(one, feiten), VRAAG)
        assert found == bereken(one, feiten, VRAAG), (ends, begins, lasts)
