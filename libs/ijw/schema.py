# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-1 check: a schema made from the declarations, run by libxml2.

Its types have the names that the standard gives them, for `xsi:type` may name one.
"""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES, SHARED, Definition
from libs.ijw.elements import (
    SHARED_NAMESPACE,
    Element,
    class_name,
    declared,
    elements,
    is_shared,
)
from libs.ijw.types import Clocktime, Day, Number, Simple, Text

_HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="{shared}" xmlns:m="{own}" '
    'targetNamespace="{target}" elementFormDefault="qualified">'
)
_ANYTHING = '<xs:any namespace="##targetNamespace" processContents="skip" maxOccurs="unbounded"/>'
_ONCE, _MAY, _MANY = "", ' minOccurs="0"', ' maxOccurs="unbounded"'


def build(soort: str, *, frame: bool = False) -> etree.XMLSchema:
    """A new schema of a message, in which its repeated classes may also stand alone.

    A `frame` does not look inside repeated classes: it judges what stands around them.
    """
    with tempfile.TemporaryDirectory() as folder:
        # libxml2 follows an import only to a file.
        (Path(folder) / "shared.xsd").write_text(_shared_schema(), encoding="utf-8")
        main = Path(folder) / "message.xsd"
        main.write_text(_message_schema(MESSAGES[soort], frame), encoding="utf-8")
        return etree.XMLSchema(etree.parse(main))


@cache
def _shared_schema() -> str:
    head = _HEAD.format(shared=SHARED_NAMESPACE, own="urn:none", target=SHARED_NAMESPACE)
    simple = "".join(_named(content) for content in _simple_types().values())
    classes = sorted(SHARED, key=lambda cls: cls.__name__)
    types = "".join(_complex(class_name(c, ""), elements(c, False)) for c in classes)
    return f"{head}{simple}{types}</xs:schema>"


def _simple_types() -> dict[str, Simple]:
    """Every simple type by its name, as it is when no message narrows it."""
    classes = {cls for d in MESSAGES.values() for cls, _ in _own_classes(d)} | SHARED
    contents = [e.content for cls in classes for e in elements(cls, True)]
    contents += [t for d in MESSAGES.values() for t in (d.afzender, d.ontvanger)]
    simple = (c for c in contents if not isinstance(c, type) and not getattr(c, "narrowed", False))
    return {content.name: content for content in simple if content.name}


def _message_schema(definition: Definition, frame: bool) -> str:
    own = definition.namespace
    head = _HEAD.format(shared=SHARED_NAMESPACE, own=own, target=own)
    imported = f'<xs:import namespace="{SHARED_NAMESPACE}" schemaLocation="shared.xsd"/>'
    classes = {name: cls for cls, name in _own_classes(definition)}
    inside = {name: declared(cls, definition.soort) for name, cls in classes.items()}
    wrapped = {e.tag: e for found in inside.values() for e in found if e.wrapped}
    alone = {e.name: e.content for e in wrapped.values() if isinstance(e.content, type)}
    roots = "".join(_one(tag, c, _ONCE) for tag, c in {"Bericht": definition.root, **alone}.items())
    types = "".join(_complex(name, found) for name, found in inside.items())
    wrappers = "".join(_wrapper(element, frame) for element in wrapped.values())
    return f"{head}{imported}{roots}{types}{wrappers}</xs:schema>"


def _own_classes(definition: Definition) -> Iterator[tuple[type, str]]:
    """The classes of a message that are not shared, each with the name of its type."""
    waiting = [(definition.root, "Bericht")]
    while waiting:
        cls, tag = waiting.pop()
        yield cls, class_name(cls, tag)
        for e in elements(cls, definition.retour):
            if isinstance(e.content, type) and not is_shared(e.content):
                waiting.append((e.content, e.name))


def _complex(name: str, found: tuple[Element, ...]) -> str:
    body = "".join(_declared(element) for element in found)
    return f'<xs:complexType name="{name}"><xs:sequence>{body}</xs:sequence></xs:complexType>'


def _declared(element: Element) -> str:
    occurs = _MAY if element.optional else _ONCE
    if element.wrapped:
        return f'<xs:element name="{element.tag}" type="m:{element.tag}"{occurs}/>'
    return _one(element.tag, element.content, occurs)


def _wrapper(element: Element, frame: bool) -> str:
    if frame and isinstance(element.content, type):
        # Mixed, for libxml2 gives an error for each text, and keeps all of them.
        opened, inner = f'<xs:complexType name="{element.tag}" mixed="true">', _ANYTHING
    else:
        opened = f'<xs:complexType name="{element.tag}">'
        inner = _one(element.name, element.content, _MANY)
    return f"{opened}<xs:sequence>{inner}</xs:sequence></xs:complexType>"


def _one(tag: str, content: Simple | type, occurs: str) -> str:
    if isinstance(content, type):
        prefix = "s" if is_shared(content) else "m"
        return f'<xs:element name="{tag}" type="{prefix}:{class_name(content, tag)}"{occurs}/>'
    if isinstance(content, Text | Number) and content.narrowed:
        narrowed = f'<xs:restriction base="s:{content.name}">{_pattern(content.pattern)}'
        simple = f"<xs:simpleType>{narrowed}</xs:restriction></xs:simpleType>"
        return f'<xs:element name="{tag}"{occurs}>{simple}</xs:element>'
    return f'<xs:element name="{tag}" type="s:{content.name}"{occurs}/>'


def _named(content: Simple) -> str:
    return f'<xs:simpleType name="{content.name}">{_restriction(content)}</xs:simpleType>'


def _restriction(content: Simple) -> str:
    if isinstance(content, Number):
        bounds = f'<xs:minInclusive value="0"/><xs:maxInclusive value="{content.maximum}"/>'
        return f'<xs:restriction base="xs:integer">{bounds}</xs:restriction>'
    if isinstance(content, Day):
        return f'<xs:restriction base="xs:date">{_pattern("[^:Z]*")}</xs:restriction>'
    if isinstance(content, Clocktime):
        return f'<xs:restriction base="xs:time">{_pattern("[^Z+-]+")}</xs:restriction>'
    facets = f'<xs:minLength value="{content.min_length}"/>' if content.min_length else ""
    if content.max_length:
        facets += f'<xs:maxLength value="{content.max_length}"/>'
    codes = codelist(content.codes).codes if content.codes else {}
    facets += "".join(f"<xs:enumeration value={quoteattr(code)}/>" for code in codes)
    return f'<xs:restriction base="xs:string">{facets}{_pattern(content.pattern)}</xs:restriction>'


def _pattern(pattern: str | None) -> str:
    return f"<xs:pattern value={quoteattr(pattern)}/>" if pattern else ""
