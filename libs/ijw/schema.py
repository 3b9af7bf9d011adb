# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-1 check: a schema made from the declarations, run by libxml2."""

import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES, SHARED, Definition
from libs.ijw.elements import SHARED_NAMESPACE, Element, elements, is_shared
from libs.ijw.header import Header
from libs.ijw.types import Clocktime, Day, Number, Simple, Text

_HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="{shared}" xmlns:m="{own}" '
    'targetNamespace="{target}" elementFormDefault="qualified">'
)
_ANYTHING = '<xs:any namespace="##targetNamespace" processContents="skip" maxOccurs="unbounded"/>'
_FIXED = {"bericht_versie": "3", "bericht_subversie": "2"}


@cache
def compiled(soort: str) -> etree.XMLSchema:
    """The schema of a message, compiled once per process; not for two threads at a time."""
    return build(soort)


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


def _shared_schema() -> str:
    head = _HEAD.format(shared=SHARED_NAMESPACE, own="urn:none", target=SHARED_NAMESPACE)
    classes = sorted(SHARED, key=lambda cls: cls.__name__)
    return head + "".join(_complex(cls, None, False) for cls in classes) + "</xs:schema>"


def _message_schema(definition: Definition, frame: bool) -> str:
    own = definition.namespace
    head = _HEAD.format(shared=SHARED_NAMESPACE, own=own, target=own)
    imported = f'<xs:import namespace="{SHARED_NAMESPACE}" schemaLocation="shared.xsd"/>'
    classes = _reachable(definition.root, definition.retour, [])
    items = {
        e.wrapped.item: e.content
        for cls in classes
        for e in elements(cls, definition.retour)
        if e.wrapped and isinstance(e.content, type)
    }
    alone = {"Bericht": definition.root, **items}
    roots = "".join(_one(tag, cls, "") for tag, cls in alone.items())
    types = "".join(_complex(cls, definition, frame) for cls in classes)
    return f"{head}{imported}{roots}{types}</xs:schema>"


def _reachable(cls: type, retour: bool, seen: list[type]) -> list[type]:
    if cls in seen or is_shared(cls):
        return seen
    seen.append(cls)
    for element in elements(cls, retour):
        if isinstance(element.content, type):
            _reachable(element.content, retour, seen)
    return seen


def _complex(cls: type, definition: Definition | None, frame: bool) -> str:
    retour = definition is not None and definition.retour
    body = "".join(_declared(cls, e, definition, frame) for e in elements(cls, retour))
    return (
        f'<xs:complexType name="{cls.__name__}"><xs:sequence>{body}</xs:sequence></xs:complexType>'
    )


def _declared(cls: type, element: Element, definition: Definition | None, frame: bool) -> str:
    occurs = ' minOccurs="0"' if element.optional else ""
    content = _bound(cls, element, definition)
    if element.wrapped is None:
        return _one(element.tag, content, occurs)
    inner = _one(element.wrapped.item, content, ' maxOccurs="unbounded"')
    if frame and isinstance(content, type):
        inner = _ANYTHING
    return (
        f'<xs:element name="{element.tag}"{occurs}><xs:complexType><xs:sequence>{inner}'
        "</xs:sequence></xs:complexType></xs:element>"
    )


def _one(tag: str, content: Simple | type, occurs: str) -> str:
    if isinstance(content, type):
        prefix = "s" if is_shared(content) else "m"
        return f'<xs:element name="{tag}" type="{prefix}:{content.__name__}"{occurs}/>'
    simple = f"<xs:simpleType>{_simple(content)}</xs:simpleType>"
    return f'<xs:element name="{tag}"{occurs}>{simple}</xs:element>'


def _bound(cls: type, element: Element, definition: Definition | None) -> Simple | type:
    """Header fields whose value the message itself fixes."""
    if definition is None or not issubclass(cls, Header):
        return element.content
    if element.field == "bericht_code":
        return Text(3, definition.code)
    if element.field in ("afzender", "ontvanger"):
        bound: Simple = getattr(definition, element.field)
        return bound
    if element.field in _FIXED:
        return Number(99, _FIXED[element.field])
    return element.content


def _simple(content: Simple) -> str:
    if isinstance(content, Number):
        pattern = _pattern(content.pattern)
        bounds = f'<xs:minInclusive value="0"/><xs:maxInclusive value="{content.maximum}"/>'
        return f'<xs:restriction base="xs:integer">{bounds}{pattern}</xs:restriction>'
    if isinstance(content, Day):
        # Years of more than four digits or before our era pass the official schema; no date of
        # a message means one, and no calendar here goes so far.
        pattern = _pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
        return f'<xs:restriction base="xs:date">{pattern}</xs:restriction>'
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
