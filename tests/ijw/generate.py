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
    """How one document is written: its prefixes for each namespace, an empty one for the default.

    When `redeclared`, each shared element makes the shared namespace the default one.
    """

    own: tuple[str, ...]
    shared: tuple[str, ...]
    redeclared: bool
    newline: str
    declaration: str
    decorated: bool
    typed: bool


def _style(chance: random.Random, soort: str) -> _Style:
    own = chance.choice((("",), (soort.lower(),), ("a",), ("_x.y-z", "\u00e9"), ("a", "")))
    shared = [("ijw",), ("b",), ("ijw", "s2")]
    if "" not in own:
        shared += [("",), ("b", "")]
    return _Style(
        own=own,
        shared=chance.choice(shared),
        redeclared=chance.random() < 0.2,
        newline=chance.choice(("", "\r\n", "\n", " ", "\n\t\t")),
        declaration=chance.choice(_DECLARATIONS),
        decorated=chance.random() < 0.3,
        typed=chance.random() < 0.3,
    )


_DECLARATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n",
    '<?xml version="1.0"?>',
    "",
    "<!-- <!DOCTYPE Bericht> -->\n",
    '<?xml-stylesheet encoding="ISO-8859-1" href="x"?>',
    "<?xml version = \"1.0\"\tencoding = 'utf8' ?><?x <!DOCTYPE ?>",
)
_LAYOUT = ("<!-- -->", "<?let op?>", "<!--<a>&b;-->", "&#32;", "&#x9;&#13;", "<![CDATA[ \n]]>")


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
        spaces = [(prefix, definition.namespace) for prefix in style.own]
        spaces += [("xsi", XSI), *((prefix, SHARED_NAMESPACE) for prefix in style.shared)]
        attributes = [self._xmlns(prefix, uri) for prefix, uri in spaces]
        attributes += [*self._hints(), *self._typed("Root", definition.root)]
        self._chance.shuffle(attributes)
        name = self._name(self._chance.choice(style.own), "Bericht")
        tail = self._chance.choice(("", "\r\n", "<!-- na --> <?na na?>"))
        return f"{style.declaration}<{name} {' '.join(attributes)}>{inner}</{name}>{tail}"

    def _hints(self) -> list[str]:
        """What a schema processor may look at and a receiver never should."""
        hints = {"schemaLocation": "urn:x x.xsd", "noNamespaceSchemaLocation": "y"}
        made = [self._attribute(f"xsi:{name}", value) for name, value in hints.items()]
        return [hint for hint in made if self._chance.random() < 0.1]

    def _xmlns(self, prefix: str, uri: str) -> str:
        return self._attribute(f"xmlns:{prefix}" if prefix else "xmlns", uri)

    def _attribute(self, name: str, value: str) -> str:
        quote, equals = self._chance.choice("'\""), self._chance.choice(("=", "=", "=", " = "))
        return f"{name}{equals}{quote}{value}{quote}"

    def _name(self, prefix: str, tag: str) -> str:
        return f"{prefix}:{tag}" if prefix else tag

    def _content(self, cls: type) -> str:
        parts = [self._element(cls, element) for element in declared(cls, self._soort)]
        return self._gap() + self._gap().join(filter(None, parts)) + self._gap()

    def _gap(self) -> str:
        gap = self._style.newline
        if self._style.decorated and self._chance.random() < 0.1:
            gap += self._chance.choice(_LAYOUT) + gap
        return gap

    def _element(self, cls: type, element: Element) -> str:
        if element.optional and self._chance.random() < 0.4:
            return ""
        if not element.wrapped:
            return self._one(cls, element, element.tag)
        count = self._chance.randint(1, _MOST_REPEATS)
        items = [self._one(cls, element, element.name) for _ in range(count)]
        inner = self._gap() + self._gap().join(items) + self._gap()
        return self._tagged(cls, element.tag, self._typed(element.tag, cls), inner)

    def _one(self, cls: type, element: Element, tag: str) -> str:
        content = element.content
        if isinstance(content, type):
            typed = self._typed(class_name(content, tag), content)
            return self._tagged(cls, tag, typed, self._content(content))
        narrowed = getattr(content, "narrowed", False)
        typed = [] if narrowed else self._typed_as(content.name, self._style.shared)
        return self._tagged(cls, tag, typed, self._text(content))

    def _typed(self, name: str, cls: type) -> list[str]:
        return self._typed_as(name, self._style.shared if is_shared(cls) else self._style.own)

    def _typed_as(self, name: str, prefixes: tuple[str, ...]) -> list[str]:
        """Now and then an element says which type it has anyway."""
        if not self._style.typed or self._chance.random() < 0.7:
            return []
        # Where the default namespace is redeclared, only a prefix is sure to say the same.
        prefixes = tuple(filter(None, prefixes)) if self._style.redeclared else prefixes
        kinds = [self._name(prefix, name) for prefix in prefixes]
        return [self._attribute("xsi:type", self._chance.choice(kinds))] if kinds else []

    def _tagged(self, cls: type, tag: str, typed: list[str], inner: str) -> str:
        """An element of a class, in its namespace."""
        prefix, spaces = self._prefixed(is_shared(cls))
        attributes = "".join(f" {attribute}" for attribute in (*spaces, *typed))
        name = self._name(prefix, tag)
        space = self._chance.choice(("", "", "", " ", "\n"))
        return f"<{name}{attributes}{space}>{inner}</{name}{space}>"

    def _prefixed(self, shared: bool) -> tuple[str, list[str]]:
        """A prefix, and what has to be declared for it; in a decorated document also in vain."""
        style, chance = self._style, self._chance
        uri = SHARED_NAMESPACE if shared else MESSAGES[self._soort].namespace
        if shared and style.redeclared:
            return "", [self._xmlns("", uri)]
        if style.decorated and chance.random() < 0.1:
            return "near", [self._xmlns("near", uri)]
        needless = style.decorated and chance.random() < 0.05
        return chance.choice(style.shared if shared else style.own), (
            [self._xmlns("far", "urn:x")] if needless else []
        )

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
    return chance.choice((clock + fraction, "24:00:00", "24:00:00.0", "00:00:00", "23:59:59"))


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
