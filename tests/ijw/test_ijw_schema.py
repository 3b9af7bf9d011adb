# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Our schema beside the official one: the same verdict on right, wrong and odd documents."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from libs.ijw import MessageError, check, codelist, read, schema, write
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.types import Text
from tests.ijw.builders import base
from tests.ijw.complete import complete
from tests.ijw.mutations import SOME_TEXT, mutations

MUTATIONS_PER_DOCUMENT = 200
XS = "{http://www.w3.org/2001/XMLSchema}"


@cache
def _official(path: Path) -> Any:
    return etree.XMLSchema(etree.parse(path))


def _schema(shared_dir: Path, soort: str) -> Any:
    return _official(shared_dir / "ijw" / "xsd" / f"{soort}.xsd")


def _accepts(raw: bytes) -> bool:
    """Our verdict; nothing else than our own errors may leave the reader and the check."""
    try:
        check(read(raw))
    except MessageError:
        return False
    return True


@pytest.mark.parametrize("soort", MESSAGES)
def test_what_we_write_is_valid_for_the_official_schema(shared_dir: Path, soort: str) -> None:
    for message in (base(soort), complete(soort)):
        _schema(shared_dir, soort).assertValid(etree.fromstring(write(message)))


@pytest.mark.parametrize("soort", MESSAGES)
def test_a_complete_message_reads_back(soort: str) -> None:
    message = complete(soort)
    assert read(write(message)) == message


@pytest.mark.parametrize("soort", MESSAGES)
def test_random_changes_get_the_same_verdict(shared_dir: Path, soort: str) -> None:
    official = _schema(shared_dir, soort)
    folder = shared_dir / "ijw" / "examples"
    sources = [p.read_bytes() for p in sorted(folder.glob("*.xml")) if soort in p.name.split(".")]
    assert sources
    verdicts = []
    for raw in [*sources, write(base(soort))]:
        for variant in (raw, *mutations(raw, MUTATIONS_PER_DOCUMENT)):
            valid = official.validate(etree.fromstring(variant))
            # Years outside 1 to 9999 are dates to a schema and to nobody else.
            expected = valid and not _has_no_day(variant)
            assert _accepts(variant) is expected, f"{official.error_log}\n{variant.decode()}"
            verdicts.append(expected)
    assert True in verdicts
    assert False in verdicts


def _has_no_day(raw: bytes) -> bool:
    dates = rb"(?i:datum|dagtekening\w*)>\s*(-\d{4,}|\d{5,})-\d\d-\d\d\s*</"
    return re.search(dates, raw) is not None


@pytest.mark.parametrize("soort", MESSAGES)
def test_every_element_gets_the_same_verdict(shared_dir: Path, soort: str) -> None:
    official, ours = _schema(shared_dir, soort), schema.compiled(soort)
    root = etree.fromstring(write(complete(soort)))
    for what in _one_element_wrong(root):
        assert ours.validate(root) is official.validate(root), what


def _one_element_wrong(root: Any) -> Iterator[str]:
    """Each element once with other texts, twice, and not at all; always put back after."""
    for element in _distinct(root):
        parent, at = element.getparent(), element.getparent().index(element)
        twin = deepcopy(element)
        parent.insert(at, twin)
        yield f"{element.tag} twice"
        parent.remove(twin)
        parent.remove(element)
        yield f"no {element.tag}"
        parent.insert(at, element)
        if len(element) == 0:
            text = element.text
            for other in SOME_TEXT:
                element.text = other
                yield f"{element.tag} with {other!r}"
            element.text = text


def _distinct(root: Any) -> list[Any]:
    """One element of each name and parent: their facets are those of their type."""
    found = {(e.tag, e.getparent().tag): e for e in root.iterdescendants("*")}
    return list(found.values())


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
