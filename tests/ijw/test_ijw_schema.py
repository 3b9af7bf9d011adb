# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The schema that the library makes says what the official one says, declaration by declaration.

No sample of documents is needed for this: two schemas with the same declarations judge alike.
"""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from libs.ijw import schema
from libs.ijw.declare import MESSAGES

XS = "{http://www.w3.org/2001/XMLSchema}"
FILES = (*MESSAGES, "basisschema")
REFERENCES = ("type", "base")
DEFAULTS = (("minOccurs", "1"), ("maxOccurs", "1"))
DECLARED = (f"{XS}element", f"{XS}complexType", f"{XS}simpleType")

Said = tuple[str, tuple[tuple[str, str], ...], tuple[Any, ...]]
"""A declaration: its tag, its attributes, and what stands inside it."""


def _said(node: Any) -> Said:
    """A declaration without prefixes, documentation and the order of its facets."""
    inside = [_said(child) for child in node.iterchildren(f"{XS}*") if not _is_documentation(child)]
    if node.tag == f"{XS}restriction":
        inside.sort()
    attributes = {(name, _resolved(node, name, value)) for name, value in node.attrib.items()}
    return node.tag, tuple(sorted(attributes.difference(DEFAULTS))), tuple(inside)


def _is_documentation(node: Any) -> bool:
    return bool(node.tag == f"{XS}annotation")


def _resolved(node: Any, name: str, value: str) -> str:
    if name not in REFERENCES:
        return value
    prefix, _, local = value.rpartition(":")
    return f"{{{node.nsmap[prefix or None]}}}{local}"


def _all_said(root: Any) -> dict[tuple[str, str], Said]:
    """Every declaration of a schema by its tag and name."""
    return {(node.tag, node.get("name")): _said(node) for node in root.iterchildren(*DECLARED)}


def _made(text: str) -> dict[tuple[str, str], Said]:
    return _all_said(etree.fromstring(text.encode()))


@pytest.fixture
def official(shared_dir: Path) -> Path:
    return shared_dir / "ijw" / "xsd"


def _official(folder: Path, name: str) -> Any:
    return etree.parse(folder / f"{name}.xsd").getroot()


@pytest.mark.parametrize("soort", MESSAGES)
def test_a_message_is_declared_as_officially(official: Path, soort: str) -> None:
    theirs = _all_said(_official(official, soort))
    ours = _made(schema._message_schema(MESSAGES[soort], frame=False))
    assert {name: said for name, said in ours.items() if name in theirs} == theirs


@pytest.mark.parametrize("soort", MESSAGES)
def test_beside_the_message_only_its_repeated_classes_may_stand_alone(
    official: Path, soort: str
) -> None:
    """They are judged alone when a message is large; no root but Bericht comes that far."""
    theirs = _all_said(_official(official, soort))
    ours = _made(schema._message_schema(MESSAGES[soort], frame=False))
    more = set(ours) - set(theirs)
    assert {tag for tag, _ in more} <= {f"{XS}element"}
    for alone in more:
        assert _repeated(ours[alone]) in _inside_types(theirs)


def _repeated(said: Said) -> Said:
    """The same element where it may be repeated."""
    tag, attributes, inside = said
    return tag, tuple(sorted((*attributes, ("maxOccurs", "unbounded")))), inside


def _inside_types(declared: dict[tuple[str, str], Said]) -> set[Said]:
    return {element for _, _, sequences in declared.values() for s in sequences for element in s[2]}


def test_every_shared_type_is_declared_as_officially(official: Path) -> None:
    theirs = _all_said(_official(official, "basisschema"))
    ours = _made(schema._shared_schema())
    assert len(ours) > 60
    assert {name: theirs.get(name) for name in ours} == ours


def test_no_official_type_derives_from_another(official: Path) -> None:
    """So `xsi:type` may name the declared type alone, and types that are not used do not matter."""
    types = [said for name in FILES for said in _all_said(_official(official, name)).values()]
    bases = {base for said in types for base in _bases(said)}
    assert bases == {f"{XS}{name}" for name in ("string", "integer", "date", "time")}


def _bases(said: Said) -> list[str]:
    """What a named type restricts; not what the nameless types inside it do."""
    return [dict(inner[1])["base"] for inner in said[2] if "base" in dict(inner[1])]


@pytest.mark.parametrize("name", FILES)
def test_all_elements_are_qualified_and_in_the_official_namespace(
    official: Path, name: str
) -> None:
    made = (
        schema._message_schema(MESSAGES[name], frame=False)
        if name in MESSAGES
        else schema._shared_schema()
    )
    assert etree.fromstring(made.encode()).attrib == _official(official, name).attrib
