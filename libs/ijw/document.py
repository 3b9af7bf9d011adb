# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a tree that is safe to look at: what is no message at all is refused here."""

import re
from typing import Any

from lxml import etree

from libs.ijw.declare import MESSAGES, Definition
from libs.ijw.findings import Finding, Level, UnreadableMessage

HEAD_BYTES = 64 * 1024
"""Where a heading must have ended, and where a DOCTYPE is looked for before parsing."""

_MAX_ATTRIBUTES = 64
_ROOT = re.compile(r"^\{http://www\.istandaarden\.nl/ijw/3_2/(jw\d{3})/schema\}Bericht$")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_UTF8_NAMES = ("UTF-8", "UTF8")

SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Settings of every parser of this library."""


def parse(raw: bytes) -> Any:  # noqa: ANN401 - lxml's untyped element
    """The root of the whole document."""
    refuse_bytes(raw)
    parser = etree.XMLParser(**SAFE, remove_blank_text=True)
    try:
        root: Any = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable("XML", "Het bericht is geen welgevormde XML.") from error
    info = root.getroottree().docinfo
    if info.doctype:
        raise unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")
    if (info.encoding or "UTF-8").upper() not in _UTF8_NAMES:
        raise unreadable("OP192", "Het bericht is niet in UTF-8 gecodeerd.")
    return root


def refuse_bytes(raw: bytes) -> None:
    """What can be refused by looking at the bytes alone."""
    if not raw.strip():
        raise unreadable("XML", "Het bericht is leeg.")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise unreadable("OP192", "Het bericht begint met een byte order mark.")
    declared = _ENCODING.match(raw[:HEAD_BYTES])
    if declared and declared.group(1).decode().upper() not in _UTF8_NAMES:
        raise unreadable("OP192", "Het bericht is niet in UTF-8 gecodeerd.")
    if b"\x00" in raw:
        raise unreadable("OP192", "Het bericht bevat NUL-tekens.")
    if _DOCTYPE.search(raw[:HEAD_BYTES]):
        raise unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")


def definition_of(root: Any) -> Definition:  # noqa: ANN401 - an lxml element
    """Which message this is, by the name and namespace of its root."""
    if len(root.attrib) > _MAX_ATTRIBUTES:
        raise unreadable("XSD", "Het bericht heeft te veel attributen.")
    match = _ROOT.match(root.tag)
    soort = match.group(1).upper() if match else ""
    if soort not in MESSAGES:
        raise unreadable("XSD", "Dit is geen iJw 3.2-bericht: onbekende naamruimte of soort.")
    return MESSAGES[soort]


def unreadable(regel: str, melding: str, plaats: str = "/") -> UnreadableMessage:
    """The error for a document that is no message."""
    return UnreadableMessage([Finding(regel, Level.SCHEMA, None, plaats, melding)])
