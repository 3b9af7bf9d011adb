# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The register: every rule of iJw 3.2, what it asks, and where it is held or why it is not.

Rules of levels 1 and 2, and those between a JW325 and its JW323, are read off the units in
`rules/`; all others stand in `data/regels.json`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import Element, declared, is_shared
from libs.ijw.findings import Level
from libs.ijw.rules import RULES
from libs.ijw.rules.form import FORM_RULES, FormRule
from libs.ijw.rules.pair import PAIR_RULES
from libs.ijw.rules.unit import Unit
from libs.ijw.types import Simple

NIVEAUS: Mapping[Level, str] = MappingProxyType(
    {
        Level.SCHEMA: "schema",
        Level.IN_MESSAGE: "bericht",
        Level.ACROSS_MESSAGES: "berichtoverstijgend",
        Level.EXTERNAL: "extern",
    }
)
"""The levels of checking; other rules are of level proces, invulinstructie or uitgangspunt."""

_SOORTEN = {
    "TR": "technische regel",
    "OP": "bedrijfsregel",
    "IV": "invulinstructie",
    "UP": "uitgangspunt",
    "CD": "conditie",
    "CS": "constraint",
    "RS": "restrictie",
}
_LIBRARY = "libs/ijw"


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the standard.

    A place is message, class and element, as in `JW307/StopProduct/Einddatum`. `waar` names the
    packages that have a unit for the rule. `reden` says what is done about it without a unit; next
    to `waar` it says what the units leave open, and of which messages.
    """

    id: str
    kind: str
    level: str
    retourcode: str | None
    berichten: tuple[str, ...]
    plaatsen: tuple[str, ...]
    zin: str
    waar: str | None
    reden: str | None


@cache
def register() -> Mapping[str, Entry]:
    """All rules by id, in the order of their ids."""
    found = [*_of_forms(FORM_RULES), *_of_units((*RULES, *PAIR_RULES)), *_of_data()]
    return MappingProxyType({e.id: e for e in sorted(found, key=lambda entry: entry.id)})


def _of_units(units: Iterable[Unit]) -> Iterator[Entry]:
    by_id: dict[str, list[Unit]] = {}
    for unit in units:
        by_id.setdefault(unit.rule.id, []).append(unit)
    return (_of_rule(same) for same in by_id.values())


def _of_rule(units: list[Unit]) -> Entry:
    """One rule whose units speak of different classes."""
    rule = units[0].rule
    places = [place for unit in units for place in _unit_places(unit)]
    sentences = dict.fromkeys(unit.rule.sentence for unit in units)
    return _held(rule.id, rule.level, rule.retourcode, places, " ".join(sentences))


def _of_forms(rules: Iterable[FormRule]) -> Iterator[Entry]:
    for rule in rules:
        yield _held(rule.id, rule.level, rule.retourcode, _form_places(rule), rule.sentence)


def _held(
    id: str, level: Level, retourcode: str | None, places: Iterable[str], sentence: str
) -> Entry:
    """A rule that this library holds, in the messages of its places."""
    plaatsen = tuple(sorted(set(places)))
    berichten = tuple(sorted({place.partition("/")[0] for place in plaatsen}))
    niveau = NIVEAUS[level]
    return Entry(
        id, _SOORTEN[id[:2]], niveau, retourcode, berichten, plaatsen, sentence, _LIBRARY, None
    )


def _of_data() -> Iterator[Entry]:
    text = files("libs.ijw").joinpath("data", "regels.json").read_text(encoding="utf-8")
    for id, stored in json.loads(text).items():
        yield Entry(
            id=id,
            kind=_SOORTEN[id[:2]],
            level=stored["niveau"],
            retourcode=stored.get("retourcode"),
            berichten=tuple(stored.get("berichten", ())),
            plaatsen=tuple(stored.get("plaatsen", ())),
            zin=stored["zin"],
            waar=stored.get("waar"),
            reden=stored.get("reden"),
        )


def _unit_places(unit: Unit) -> Iterator[str]:
    for soort in unit.soorten:
        for content, place in _parts(soort):
            if isinstance(content, type) and content in unit.on:
                yield f"{place}/{unit.on[content]}".rstrip("/")


def _form_places(rule: FormRule) -> Iterator[str]:
    for soort in MESSAGES:
        for content, place in _own_parts(soort):
            if not isinstance(content, type) and rule.binds(content):
                yield place


@cache
def _own_parts(soort: str) -> tuple[tuple[Simple | type, str], ...]:
    """Without what a retourbericht has from its heenbericht: that was judged there."""
    answered = MESSAGES[soort].answers
    known = {_below(place) for _, place in _parts(answered)} if answered else set()
    return tuple(part for part in _parts(soort) if _below(part[1]) not in known)


def _below(place: str) -> str:
    return place.partition("/")[2]


@cache
def _parts(soort: str) -> tuple[tuple[Simple | type, str], ...]:
    """Every class and every element of a message, with its place."""
    return tuple(_walk(MESSAGES[soort].root, soort, soort))


def _walk(cls: type, soort: str, around: str) -> Iterator[tuple[Simple | type, str]]:
    for element in declared(cls, soort):
        place = _place(element, soort, around)
        yield element.content, place
        if isinstance(element.content, type):
            yield from _walk(element.content, soort, place)


def _place(element: Element, soort: str, around: str) -> str:
    """A class of the message begins a place of its own; return codes are one too."""
    if not isinstance(element.content, type):
        inside = element.wrapped
        return f"{soort}/{element.tag}/{inside.item}" if inside else f"{around}/{element.tag}"
    return f"{around}/{element.tag}" if is_shared(element.content) else f"{soort}/{element.name}"
