# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules of level 1: their cases, and that together they say what the schema says."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from libs.ijw import Level, codelist, verdict, write
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import leaves
from libs.ijw.rules.form import FORM_RULES, form_rules
from libs.ijw.schema_findings import without_numbers
from libs.ijw.types import Simple, Text
from tests.ijw.cases_form import FORM_CASES
from tests.ijw.complete import complete

IDS = [rule.id for rule in FORM_RULES]
TYPES = {
    f"{simple.name}-{getattr(simple, 'pattern', None)}": (soort, place)
    for soort in MESSAGES
    for place, simple in leaves(soort).items()
}
"""Where each type stands: in one message, though it may be in many."""

_EVERY_TEXT = sorted({t for c in FORM_CASES.values() for t in (*c.hold, *c.break_) if len(t) < 999})


@pytest.mark.parametrize("id", IDS)
def test_a_rule_holds_and_breaks_as_its_cases_say(id: str) -> None:
    cases = FORM_CASES[id]
    simple = leaves(cases.soort)[cases.place]
    (rule,) = (rule for rule in form_rules(simple) if rule.id == id)
    assert [text for text in cases.hold if not rule.holds(text, simple)] == []
    assert [text for text in cases.break_ if rule.holds(text, simple)] == []
    assert len(cases.break_) >= 2
    # Only one text is the code of a message.
    assert len(cases.hold) >= 2 or id == "RS047"


@pytest.mark.parametrize("id", IDS)
def test_a_message_that_breaks_a_rule_gets_its_finding(id: str) -> None:
    cases = FORM_CASES[id]
    for text in cases.break_:
        raw = _with(cases.soort, cases.place, text)
        found = [(f.regel, f.level, f.retourcode, without_numbers(f.plaats)) for f in verdict(raw)]
        assert (id, Level.SCHEMA, None, cases.place) in found


@cache
def _complete(soort: str) -> bytes:
    return write(complete(soort))


def _with(soort: str, place: str, text: str) -> bytes:
    """A complete message in which the first element at a place has another text."""
    root = etree.fromstring(_complete(soort))
    steps = "/".join(f"{{*}}{name}" for name in place.split("/")[2:])
    element: Any = root.find(steps)
    element.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.mark.parametrize("key", sorted(TYPES))
def test_the_rules_say_what_the_facets_say_of_every_case(key: str) -> None:
    assert [text for text in _EVERY_TEXT if not _agree(key, text)] == []


@settings(max_examples=30, deadline=None)
@given(text=st.text("0129 aéZ-+.:\n\t", max_size=14))
@pytest.mark.parametrize("key", sorted(TYPES))
def test_the_rules_say_what_the_facets_say_of_any_text(key: str, text: str) -> None:
    assert _agree(key, text)


def _agree(key: str, text: str) -> bool:
    soort, place = TYPES[key]
    simple = leaves(soort)[place]
    held = all(rule.holds(text, simple) for rule in form_rules(simple)) and _is_known(text, simple)
    return held is (verdict(_with(soort, place, text)) == [])


def _is_known(text: str, simple: Simple) -> bool:
    """What no numbered rule says: a code of the list, and not empty."""
    if not isinstance(simple, Text):
        return True
    return text in codelist(simple.codes) if simple.codes else text != ""
