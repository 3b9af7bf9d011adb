# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The code lists: their codes, which of them may be used when, and what nobody knows."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from libs.ijw import Code, Level, codelist, codelists, gemeente_exists, gemeenten
from libs.ijw.codelists import (
    GEMEENTEN,
    gemeenten_valid_from,
    is_outputgericht,
    reden_beeindiging_for,
    redenen_wijziging_for,
    retourcode_level,
)
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.types import Text

NEW_YEAR = date(2026, 1, 1)
ANY_DAY = date(2026, 11, 23)
XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture
def published(shared_dir: Path) -> dict[str, Any]:
    text = (shared_dir / "ijw" / "codelists.json").read_text(encoding="utf-8")
    lists: dict[str, Any] = json.loads(text)
    lists[GEMEENTEN] = lists.pop("CBS_Gemeentecodes")
    return lists


def test_the_lists_are_those_of_the_standard(published: Mapping[str, Any]) -> None:
    """Gemeenten of earlier divisions come on top."""
    ours = {li.id: {c for c in li.codes if li.entries[c].tot is None} for li in codelists()}
    assert ours == {id: set(stored["codes"]) for id, stored in published.items()}


def test_every_list_and_code_says_what_it_means() -> None:
    unsaid = [(li.id, code) for li in codelists() for code, said in li.codes.items() if not said]
    assert unsaid == []
    assert [listed.id for listed in codelists() if not listed.naam or not listed.gebruik] == []


def test_a_code_that_has_expired_is_in_the_list_and_not_valid() -> None:
    reasons = codelist("JZ002")
    assert "01" in reasons
    assert not reasons.valid("01", ANY_DAY)
    assert not reasons.valid("01", date(2020, 1, 1)), "the day on which it ended is not known"
    assert reasons.valid("02", ANY_DAY)


def test_who_took_the_place_of_a_code_is_in_the_same_list() -> None:
    gone = [(li, entry) for li in codelists() for entry in li.entries.values() if entry.opvolgers]
    assert len(gone) > 70
    for listed, entry in gone:
        day = entry.tot + timedelta(days=1) if entry.tot else ANY_DAY
        assert all(listed.valid(code, day) for code in entry.opvolgers), entry
    without = [c for c, entry in codelist(GEMEENTEN).entries.items() if entry.tot]
    assert without == [entry.code for li, entry in gone if li.id == GEMEENTEN]


# How many gemeenten there were on 1 January, as CBS counted them.
COUNTS = [393, 390, 388, 380, 355, 355, 352, 345, 342, 342, 342, 342]


@pytest.mark.parametrize(("year", "count"), list(enumerate(COUNTS, 2015)))
def test_each_year_has_as_many_gemeenten_as_were_counted(year: int, count: int) -> None:
    entries = codelist(GEMEENTEN).entries.values()
    assert sum(entry.valid(date(year, 1, 1)) for entry in entries) == count


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("1921", "1940", date(2015, 7, 1)),
        ("0585", "1963", date(2019, 1, 1)),
        ("0024", "1979", date(2021, 1, 1)),
        ("1684", "1982", date(2022, 1, 1)),
        ("0501", "1992", date(2023, 1, 1)),
    ],
)
def test_a_code_is_good_for_help_that_began_in_its_time(old: str, new: str, first: date) -> None:
    last = first - timedelta(days=1)
    assert [gemeente_exists(old, day) for day in (last, first)] == [True, False]
    assert [gemeente_exists(new, day) for day in (last, first)] == [False, True]


def test_a_gemeente_that_joins_another_within_a_year() -> None:
    assert gemeente_exists("0457", date(2022, 3, 23))
    assert not gemeente_exists("0457", date(2022, 3, 24))
    assert codelist(GEMEENTEN).entries["0457"].opvolgers == ("0363",)


def test_no_gemeente_is_refused_for_days_that_nothing_is_known_of() -> None:
    first = gemeenten_valid_from()
    assert gemeente_exists("0000", first - timedelta(days=1))
    assert not gemeente_exists("0000", first)


def test_the_gemeenten_of_today_have_a_provincie_and_a_jeugdregio(
    published: Mapping[str, Any],
) -> None:
    details = published[GEMEENTEN]["details"]
    assert {
        code: {"provincie": known.provincie, "jeugdzorgregio": known.jeugdregio}
        for code, known in gemeenten().items()
    } == details
    assert all(codelist(GEMEENTEN).valid(code, NEW_YEAR) for code in gemeenten())


def test_retourcodes_have_the_level_of_the_standard(published: Mapping[str, Any]) -> None:
    levels = {code: told["level"] for code, told in published["WJ001"]["details"].items()}
    assert {code: retourcode_level(code) for code in codelist("WJ001").codes} == levels
    assert retourcode_level("9346") is Level.EXTERNAL
    assert [retourcode_level(code) for code in ("0200", "9999")] == [None, None]


def test_reasons_of_a_change_and_of_a_stop_belong_together(published: Mapping[str, Any]) -> None:
    changes = published["JZ002"]["details"]
    for code, told in changes.items():
        assert reden_beeindiging_for(code) == told["matching_reden_beeindiging_JZ588"]
    for code, told in published["JZ588"]["details"].items():
        assert redenen_wijziging_for(code) == tuple(told["matching_reden_wijziging_JZ002"] or ())
    assert (reden_beeindiging_for("99"), redenen_wijziging_for("99")) == (None, ())


def test_units_that_count_results() -> None:
    assert [code for code in codelist("WJ756").codes if is_outputgericht(code)] == ["82", "83"]
    assert not is_outputgericht("99")


def test_the_last_day_of_a_code_still_counts() -> None:
    code = Code("1", "iets", vanaf=date(2024, 1, 1), tot=date(2025, 12, 31))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [code.valid(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("code", ["", "99", "nergens", " 01"])
def test_an_unknown_code_is_no_exception(code: str) -> None:
    assert code not in codelist("JZ020")
    assert not codelist("JZ020").valid(code, ANY_DAY)


def test_an_unknown_list_is() -> None:
    with pytest.raises(KeyError):
        codelist("JZ999")


def test_code_lists_are_those_of_the_official_schema(shared_dir: Path) -> None:
    tree = etree.parse(shared_dir / "ijw" / "xsd" / "basisschema.xsd")
    official = {
        frozenset(code.get("value") for code in simple.iter(f"{XS}enumeration"))
        for simple in tree.iter(f"{XS}simpleType")
    }
    used = {name for d in MESSAGES.values() for name in _lists(d.root)}
    assert len(used) > 15
    assert [name for name in used if frozenset(codelist(name).codes) not in official] == []


def _lists(cls: type) -> Iterator[str]:
    for element in elements(cls, True):
        if isinstance(element.content, type):
            yield from _lists(element.content)
        elif isinstance(element.content, Text) and element.content.codes:
            yield element.content.codes
