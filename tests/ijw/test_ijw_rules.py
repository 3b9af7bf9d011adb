# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The in-message rules: every case, every rule of the standard, and the examples."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from libs.ijw import Level, check, read, write
from libs.ijw.rules import RULES
from tests.ijw import cases_claim, cases_other, cases_person, cases_product
from tests.ijw.builders import HEENBERICHTEN, base, change
from tests.ijw.cases import Case

CASES: list[Case] = [
    *cases_person.CASES,
    *cases_product.CASES,
    *cases_claim.CASES,
    *cases_other.CASES,
]

NUMBERS = {
    "TR": (
        2,
        6,
        18,
        61,
        101,
        134,
        137,
        302,
        315,
        316,
        335,
        342,
        352,
        353,
        358,
        377,
        380,
        383,
        386,
        409,
        410,
        416,
    ),
    "CD": (5, 7, 9, 25, 34, 41, 43, 60, 66, 67, 68, 75, 76, 77, 78, 79, 80, 85, 86, 87, 95, 96),
    "CS": (2, 3, 50, 58, 89, 100, 139, 318, 325, 335, 336, 337, 338, 339, 340, 343),
}
IDS = tuple(f"{kind}{number:03}" for kind, numbers in NUMBERS.items() for number in numbers)

# What the reference folder says of its examples; those that it does not name are clean.
BROKEN_EXAMPLES = {"JW317.xml": ["CS003"], "JW323.xml": ["TR101"]}


def test_every_rule_has_a_unit() -> None:
    assert {unit.rule.id for unit in RULES} == set(IDS)
    assert len(IDS) == len(set(IDS)) == 60


def test_rules_are_of_one_level_and_code() -> None:
    assert {(unit.rule.level, unit.rule.retourcode) for unit in RULES} == {
        (Level.IN_MESSAGE, "0001")
    }
    sentences = [unit.rule.sentence for unit in RULES]
    assert [s for s in sentences if not re.fullmatch(r"[A-Z].*[^.]\.", s)] == []


@pytest.mark.parametrize("soort", HEENBERICHTEN)
def test_the_message_that_the_cases_change_is_clean(soort: str) -> None:
    assert check(base(soort)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    message = change(base(case.soort), case.changes)
    assert read(write(message)) == message, "only a valid message comes to level 2"
    found = [f.plaats for f in check(message) if f.regel == case.rule]
    if case.breaks is None:
        assert found == []
    else:
        assert case.breaks in found
        assert len(found) == 1 or _touches_more_than_one(case)


def _touches_more_than_one(case: Case) -> bool:
    """TR315 finds every line that credits the same debit."""
    return case.rule == "TR315"


@pytest.mark.parametrize("rule", IDS)
def test_every_rule_has_two_cases_each_way(rule: str) -> None:
    ways = Counter(case.breaks is None for case in CASES if case.rule == rule)
    assert min(ways[True], ways[False]) >= 2


def _published(shared_dir: Path) -> dict[str, dict[str, Any]]:
    rules = json.loads((shared_dir / "ijw" / "rules.json").read_text(encoding="utf-8"))
    return {rule["id"]: rule for rule in rules if rule["level"] == "xslt"}


def test_the_rules_are_those_of_the_standard(shared_dir: Path) -> None:
    published = _published(shared_dir)
    assert set(IDS) == set(published)
    for id, rule in published.items():
        assert {rule["retourcode"]} == {u.rule.retourcode for u in RULES if u.rule.id == id}


def test_each_rule_speaks_of_the_messages_of_the_standard(shared_dir: Path) -> None:
    for id, rule in _published(shared_dir).items():
        units = [unit for unit in RULES if unit.rule.id == id]
        assert frozenset().union(*(u.soorten for u in units)) == set(rule["messages"]), id
        broken = {case.soort for case in CASES if case.rule == id and case.breaks}
        assert broken == set(rule["messages"]), id


def test_each_case_breaks_where_the_standard_says(shared_dir: Path) -> None:
    published = _published(shared_dir)
    unsaid = dict.fromkeys(IDS, 0)
    for case in CASES:
        places = published[case.rule]["applies_to"]
        if case.breaks and not places[0].startswith("all"):
            said = [p for p in places if _is_in(p, case)]
            unsaid[case.rule] += not said
    assert {id for id, count in unsaid.items() if count} == set()


def _is_in(place: str, case: Case) -> bool:
    """`JW301.Contact.Adres.Huis` and `/Bericht/Client/Contactgegevens/Contact[1]/Adres/Huis`."""
    soort, _, below = place.partition(".")
    names = re.sub(r"\[\d+\]", "", case.breaks or "").split("/")
    wanted = below.split(".")
    runs = (names[at : at + len(wanted)] for at in range(len(names)))
    return soort == case.soort and wanted in runs


def _examples(shared_dir: Path) -> Iterator[Path]:
    for path in sorted((shared_dir / "ijw" / "examples").glob("*.xml")):
        if not path.name.endswith(".invalid.xml"):
            yield path


def test_the_examples_break_what_is_said_of_them(shared_dir: Path) -> None:
    found = {p.name: [f.regel for f in check(read(p.read_bytes()))] for p in _examples(shared_dir)}
    assert len(found) == 23
    assert {name: ids for name, ids in found.items() if ids} == BROKEN_EXAMPLES
