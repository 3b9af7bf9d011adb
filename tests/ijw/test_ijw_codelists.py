# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The code lists: their codes, which of them may be used when, and what nobody knows."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

from libs.ijw import Code, codelist, codelists, gemeente_exists
from libs.ijw.codelists import GEMEENTEN
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.types import Text

NEW_YEAR = date(2026, 1, 1)
ANY_DAY = date(2026, 11, 23)
XS = "{http://www.w3.org/2001/XMLSchema}"


def test_the_lists_are_those_of_the_standard(shared_dir: Path) -> None:
    text = (shared_dir / "ijw" / "codelists.json").read_text(encoding="utf-8")
    published = {id: set(stored["codes"]) for id, stored in json.loads(text).items()}
    published[GEMEENTEN] = published.pop("CBS_Gemeentecodes")
    assert {listed.id: set(listed.codes) for listed in codelists()} == published


def test_every_list_and_code_says_what_it_means() -> None:
    unsaid = [(li.id, code) for li in codelists() for code, said in li.codes.items() if not said]
    assert unsaid == []
    assert [listed.id for listed in codelists() if not listed.naam or not listed.gebruik] == []


def test_a_code_that_has_expired_is_in_the_list_and_not_valid() -> None:
    reasons = codelist("JZ002")
    assert "01" in reasons
    assert not reasons.valid("01", ANY_DAY)
    assert reasons.valid("02", ANY_DAY)


def test_a_gemeente_is_valid_from_the_day_of_its_division() -> None:
    listed = codelist(GEMEENTEN)
    assert listed.valid("0363", NEW_YEAR)
    assert not listed.valid("0363", NEW_YEAR - timedelta(days=1))
    assert gemeente_exists("0363", NEW_YEAR - timedelta(days=1))
    assert not gemeente_exists("0000", NEW_YEAR)


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
