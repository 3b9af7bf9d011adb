# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Schema errors of libxml2 as findings: rule, place and a Dutch sentence, never the value."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.findings import Finding, Level

_STEP = re.compile(r"(?:(?P<prefix>[^:\[]+):)?(?P<name>[^:\[]+)(?:\[(?P<number>\d+)\])?")
_UNKNOWN = "*"
_BOUND = re.compile(r"(?:length of|value allowed) \(?'(\d+)'\)?\.$")
_FACET = re.compile(r"by the pattern '(.*)'\.$", re.DOTALL)

_RULE_OF_LENGTH = {
    **{1: "RS008", 2: "RS009", 3: "RS010", 4: "RS011", 5: "RS012", 6: "RS013", 8: "RS014"},
    **{9: "RS015", 10: "RS016", 12: "RS017", 15: "RS018", 20: "RS019", 24: "RS020"},
    **{25: "RS021", 35: "RS023", 36: "RS024", 64: "RS025", 80: "RS026", 200: "RS028"},
}
_RULE_OF_MAXIMUM = {
    99: "RS002",
    99_999: "RS004",
    99_999_999: "RS005",
    999_999_999: "RS006",
    999_999_999_999: "RS040",
}
_BY_PATTERN = {
    "[0-9]{4}": ("RS035", "Gemeentecode bestaat niet uit precies 4 cijfers."),
    "[0-9]{8}": ("RS036", "AGB-code bestaat niet uit precies 8 cijfers."),
    "[0-9]{9}": ("RS037", "Bsn bestaat niet uit precies 9 cijfers."),
}
_BY_KIND = {
    "SCHEMAV_ELEMENT_CONTENT": ("XSD", "Element ontbreekt, staat hier niet of staat te vaak."),
    "SCHEMAV_CVC_ENUMERATION_VALID": ("XSD", "Waarde is geen code uit de codelijst."),
    "SCHEMAV_CVC_MININCLUSIVE_VALID": ("RS001", "Getal is kleiner dan 0."),
}
_BY_ELEMENT = {
    "Bsn": _BY_PATTERN["[0-9]{9}"],
    "Gemeente": _BY_PATTERN["[0-9]{4}"],
    "ZorgverlenerCode": _BY_PATTERN["[0-9]{8}"],
    "BerichtCode": ("RS047", "Berichtcode past niet bij dit bericht."),
    "BerichtVersie": ("CS025", "Berichtversie is niet 3."),
    "BerichtSubversie": ("CS015", "Berichtsubversie is niet 2."),
    "DeclaratieNummer": ("CS319", "Declaratienummer bestaat niet alleen uit letters en cijfers."),
    "Voorletters": ("RS045", "Voorletters bestaan niet alleen uit letters."),
    "Telefoonnummer": ("RS046", "Telefoonnummer bestaat niet alleen uit cijfers."),
    "Commentaar": ("RS031", "Commentaar is leeg."),
    "Toewijzingstijd": ("RS034", "Tijd klopt niet of heeft een tijdzone."),
}
_BLANK = ("RS033", "Element is leeg.")
_NO_NUMBER = ("RS001", "Getal is geen geheel getal.")
_SHAPE = ("XSD", "Waarde heeft niet de vorm die het schema vraagt.")


def findings_of(errors: Iterable[Any], root: Any, place: str) -> Iterator[Finding]:  # noqa: ANN401
    """One finding per element that is wrong, of the errors of the element `root` at `place`."""
    seen = set()
    for error in errors:
        where = _place(error.path or "", root, place)
        if where not in seen:
            seen.add(where)
            yield _finding(where, *_told(where, error.type_name, error.message or ""))


def unexpected(place: str) -> Finding:
    """An element that does not belong in `place`."""
    return _finding(place, *_BY_KIND["SCHEMAV_ELEMENT_CONTENT"])


def crowded(place: str) -> Finding:
    """More return codes than any answer has."""
    return _finding(place, "XSD", "Bericht heeft te veel retourcodes op één plaats.")


def _finding(place: str, regel: str, melding: str) -> Finding:
    name = re.sub(r"\[\d+\]$", "", place).rpartition("/")[2]
    return Finding(regel, Level.SCHEMA, None, place, f"{name}: {melding[0].lower()}{melding[1:]}")


def _place(path: str, root: Any, place: str) -> str:  # noqa: ANN401 - an lxml element
    """The place of the node at libxml2's `path`, which starts at `root` and may be in prefixes."""
    node = root
    for step in path.split("/")[2:]:
        child = _child(node, step)
        if child is None:
            break
        place = f"{place}/{_named(node, child)}"
        node = child
    return place


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


def _told(place: str, kind: str, message: str) -> tuple[str, str]:
    """The rule and the sentence. Of `message` only the bound of the facet is used."""
    name = re.sub(r"\[\d+\]$", "", place).rpartition("/")[2]
    bound = _BOUND.search(message)
    if kind == "SCHEMAV_CVC_MAXLENGTH_VALID" and bound:
        return _RULE_OF_LENGTH.get(int(bound[1]), "XSD"), "Tekst is te lang."
    if kind == "SCHEMAV_CVC_MAXINCLUSIVE_VALID" and bound:
        return _RULE_OF_MAXIMUM.get(int(bound[1]), "XSD"), "Getal is te groot."
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return _by_name(name) or _by_pattern(kind, message)


def _by_name(name: str) -> tuple[str, str] | None:
    lower = name.lower()
    if lower.endswith(("datum", "dagtekening", "dagtekeningretour")):
        return "RS032", "Datum bestaat niet of heeft een tijdzone."
    if lower.endswith("versie") and name not in _BY_ELEMENT:
        return "RS048", "Versie bestaat niet uit drie getallen met punten."
    return _BY_ELEMENT.get(name)


def _by_pattern(kind: str, message: str) -> tuple[str, str]:
    if kind == "SCHEMAV_CVC_DATATYPE_VALID_1_2_1":
        return _NO_NUMBER
    facet = _FACET.search(message)
    blank = kind == "SCHEMAV_CVC_MINLENGTH_VALID" or (facet and r"\s" in facet[1])
    return _BLANK if blank else _BY_PATTERN.get(facet[1] if facet else "", _SHAPE)
