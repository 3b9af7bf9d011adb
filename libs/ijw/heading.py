# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who sent what to whom: the heading of a message, also of one that is not read further."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from libs.ijw.declare import Definition
from libs.ijw.document import HEAD_BYTES, SAFE, definition_of, refuse_bytes, unreadable
from libs.ijw.elements import SHARED_NAMESPACE
from libs.ijw.reader import Message
from libs.ijw.writer import message_type

_CHUNK = 1024
"""Bytes at a time: most headers end within the first."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header of a message says of it."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date | None


def heading(message: Message) -> Heading:
    """The heading of a message; of a retour message that of what it answers (IV028)."""
    header = message.header
    own = header.bericht_identificatie
    return Heading(
        message_type(message),
        header.afzender,
        header.ontvanger,
        own.identificatie,
        own.dagtekening,
    )


def sniff(raw: bytes) -> Heading:
    """The heading of a message, reading no further than its header.

    Raises `UnreadableMessage`; says nothing about the rest of the document.
    """
    head = raw[:HEAD_BYTES]
    refuse_bytes(head)
    parser: Any = etree.XMLPullParser(events=("start", "end"), **SAFE)
    definition: Definition | None = None
    try:
        for begin in range(0, len(head), _CHUNK):
            parser.feed(head[begin : begin + _CHUNK])
            for event, element in parser.read_events():
                definition = definition or definition_of(element)
                if event == "end" and element.tag == f"{{{definition.namespace}}}Header":
                    return _heading(element, definition)
        parser.close()
    except etree.XMLSyntaxError:
        raise unreadable("XML", "Het bericht is geen welgevormde XML.") from None
    raise unreadable("XML", "Het bericht heeft geen leesbare header.")


def _heading(header: Any, definition: Definition) -> Heading:  # noqa: ANN401 - an lxml element
    own, soort = definition.namespace, definition.soort
    identification = f"{{{own}}}BerichtIdentificatie/{{{SHARED_NAMESPACE}}}"
    values = {
        "afzender": header.findtext(f"{{{own}}}Afzender"),
        "ontvanger": header.findtext(f"{{{own}}}Ontvanger"),
        "identificatie": header.findtext(f"{identification}Identificatie"),
    }
    for name, length in (("afzender", 8), ("ontvanger", 8), ("identificatie", 12)):
        if not values[name] or len(values[name]) > length:
            place = f"/Bericht/Header/{name.capitalize()}"
            raise unreadable("XSD", f"De header mist een geldige {name}.", place)
    return Heading(
        soort, **values, dagtekening=_date(header.findtext(f"{identification}Dagtekening"))
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
