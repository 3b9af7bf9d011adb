# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a tree that is safe to look at: what is no message at all is refused here."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from libs.ijw.declare import MESSAGES, Definition
from libs.ijw.findings import Finding, Level, UnreadableMessage, limit
from libs.ijw.lend import Lender

MAX_BYTES = 25 * 1024 * 1024
"""OP179: a message is at most 25 MB."""

HEAD_BYTES = 64 * 1024
"""Where a heading must have ended, and where a DOCTYPE is looked for before parsing."""

# What the bounds below refuse, no valid message reaches: each of its tags takes nine bytes or
# more with its text, and no element has more than a namespace of its own and an `xsi:type`.
_BYTES_PER_TAG = 8
_TAGS_PER_ATTRIBUTE = 2
_FREE_ATTRIBUTES = 64
"""Of one tag, or of a whole document of few tags."""
_FREE_TAGS = 1_000
_FEWEST_BYTES_PER_TAG = 3
_HARMLESS_BYTES = 24 * 1024
"""A document of this size costs little, whatever is in it, and most messages are smaller."""

_ROOT = re.compile(r"^\{http://www\.istandaarden\.nl/ijw/3_2/(jw\d{3})/schema\}Bericht$")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DOCTYPE = re.compile(rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_ATTRIBUTE = re.compile(rb"=\s*[\"']")
_TAG = re.compile(rb"<[^\s=<>\"'/!?]++(?>\s++[^\s=<>\"'/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))++")
"""A tag with its attributes; in a text, which may quote a page, nothing is one."""
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


_TIDY = Lender(lambda: etree.XMLParser(**SAFE, remove_blank_text=True))
_UNTIDY = Lender(lambda: etree.XMLParser(**SAFE))


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document that is safe to look at; it has no more than `tags` tags.

    A `tidy` one has no text between its elements.
    """

    root: Any
    definition: Definition
    tags: int
    tidy: bool


def parse(raw: bytes, max_bytes: int | None = MAX_BYTES) -> Document:
    """The whole document. Raises `UnreadableMessage`."""
    if max_bytes is not None and len(raw) > max_bytes:
        megabytes = max_bytes // (1024 * 1024)
        raise unreadable("OP179", f"Het bericht is groter dan {megabytes} MB.")
    refuse_bytes(raw)
    tags = len(raw) // _FEWEST_BYTES_PER_TAG
    if len(raw) > _HARMLESS_BYTES:
        tags = raw.count(b"<")
        _refuse_crowd(raw, tags)
    tidy = not _is_marked(raw)
    try:
        with (_TIDY if tidy else _UNTIDY).lent() as parser:
            root: Any = etree.fromstring(_with_plain_line_ends(raw), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable("XML", "Het bericht is geen welgevormde XML.") from None
    info = root.getroottree().docinfo
    if info.doctype:
        raise unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")
    if (info.encoding or "UTF-8").upper() not in _UTF8_NAMES:
        raise unreadable("OP192", "Het bericht is niet in UTF-8 gecodeerd.")
    return Document(root, definition_of(root), tags, tidy)


def refuse_bytes(raw: bytes) -> None:
    """What can be refused by looking at the bytes alone."""
    head = raw[:HEAD_BYTES]
    if not head or (head.isspace() and raw.isspace()):
        raise unreadable("XML", "Het bericht is leeg.")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise unreadable("OP192", "Het bericht begint met een byte order mark.")
    declared = _ENCODING.match(head)
    if declared and declared.group(1).decode().upper() not in _UTF8_NAMES:
        raise unreadable("OP192", "Het bericht is niet in UTF-8 gecodeerd.")
    if b"\x00" in raw:
        raise unreadable("OP192", "Het bericht bevat NUL-tekens.")
    if _DOCTYPE.match(head):
        raise unreadable("OP192", "Een DOCTYPE of entiteit is niet toegestaan.")


def _refuse_crowd(raw: bytes, tags: int) -> None:
    """Millions of tags or attributes would take seconds and gigabytes as a tree."""
    if tags > _FREE_TAGS + len(raw) // _BYTES_PER_TAG:
        raise UnreadableMessage([limit("/", "Het bericht heeft te veel elementen.")])
    if _holds_more(raw, b"=", _FREE_ATTRIBUTES) and _has_many_attributes(raw, tags):
        raise UnreadableMessage([limit("/", "Het bericht heeft te veel attributen.")])


def _holds_more(raw: bytes, mark: bytes, count: int) -> bool:
    """`raw.count(mark) > count`, which looks at each byte where `find` goes from mark to mark."""
    at = -1
    for _ in range(count + 1):
        at = raw.find(mark, at + 1)
        if at < 0:
            return False
    return True


def _has_many_attributes(raw: bytes, tags: int) -> bool:
    """In one tag, or in all of them: libxml2 looks through them for each of many elements."""
    left = _FREE_ATTRIBUTES + tags // _TAGS_PER_ATTRIBUTE
    for tag in _TAG.finditer(raw):
        attributes = islice(_ATTRIBUTE.finditer(tag.group()), _FREE_ATTRIBUTES + 1)
        count = sum(1 for _ in attributes)
        left -= count
        if left < 0 or count > _FREE_ATTRIBUTES:
            return True
    return False


def _is_marked(raw: bytes) -> bool:
    """It holds comments, CDATA or instructions: libxml2 takes blank text before one for layout."""
    if b"!" in raw and b"<!" in raw:
        return True
    behind = raw.find(b"?>") + 2 if raw.startswith(b"<?xml") else 0
    return raw.find(b"?", behind) >= 0 and raw.find(b"<?", behind) >= 0


def _with_plain_line_ends(raw: bytes) -> bytes:
    """As XML reads it anyway: within a text, libxml2 takes blanks before a CR for layout."""
    if b"\r" not in raw or raw.count(b"\r") == raw.count(b">\r\n"):
        return raw
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def definition_of(root: Any) -> Definition:  # noqa: ANN401 - an lxml element
    """Which message this is, by the name and namespace of its root."""
    match = _ROOT.match(root.tag)
    soort = match.group(1).upper() if match else ""
    if soort not in MESSAGES:
        raise unreadable("XSD", "Dit is geen iJw 3.2-bericht: onbekende naamruimte of soort.")
    return MESSAGES[soort]


def unreadable(regel: str, melding: str, plaats: str = "/") -> UnreadableMessage:
    """The error for a document that is no message."""
    return UnreadableMessage([Finding(regel, Level.SCHEMA, None, plaats, melding)])
