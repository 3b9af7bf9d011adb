# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The code lists beside those of the official schemas."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from libs.ijw import codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.types import Text

XS = "{http://www.w3.org/2001/XMLSchema}"


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
