# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a typed message: judged whole before anything of it is used."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any

from lxml import etree

from libs.ijw import messages as m
from libs.ijw import schema
from libs.ijw.declare import MESSAGES, Definition
from libs.ijw.elements import SHARED_NAMESPACE, Element, elements, is_shared
from libs.ijw.findings import Finding, InvalidMessage, Level, UnreadableMessage
from libs.ijw.schema_findings import findings_of
from libs.ijw.types import Clocktime, Day, Number

MAX_BYTES = 25 * 1024 * 1024
"""OP179: a message is at most 25 MB."""

Message = (
    m.JW301
    | m.JW302
    | m.JW305
    | m.JW306
    | m.JW307
    | m.JW308
    | m.JW315
    | m.JW316
    | m.JW317
    | m.JW318
    | m.JW319
    | m.JW320
    | m.JW323
    | m.JW325
)
"""One of the fourteen messages."""

_SNIFFED_BYTES = 64 * 1024
_CHUNK = 4096
_MAX_ATTRIBUTES = 64
_ROOT = re.compile(r"^\{http://www\.istandaarden\.nl/ijw/3_2/(jw\d{3})/schema\}Bericht$")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_UTF8_NAMES = (b"UTF-8", b"UTF8")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header of a message says of it."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date | None


def sniff(raw: bytes) -> Heading:
    """The heading of a message, reading no further than its header.

    Raises `UnreadableMessage`; says nothing about the rest of the document.
    """
    head = raw[:_SNIFFED_BYTES]
    _refuse_bytes(head)
    parser: Any = etree.XMLPullParser(events=("start", "end"), **_safe())
    try:
        for begin in range(0, len(head), _CHUNK):
            parser.feed(head[begin : begin + _CHUNK])
            for event, element in parser.read_events():
                if event == "start" and element.getparent() is None:
                    _definition(element)
                if event == "end" and element.tag.endswith("}Header"):
                    return _heading(element)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _unreadable("XML", "Het bericht is geen welgevormde XML.") from error
    raise _unreadable("XML", "Het bericht heeft geen leesbare header.")


def read(raw: bytes, *, max_bytes: int | None = MAX_BYTES) -> Message:
    """The typed message in `raw`.

    Raises `UnreadableMessage` when it is no message at all and `InvalidMessage`, with all
    schema findings, when it is not valid (level 1).
    """
    if max_bytes is not None and len(raw) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise _unreadable("OP179", f"Het bericht is groter dan {limit} MB.")
    _refuse_bytes(raw)
    root = _parse(raw)
    definition = _definition(root)
    compiled: Any = schema.compiled(definition.soort)
    if not compiled.validate(root):
        raise InvalidMessage(findings_of(compiled.error_log))
    message: Message = _reader(definition.root, definition.soort)(root)
    return message


def _parse(raw: bytes) -> Any:  # noqa: ANN401 - lxml's untyped element
    parser = etree.XMLParser(**_safe(), remove_blank_text=True)
    try:
        root: Any = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable("XML", "Het bericht is geen welgevormde XML.") from error
    if root.getroottree().docinfo.doctype:
        raise _unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")
    return root


def _safe() -> dict[str, Any]:
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }


def _refuse_bytes(raw: bytes) -> None:
    """What can be refused by looking at the bytes alone."""
    if not raw.strip():
        raise _unreadable("XML", "Het bericht is leeg.")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable("OP192", "Het bericht begint met een byte order mark.")
    declared = _ENCODING.match(raw[:200])
    if declared and declared.group(1).upper() not in _UTF8_NAMES:
        raise _unreadable("OP192", "Het bericht is niet in UTF-8 gecodeerd.")
    if b"\x00" in raw:
        raise _unreadable("OP192", "Het bericht bevat NUL-tekens.")
    if _DOCTYPE.search(raw[:_SNIFFED_BYTES]):
        raise _unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")


def _definition(root: Any) -> Definition:  # noqa: ANN401 - an lxml element
    if len(root.attrib) > _MAX_ATTRIBUTES:
        raise _unreadable("XSD", "Het bericht heeft te veel attributen.")
    match = _ROOT.match(root.tag)
    soort = match.group(1).upper() if match else ""
    if soort not in MESSAGES:
        raise _unreadable("XSD", "Dit is geen iJw 3.2-bericht: onbekende naamruimte of soort.")
    return MESSAGES[soort]


def _heading(header: Any) -> Heading:  # noqa: ANN401 - an lxml element
    own = etree.QName(header).namespace
    soort = own.split("/")[-2].upper()
    identification = f"{{{own}}}BerichtIdentificatie/{{{SHARED_NAMESPACE}}}"
    values = {
        "afzender": header.findtext(f"{{{own}}}Afzender"),
        "ontvanger": header.findtext(f"{{{own}}}Ontvanger"),
        "identificatie": header.findtext(f"{identification}Identificatie"),
    }
    for name, length in (("afzender", 8), ("ontvanger", 8), ("identificatie", 12)):
        if not values[name] or len(values[name]) > length:
            place = f"/Bericht/Header/{name.capitalize()}"
            raise _unreadable("XSD", f"De header mist een geldige {name}.", place)
    return Heading(
        soort, **values, dagtekening=_date(header.findtext(f"{identification}Dagtekening"))
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _unreadable(regel: str, melding: str, plaats: str = "/") -> UnreadableMessage:
    return UnreadableMessage([Finding(regel, Level.SCHEMA, None, plaats, melding)])


Reader = Callable[[Any], Any]


@cache
def _reader(cls: type, soort: str) -> Reader:
    """A function from a valid element to an instance of `cls`; made once per class and message."""
    definition = MESSAGES[soort]
    retour = definition.answers is not None or soort == "JW325"
    namespace = SHARED_NAMESPACE if is_shared(cls) else definition.namespace
    by_tag = {
        f"{{{namespace}}}{e.tag}": (e.field, _converter(e, soort)) for e in elements(cls, retour)
    }

    def build(element: Any) -> Any:  # noqa: ANN401 - an lxml element
        values = {}
        for child in element:
            field, convert = by_tag[child.tag]
            values[field] = convert(child)
        return cls(**values)

    return build


def _converter(element: Element, soort: str) -> Reader:
    one = _content_reader(element, soort)
    if element.wrapped is None:
        return one
    return lambda wrapper: tuple(one(child) for child in wrapper)


def _content_reader(element: Element, soort: str) -> Reader:
    content = element.content
    if isinstance(content, type):
        return _reader(content, soort)
    if isinstance(content, Number):
        # `int` refuses thousands of leading zeros, which are valid all the same.
        return lambda child: int(child.text.strip().lstrip("+-0") or "0")
    if isinstance(content, Day):
        return lambda child: date.fromisoformat(child.text.strip())
    if isinstance(content, Clocktime):
        return lambda child: _time(child.text.strip())
    return lambda child: child.text or ""


def _time(text: str) -> time:
    """`xs:time` allows more decimals than Python does, and 24:00:00."""
    whole, _, fraction = text.partition(".")
    if whole == "24:00:00":
        return time(0)
    return time.fromisoformat(whole).replace(microsecond=int((fraction + "000000")[:6]))
