# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Documents that differ from a message in their bytes: encodings, declarations, namespaces."""

import random
from collections.abc import Callable, Iterator

Spoil = Callable[[random.Random, bytes], bytes]

_DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = b"http://www.istandaarden.nl/ijw/3_2/"


def spoiled(raw: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """So many variants of a message, in turn of every kind, from one of them on."""
    chance = random.Random(f"{seed}-{len(raw)}")
    first = chance.randrange(len(SPOILS))
    for number in range(first, first + count):
        yield SPOILS[number % len(SPOILS)](chance, raw)


def _at(chance: random.Random, raw: bytes) -> int:
    return chance.randrange(len(raw))


def _declared_as(encoding: bytes) -> Spoil:
    return lambda _chance, raw: raw.replace(b"UTF-8", encoding, 1)


def _encoded_as(encoding: str) -> Spoil:
    return lambda _chance, raw: raw.decode().encode(encoding, "replace")


def _inserted(*what: bytes) -> Spoil:
    def spoil(chance: random.Random, raw: bytes) -> bytes:
        at = _at(chance, raw)
        return raw[:at] + chance.choice(what) + raw[at:]

    return spoil


def _in_text(*what: bytes) -> Spoil:
    """Right after the tag of an element that holds text, or of one that does not."""

    def spoil(chance: random.Random, raw: bytes) -> bytes:
        at = raw.find(b">", _at(chance, raw)) + 1
        return raw[:at] + chance.choice(what) + raw[at:]

    return spoil


def _replaced(old: bytes, *new: bytes) -> Spoil:
    return lambda chance, raw: raw.replace(old, chance.choice(new))


def _cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: _at(chance, raw)]


def _without(chance: random.Random, raw: bytes) -> bytes:
    at = _at(chance, raw)
    return raw[:at] + raw[at + chance.choice((1, 2, 30)) :]


def _other_byte(chance: random.Random, raw: bytes) -> bytes:
    at = _at(chance, raw)
    return raw[:at] + bytes((chance.randrange(256),)) + raw[at + 1 :]


def _doctype(_chance: random.Random, raw: bytes) -> bytes:
    return raw.replace(_DECLARED, _DECLARED + b"<!DOCTYPE Bericht [<!ENTITY a 'b'>]>", 1)


def _another_message(chance: random.Random, raw: bytes) -> bytes:
    number = chance.choice((b"301", b"302", b"305", b"323", b"325", b"303", b"999", b"3"))
    at = raw.index(_NAMESPACE + b"jw") + len(_NAMESPACE) + 2
    return raw[:at] + number + raw[at + 3 :]


SPOILS: tuple[Spoil, ...] = (
    _other_byte,
    _cut,
    _without,
    _in_text(b" ", b"\t", b"\r", b"\r\n", b" \r\n ", b"\r\r", b"&#13;", b"&#160;", b"\xc2\xa0"),
    _in_text(
        b"<!-- <!DOCTYPE x> -->",
        b"<![CDATA[<!DOCTYPE x>]]>",
        b"<!-- -->",
        b" <!-- -->",
        b"<?x?> ",
        b"<![CDATA[]]>",
        b"<![CDATA[ ]]> ",
        b"<!---->x",
    ),
    _in_text(b"&amp;", b"&lt;", b"&x;", b"&#0;", b"&#xd800;", b"&#x10ffff;", b"&#x110000;", b"&"),
    _inserted(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\xef\xbb\xbf",
        b"\x0b",
        b"\xf4\x90\x80\x80",
    ),
    _inserted(b"<x/>", b"</x>", b"x", b"]]>", b"<", b">", b"'", b"\xe2\x80\xa8"),
    _replaced(_NAMESPACE, _NAMESPACE[:-1] + b"3/", _NAMESPACE.upper(), b" " + _NAMESPACE),
    _replaced(b"ijw:", b"", b"IJW:", b"q:"),
    _replaced(b"\r\n", b"\n", b"\r", b"\r\r\n", b" \r\n", b"\r\n\r\n"),
    _replaced(b"xmlns:ijw", b"xmlns", b"xmlns:xijw", b"ijw"),
    _replaced(_DECLARED, b"", b"\n" + _DECLARED, _DECLARED.lower(), b'<?xml version="1.1"?>'),
    _replaced(_DECLARED, b"\xef\xbb\xbf" + _DECLARED, b'<?xml version="1.0" standalone="no"?>'),
    _declared_as(b"utf-8"),
    _declared_as(b"utf8"),
    _declared_as(b"ISO-8859-1"),
    _declared_as(b"UTF-16"),
    _declared_as(b"nonsense"),
    _encoded_as("utf-16"),
    _encoded_as("utf-16-le"),
    _encoded_as("utf-32"),
    _encoded_as("latin-1"),
    _encoded_as("utf-7"),
    _doctype,
    _another_message,
)
