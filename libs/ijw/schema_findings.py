# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Schema errors of libxml2 as findings: rule, place and a Dutch sentence, never the value."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements, leaves
from libs.ijw.findings import Finding, Level
from libs.ijw.rules.form import form_rules
from libs.ijw.types import Simple, Text

_STEP = re.compile(r"(?:(?P<prefix>[^:\[]+):)?(?P<name>[^:\[]+)(?:\[(?P<number>\d+)\])?")
_INDEX = re.compile(r"\[\d+\]")
_UNKNOWN = "*"
_ELSE = "XSD"
"""The rule of a finding for which the standard has no rule but the schema itself."""

_MISPLACED = "Element ontbreekt, staat hier niet of staat te vaak."
_SHAPE = "Element heeft niet de vorm die het schema vraagt."
_EMPTY = "Element is leeg."


def findings_of(errors: Iterable[Any], root: Any, place: str, soort: str) -> Iterator[Finding]:  # noqa: ANN401
    """Findings of the errors of the element `root` at `place`: one for each rule and element."""
    seen = set()
    for error in errors:
        where, node = _found(error.path or "", root, place)
        if where not in seen:
            seen.add(where)
            for regel, melding in _told(where, node, error.type_name, soort):
                yield _finding(where, regel, melding)


def _told(place: str, node: Any, kind: str, soort: str) -> Iterable[tuple[str, str]]:  # noqa: ANN401
    """Rule and sentence of what is wrong with an element."""
    simple = leaves(soort).get(without_numbers(place))
    if simple is not None and len(node) == 0:
        text = node.text or ""
        broken = [(r.id, r.sentence) for r in form_rules(simple) if not r.holds(text, simple)]
        return broken or [(_ELSE, _of_simple(text, simple))]
    return [(_ELSE, _MISPLACED if kind == "SCHEMAV_ELEMENT_CONTENT" else _SHAPE)]


def _of_simple(text: str, simple: Simple) -> str:
    if isinstance(simple, Text) and simple.codes and text not in codelist(simple.codes):
        return f"Waarde is geen code uit codelijst {simple.codes}."
    return _SHAPE if text else _EMPTY


def unexpected(place: str, parent: Any, child: Any) -> Finding:  # noqa: ANN401 - lxml elements
    """An element that does not belong in its parent, which is at `place`."""
    return _finding(f"{place}/{_named(parent, child)}", _ELSE, _MISPLACED)


def strewn(place: str) -> Finding:
    """Text between the elements of `place`."""
    return _finding(place, _ELSE, _SHAPE)


def _finding(place: str, regel: str, melding: str) -> Finding:
    name = without_numbers(place).rpartition("/")[2]
    return Finding(regel, Level.SCHEMA, None, place, f"{name}: {melding[0].lower()}{melding[1:]}")


def _found(path: str, root: Any, place: str) -> tuple[str, Any]:  # noqa: ANN401 - lxml elements
    """The node at libxml2's `path`, which starts at `root` and may be in prefixes; its place."""
    node = root
    for step in path.split("/")[2:]:
        child = _child(node, step)
        if child is None:
            break
        place = f"{place}/{_named(node, child)}"
        node = child
    return place, node


def without_numbers(place: str) -> str:
    """`/Bericht/Client/Prestatie[2]` -> `/Bericht/Client/Prestatie`."""
    return _INDEX.sub("", place)


def place_of(element: Any) -> str:  # noqa: ANN401 - an lxml element
    """The place of an element in its document."""
    line = [element, *element.iterancestors()]
    names = (_named(parent, child) for child, parent in pairwise(line))
    return "/".join(["/Bericht", *reversed(list(names))])


def _child(node: Any, step: str) -> Any | None:  # noqa: ANN401 - an lxml element
    """`p:Name[2]`, or `*[2]` for what stands in a default namespace; None for an attribute."""
    match = _STEP.fullmatch(step)
    if match is None:
        return None
    prefix, name, number = match["prefix"], match["name"], int(match["number"] or 1)
    wanted = node.iterchildren() if name == "*" else node.iterchildren(f"{{*}}{name}")
    same = (c for c in wanted if name == "*" or c.prefix == prefix)
    return next(islice(same, number - 1, None), None)


def _named(parent: Any, child: Any) -> str:  # noqa: ANN401 - lxml elements
    """The name with its number among equals; a name that the standard lacks is not repeated."""
    name = _local(child)
    pairs, names = _vocabulary()
    before = sum(1 for _ in child.itersiblings(child.tag, preceding=True))
    alone = before == 0 and next(child.itersiblings(child.tag), None) is None
    known = name if name in names else _UNKNOWN
    if alone and (_local(parent), name) not in pairs:
        return known
    return f"{known}[{before + 1}]"


def _local(element: Any) -> str:  # noqa: ANN401 - an lxml element
    return etree.QName(element).localname


@cache
def _vocabulary() -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """Every wrapper with its item, and every name, of the fourteen messages."""
    pairs: set[tuple[str, str]] = set()
    names: set[str] = set()
    waiting: list[type] = [definition.root for definition in MESSAGES.values()]
    while waiting:
        for element in elements(waiting.pop(), True):
            names.add(element.tag)
            if element.wrapped:
                pairs.add((element.tag, element.wrapped.item))
            if isinstance(element.content, type):
                waiting.append(element.content)
    return frozenset(pairs), frozenset(names | {item for _, item in pairs})
