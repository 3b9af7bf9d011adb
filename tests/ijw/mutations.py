# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Documents that are wrong in one place, or perhaps still right: drawn from a seed."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import cycle
from typing import Any

from lxml import etree

from libs.ijw.elements import SHARED_NAMESPACE

Node = Any
Mutation = Callable[[random.Random, Node], None]

SOME_TEXT = (
    "",
    " ",
    "0",
    "-1",
    "+1",
    " 7 ",
    "007",
    "1.0",
    "1e3",
    "x",
    "é",
    "A" * 37,
    "99",
    "100",
    "99999",
    "100000",
    "99999999",
    "100000000",
    "999999999",
    "1000000000",
    "999999999999",
    "1000000000000",
    "00000000000000000000000000001",
    "1.2.3",
    "01.2.3",
    "NL",
    "nl",
    "13",
    "0001",
    "0200",
    "363",
    "0363",
    "01234567",
    "012345678",
    "999900006",
    "2026-02-29",
    "2024-02-29",
    "2026-1-1",
    "20260101",
    "2026-01-01Z",
    "2026-01-01+01:00",
    " 2026-01-01 ",
    "0000-01-01",
    "9999-12-31",
    "12026-01-01",
    "-0044-03-15",
    "24:00:00",
    "24:00:01",
    "12:00",
    "12:00:00.5",
    "12:00:00Z",
    "23:59:60",
    "true",
    "\n",
    "a\nb",
    "<&>",
)


def mutations(raw: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """So many variants of a document, each changed in one to three places."""
    chance = random.Random(f"{seed}-{len(raw)}-{count}")
    original = _with_prefixes(etree.fromstring(raw))
    kinds = cycle(MUTATIONS)
    for _ in range(count):
        root = deepcopy(original)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            if root.find("*") is not None:  # an earlier change may have taken everything
                next(kinds)(chance, root)
        yield etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _with_prefixes(root: Node) -> Node:
    """The same with `m`, `s` and `xs` as prefixes, for the values of `xsi:type`."""
    own = etree.QName(root).namespace
    spaces = {"m": own, "s": SHARED_NAMESPACE, "xs": "http://www.w3.org/2001/XMLSchema"}
    made: Any = etree.Element(root.tag, nsmap={**root.nsmap, **spaces})
    made.text = root.text
    made.extend(list(root))
    return made


def _any(chance: random.Random, root: Node) -> Node:
    return chance.choice(list(root.iterdescendants("*")))


def _leaf(chance: random.Random, root: Node) -> Node:
    return chance.choice([e for e in root.iterdescendants("*") if len(e) == 0])


def _drop(chance: random.Random, root: Node) -> None:
    element = _any(chance, root)
    element.getparent().remove(element)


def _double(chance: random.Random, root: Node) -> None:
    element = _any(chance, root)
    element.addnext(deepcopy(element))


def _swap(chance: random.Random, root: Node) -> None:
    element = _any(chance, root)
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def _retext(chance: random.Random, root: Node) -> None:
    _leaf(chance, root).text = chance.choice(SOME_TEXT)


def _lengthen(chance: random.Random, root: Node) -> None:
    """Around the length bound, whichever it is."""
    leaf = _leaf(chance, root)
    length = chance.choice((1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 20, 24, 25, 35, 36, 64, 80, 200))
    filler = chance.choice(("A", "1", "é"))
    leaf.text = filler * (length + chance.choice((0, 1)))


def _edit(chance: random.Random, root: Node) -> None:
    leaf = _leaf(chance, root)
    text = leaf.text or ""
    at = chance.randrange(len(text) + 1)
    leaf.text = text[:at] + chance.choice(("", "0", "9", "Z", " ", "-")) + text[at + 1 :]


def _borrow(chance: random.Random, root: Node) -> None:
    _leaf(chance, root).text = _leaf(chance, root).text


def _rename(chance: random.Random, root: Node) -> None:
    element = _any(chance, root)
    name = etree.QName(element)
    other = etree.QName(_any(chance, root))
    element.tag = chance.choice(
        (f"{{{other.namespace}}}{name.localname}", f"{{{name.namespace}}}X", name.localname)
    )


def _nest(chance: random.Random, root: Node) -> None:
    _leaf(chance, root).append(deepcopy(_leaf(chance, root)))


def _move(chance: random.Random, root: Node) -> None:
    element = _leaf(chance, root)
    _any(chance, root).append(deepcopy(element))


def _loose_text(chance: random.Random, root: Node) -> None:
    _any(chance, root).tail = "x"


def _attribute(chance: random.Random, root: Node) -> None:
    _any(chance, root).set(
        chance.choice(("id", "{urn:x}y", "{http://www.w3.org/XML/1998/namespace}lang")), "nl"
    )


XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_TYPE_NAMES = (
    *("xs:string", "xs:date", "nergens:LDT_Datum", "LDT_Datum", " s:LDT_Datum", ":", ""),
    *("s:LDT_Datum", "s:LDT_Naam", "s:LDT_Bedrag", "s:LDT_Volume", "s:LDT_Geslacht", "s:LDT_X"),
    *("s:CDT_Product", "s:CDT_Geboortedatum", "m:Header", "m:Client", "m:Root", "m:Prestatie"),
)


def _instance(chance: random.Random, root: Node) -> None:
    """The attributes that a schema processor knows of itself."""
    element = _any(chance, root)
    name = chance.choice(
        ("nil", "type", "type", "schemaLocation", "noNamespaceSchemaLocation", "x")
    )
    element.set(XSI + name, chance.choice((*_TYPE_NAMES, "true", "false", "0", "1", "urn:x y.xsd")))


def _own_type(chance: random.Random, root: Node) -> None:
    """The name of some type of the standard; now and then the right one."""
    element = _any(chance, root)
    local = etree.QName(element).localname
    prefix, family = chance.choice((("m", ""), ("s", "CDT_"), ("s", "LDT_")))
    element.set(f"{XSI}type", f"{prefix}:{family}{local}")


def _blanks(chance: random.Random, root: Node) -> None:
    leaf = _leaf(chance, root)
    blank = chance.choice((" ", "\t", "\n", "\r", "\u00a0", "\u2028", "\u3000", " \r\n "))
    text = leaf.text or ""
    leaf.text = chance.choice((blank + text, text + blank, blank, text[:1] + blank + text[1:]))


def _comment(chance: random.Random, root: Node) -> None:
    """A comment or instruction, which changes nothing but what stands beside it."""
    mark = chance.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y")))
    element = _any(chance, root)
    mark.tail = chance.choice((None, None, " ", "x"))
    element.insert(0, mark)


def _space(chance: random.Random, root: Node) -> None:
    _any(chance, root).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _empty(chance: random.Random, root: Node) -> None:
    element = _any(chance, root)
    for child in list(element):
        element.remove(child)
    element.text = None


MUTATIONS: tuple[Mutation, ...] = (
    _drop,
    _retext,
    _double,
    _lengthen,
    _swap,
    _edit,
    _retext,
    _borrow,
    _rename,
    _nest,
    _retext,
    _move,
    _loose_text,
    _attribute,
    _empty,
    _instance,
    _own_type,
    _blanks,
    _comment,
    _space,
    _own_type,
)
