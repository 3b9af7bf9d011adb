# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The worked examples of deliveries to the CBS (B.6, P-11): merging, periods, reasons."""

from dataclasses import replace
from datetime import date

import pytest

from libs.ijw.cbs import CODES, Traject, Verslagperiode, cbs_reason, samengevoegd
from libs.ijw.zorgvormen import ZORGVORMEN

AMBULANT, NETWERK, PLEEGZORG = "02", "04", "11"
H1 = Verslagperiode.lees("2024-H1")


def day(month: int, day_of_month: int) -> date:
    return date(2024, month, day_of_month)


def help_(
    begin: date, eind: date | None = None, hulpvorm: str = AMBULANT, reden: str | None = "31"
) -> Traject:
    ended = None if eind is None else reden
    return Traject("noor", "90000101", "0327", hulpvorm, begin, eind, ended)


def spells(*delen: Traject) -> list[tuple[str, date, date | None]]:
    found = [(one.hulpvorm, one.begin, one.eind) for one in samengevoegd(delen)]
    return sorted(found, key=lambda one: (one[1], one[0]))


def test_p11_two_overlapping_modules_of_one_form_are_one_record() -> None:
    first, second = help_(day(1, 1), day(4, 1)), help_(day(3, 1), day(6, 1), reden="34")

    (record,) = samengevoegd([second, first])

    assert (record.begin, record.eind, record.reden) == (day(1, 1), day(6, 1), "34")


def test_p11_what_ends_last_gives_the_end_and_its_reason() -> None:
    long, within = help_(day(1, 1), day(6, 30)), help_(day(2, 1), day(3, 1), reden="32")

    (record,) = samengevoegd([long, within])
    (running,) = samengevoegd([help_(day(1, 1)), within])

    assert (record.eind, record.reden) == (day(6, 30), "31")
    assert (running.eind, running.reden) == (None, None)


@pytest.mark.parametrize("reden", [None, "36", "37"])
def test_p11_an_end_that_is_none_for_the_cbs_does_not_part_adjoining_help(
    reden: str | None,
) -> None:
    first = help_(day(1, 1), day(3, 31), reden=reden)

    assert spells(first, help_(day(4, 1))) == [(AMBULANT, day(1, 1), None)]
    assert len(spells(first, help_(day(4, 2)))) == 2
    assert len(spells(replace(first, reden="31"), help_(day(4, 1)))) == 2


def test_p11_other_forms_aanbieders_and_clients_stay_apart() -> None:
    one = help_(day(1, 1), day(6, 1))
    others = [
        replace(one, hulpvorm=NETWERK),
        replace(one, aanbieder="90000102"),
        replace(one, client="sem"),
    ]

    assert len(samengevoegd([one, *others])) == 4


def test_p11_a_stay_starts_on_the_day_after_its_first_night() -> None:
    assert spells(help_(day(1, 10), day(2, 10), PLEEGZORG)) == [(PLEEGZORG, day(1, 11), day(2, 10))]
    assert spells(help_(day(1, 10), day(1, 10), PLEEGZORG)) == []


def test_p11_help_of_the_same_aanbieder_during_a_stay_belongs_to_the_stay() -> None:
    stay = help_(day(2, 1), day(4, 30), PLEEGZORG)
    shown = (PLEEGZORG, day(2, 2), day(4, 30))

    assert spells(stay, help_(day(3, 1), day(3, 31))) == [shown]
    assert spells(stay, help_(day(1, 1), day(6, 1))) == [
        (AMBULANT, day(1, 1), day(2, 1)),
        shown,
        (AMBULANT, day(5, 1), day(6, 1)),
    ]
    assert spells(replace(stay, eind=None), help_(day(1, 1))) == [
        (AMBULANT, day(1, 1), day(2, 1)),
        (PLEEGZORG, day(2, 2), None),
    ]
    elsewhere = replace(help_(day(3, 1), day(3, 31)), aanbieder="90000102")
    assert len(spells(stay, elsewhere)) == 2


@pytest.mark.parametrize(
    ("begin", "eind", "told"),
    [
        (day(6, 30), None, True),
        (date(2020, 1, 1), day(1, 1), True),
        (date(2020, 1, 1), None, True),
        (date(2020, 1, 1), date(2023, 12, 31), False),
        (day(7, 1), None, False),
    ],
)
def test_p11_started_ended_or_running_in_the_period(
    begin: date, eind: date | None, told: bool
) -> None:
    assert H1.telt(begin, eind) is told


def test_p11_halves_and_quarters_and_three_weeks_to_deliver() -> None:
    assert (H1.van, H1.tot, H1.uiterlijk) == (day(1, 1), day(6, 30), day(7, 21))
    second, last = Verslagperiode.lees("2024-H2"), Verslagperiode.lees("2024-K4")
    assert (second.van, second.tot) == (day(7, 1), day(12, 31))
    assert (last.van, last.tot, last.uiterlijk) == (day(10, 1), day(12, 31), date(2025, 1, 21))
    assert (H1.is_halfjaar, last.is_halfjaar) == (True, False)
    for wrong in ("2024-H3", "2024-K5", "2024", "24-H1", "2024-H1 "):
        with pytest.raises(ValueError, match=wrong):
            Verslagperiode.lees(wrong)


def test_p11_an_end_of_help_is_no_reason_of_the_cbs_without_one() -> None:
    assert cbs_reason(None) is None


def test_p11_every_form_of_a_category_is_one_of_the_cbs_or_no_youth_help() -> None:
    beside = {form.cbs_hulpvorm for form in ZORGVORMEN.values()} - CODES.keys()
    assert beside == {None, "jeugdbescherming", "jeugdreclassering"}
