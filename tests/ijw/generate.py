# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Valid messages by chance: every facet at and within its bounds, every way to write XML.

They are written as text, not by our writer, for it writes each message in one way only.
"""

import calendar
import random
from dataclasses import dataclass
from xml.sax.saxutils import escape

from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import SHARED_NAMESPACE, Element, class_name, declared, is_shared
from libs.ijw.types import Clocktime, Day, Number, Simple, Text

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MOST_REPEATS = 4
_DIGITS = "0123456789"
_PRINTED = "aZ9.-/' éÀß\u00a0\u2028\N{GRINNING FACE}&<>\"="
_LETTERS = "aZÀỳé"
_BY_PATTERN = {
    "[0-9]{4}": lambda chance: _some(chance, _DIGITS, 4),
    "[0-9]{8}": lambda chance: _some(chance, _DIGITS, 8),
    "[0-9]{9}": lambda chance: _some(chance, _DIGITS, 9),
}


@dataclass(frozen=True)
class _Style:
    """How one document is written; an empty prefix is the default namespace."""

    own: str
    shared: str
    newline: str
    quote: str
    declaration: str
    decorated: bool
    typed: bool


def _style(chance: random.Random, soort: str) -> _Style:
    own = chance.choice(("", soort.lower(), "a", "_x.y-z"))
    shared = chance.choice(("ijw", "b", "")) if own else chance.choice(("ijw", "b", "redeclared"))
    return _Style(
        own=own,
        shared=shared,
        newline=chance.choice(("", "\r\n", "\n", " ", "\n\t\t")),
        quote=chance.choice(("'", '"')),
        declaration=chance.choice(_DECLARATIONS),
        decorated=chance.random() < 0.3,
        typed=chance.random() < 0.3 and shared != "redeclared",
    )


_DECLARATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n",
    '<?xml version="1.0"?>',
    "",
    "<!-- eerst -->\n",
)


def document(chance: random.Random, soort: str) -> bytes:
    """A valid message of this kind."""
    return _Maker(chance, soort).document().encode("utf-8")


class _Maker:
    def __init__(self, chance: random.Random, soort: str) -> None:
        self._chance = chance
        self._soort = soort
        self._style = _style(chance, soort)

    def document(self) -> str:
        definition, style = MESSAGES[self._soort], self._style
        inner = self._content(definition.root)
        spaces = [(style.own, definition.namespace), ("xsi", XSI)]
        if style.shared != "redeclared":
            spaces.append((style.shared, SHARED_NAMESPACE))
        attributes = [self._xmlns(prefix, uri) for prefix, uri in spaces]
        attributes += self._hints()
        self._chance.shuffle(attributes)
        name = self._name(style.own, "Bericht")
        tail = self._chance.choice(("", "\r\n", "<!-- na --> <?na na?>"))
        return f"{style.declaration}<{name} {' '.join(attributes)}>{inner}</{name}>{tail}"

    def _hints(self) -> list[str]:
        """What a schema processor may look at and a receiver never should."""
        q = self._style.quote
        hints = [f"xsi:schemaLocation={q}urn:x x.xsd{q}", f"xsi:noNamespaceSchemaLocation={q}y{q}"]
        return [hint for hint in hints if self._chance.random() < 0.1]

    def _xmlns(self, prefix: str, uri: str) -> str:
        q = self._style.quote
        return f"xmlns:{prefix}={q}{uri}{q}" if prefix else f"xmlns={q}{uri}{q}"

    def _name(self, prefix: str, tag: str) -> str:
        return f"{prefix}:{tag}" if prefix else tag

    def _content(self, cls: type) -> str:
        parts = [self._element(cls, element) for element in declared(cls, self._soort)]
        return self._gap() + self._gap().join(filter(None, parts)) + self._gap()

    def _gap(self) -> str:
        gap = self._style.newline
        if self._style.decorated and self._chance.random() < 0.1:
            gap += self._chance.choice(("<!-- -->", "<?let op?>", "<!--<a>&b;-->")) + gap
        return gap

    def _element(self, cls: type, element: Element) -> str:
        if element.optional and self._chance.random() < 0.4:
            return ""
        if not element.wrapped:
            return self._one(cls, element, element.tag)
        count = self._chance.randint(1, _MOST_REPEATS)
        items = [self._one(cls, element, element.name) for _ in range(count)]
        inner = self._gap() + self._gap().join(items) + self._gap()
        return self._tagged(cls, element.tag, self._type_of(element.tag, cls), inner)

    def _one(self, cls: type, element: Element, tag: str) -> str:
        content = element.content
        if isinstance(content, type):
            kind = self._type_of(class_name(content, tag), content)
            return self._tagged(cls, tag, kind, self._content(content))
        narrowed = getattr(content, "narrowed", False)
        official = None if narrowed else self._qualified(content.name, True)
        return self._tagged(cls, tag, official, self._text(content))

    def _type_of(self, name: str, cls: type) -> str:
        return self._qualified(name, is_shared(cls))

    def _qualified(self, name: str, shared: bool) -> str:
        return self._name(self._style.shared if shared else self._style.own, name)

    def _tagged(self, cls: type, tag: str, kind: str | None, inner: str) -> str:
        """An element of a class: in its namespace, now and then with the type it has anyway."""
        style, q = self._style, self._style.quote
        redeclared = is_shared(cls) and style.shared == "redeclared"
        prefix = "" if redeclared else (style.shared if is_shared(cls) else style.own)
        attributes = f" xmlns={q}{SHARED_NAMESPACE}{q}" if redeclared else ""
        if kind and style.typed and self._chance.random() < 0.3:
            attributes += f" xsi:type={q}{kind}{q}"
        name = self._name(prefix, tag)
        space = self._chance.choice(("", "", "", " ", "\n"))
        return f"<{name}{attributes}{space}>{inner}</{name}{space}>"

    def _text(self, content: Simple) -> str:
        text = valid_text(self._chance, content)
        if not self._style.decorated:
            return _escaped(text)
        return "".join(self._letter(letter) for letter in text)

    def _letter(self, letter: str) -> str:
        """One character in one of the ways in which XML can say it."""
        ways = [_escaped(letter)] * 20
        ways += [f"&#{ord(letter)};", f"&#x{ord(letter):x};"]
        if letter != "\r":
            ways += [
                f"<![CDATA[{letter}]]>",
                f"{_escaped(letter)}<!-- x -->",
                f"<?p q?>{_escaped(letter)}",
            ]
        return self._chance.choice(ways)


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"}).replace("\n", "\r\n")


def valid_text(chance: random.Random, content: Simple) -> str:
    """A text of a type, often at a bound of it."""
    if isinstance(content, Number):
        return _number(chance, content)
    if isinstance(content, Day):
        return _around(chance, _day(chance))
    if isinstance(content, Clocktime):
        return _around(chance, _time(chance))
    if content.codes:
        return chance.choice(list(codelist(content.codes).codes))
    return _string(chance, content)


def _number(chance: random.Random, content: Number) -> str:
    if content.pattern:
        return _around(chance, content.pattern)
    value = chance.choice((0, 1, content.maximum, chance.randint(0, content.maximum)))
    spelled = chance.choice((f"{value}", f"{value}", f"{value}", f"+{value}", f"000{value}"))
    return _around(chance, "-0" if value == 0 and chance.random() < 0.2 else spelled)


def _around(chance: random.Random, text: str) -> str:
    """White space around a number or a date means nothing."""
    return chance.choice((text, text, text, text, f" {text}", f"{text}\n", f"\t{text} "))


def _day(chance: random.Random) -> str:
    year = chance.choice((1, 1900, 2000, 2024, 2026, 9999, chance.randint(1, 9999)))
    month = chance.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    day = chance.choice((1, last, chance.randint(1, last)))
    return f"{year:04}-{month:02}-{day:02}"


def _time(chance: random.Random) -> str:
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}"
    fraction = chance.choice(("", "", "", ".5", ".123456", ".000"))
    return chance.choice((clock + fraction, "24:00:00", "00:00:00", "23:59:59"))


def _string(chance: random.Random, content: Text) -> str:
    pattern = content.pattern
    if content.narrowed:
        longest = content.max_length or 1
        by_chance = _some(chance, _DIGITS + "aZ", chance.randint(1, longest))
        return by_chance if pattern == "([a-zA-Z0-9])+" else (pattern or "")
    if pattern in _BY_PATTERN:
        return _BY_PATTERN[pattern](chance)
    if content.name == "LDT_Versie":
        return ".".join(str(chance.choice((0, 1, 10, 2026))) for _ in range(3))
    longest = content.max_length or 300
    length = chance.choice((1, longest, chance.randint(1, longest)))
    if content.name == "LDT_Voorletters":
        return _some(chance, _LETTERS, length)
    if content.name == "LDT_Telefoonnummer":
        return _some(chance, _DIGITS, length)
    return _printed(chance, content, length)


def _printed(chance: random.Random, content: Text, length: int) -> str:
    """Any characters; at least one that is no space, where the type asks that."""
    letters = _PRINTED + ("\n\t" if content.max_length is None or not content.pattern else "\t")
    text = _some(chance, letters, length)
    at = chance.randrange(length)
    return text[:at] + "x" + text[at + 1 :] if content.pattern else text


def _some(chance: random.Random, letters: str, count: int) -> str:
    return "".join(chance.choices(letters, k=count))
