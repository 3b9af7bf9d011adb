# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reference data: holidays and jeugdregio's, each with the source that it is from."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from libs.ijw import gemeenten
from libs.ijw.calendar import computed_holidays, public_holidays
from libs.ijw.jeugdregio import jeugdregio_on, jeugdregios, lidmaatschappen

LAST_OF_25, FIRST_OF_26 = date(2025, 12, 31), date(2026, 1, 1)


def stored(name: str) -> Any:
    return json.loads(files("libs.ijw").joinpath("data", name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("year", range(2015, 2036))
def test_holidays_as_data_are_those_that_are_computed(year: int) -> None:
    listed = {day for day in stored("feestdagen.json")["dagen"] if day.startswith(f"{year}-")}

    assert {date.fromisoformat(day) for day in listed} == computed_holidays(year)
    assert public_holidays(year) == computed_holidays(year)


def test_beyond_the_data_holidays_are_computed() -> None:
    assert max(stored("feestdagen.json")["dagen"]) == "2035-12-26"
    assert public_holidays(2036) == computed_holidays(2036)


@pytest.mark.parametrize("name", ["feestdagen.json", "jeugdregios.json"])
def test_data_name_their_source_and_their_date(name: str) -> None:
    data = stored(name)

    assert data["bron"]
    assert date.fromisoformat(data["bijgewerkt"])


def test_there_are_forty_one_regions_from_2026() -> None:
    def on(day: date) -> set[str]:
        return {code for code, regio in jeugdregios().items() if regio.holds_on(day)}

    assert len(on(FIRST_OF_26)) == 41
    assert on(LAST_OF_25) - on(FIRST_OF_26) == {"MIDDEN-LIMBURG-OOST", "MIDDEN-LIMBURG-WEST"}
    assert on(FIRST_OF_26) - on(LAST_OF_25) == {"MIDDEN-LIMBURG"}


@pytest.mark.parametrize(
    ("gemeentecode", "day", "regio"),
    [
        ("0957", LAST_OF_25, "MIDDEN-LIMBURG-OOST"),
        ("0957", FIRST_OF_26, "MIDDEN-LIMBURG"),
        ("0988", LAST_OF_25, "MIDDEN-LIMBURG-WEST"),
        ("0988", FIRST_OF_26, "MIDDEN-LIMBURG"),
        ("0307", date(2019, 1, 1), "EEMLAND"),
        ("1991", date(2022, 1, 1), "NOORD-OOST-BRABANT"),
        ("1991", date(2021, 12, 31), None),
        ("0003", date(2018, 1, 1), None),
    ],
)
def test_a_gemeente_is_in_a_region_for_a_time(
    gemeentecode: str, day: date, regio: str | None
) -> None:
    found = jeugdregio_on(gemeentecode, day)

    assert (found and found.code) == regio


@pytest.mark.parametrize("day", [LAST_OF_25, FIRST_OF_26])
def test_every_gemeente_is_in_one_region_at_a_time(day: date) -> None:
    codes = [
        one.gemeentecode
        for one in lidmaatschappen()
        if one.vanaf <= day and (one.tot is None or day <= one.tot)
    ]

    assert sorted(codes) == sorted(gemeenten())


def test_what_no_source_confirms_is_told_apart() -> None:
    certain = {(one.gemeentecode, one.regio.code): one.zeker_vanaf for one in lidmaatschappen()}

    assert certain["0327", "EEMLAND"] == date(2019, 1, 1)
    assert certain["0957", "MIDDEN-LIMBURG-OOST"] == date(2020, 1, 1)
    assert certain["0014", "GRONINGEN"] == FIRST_OF_26
