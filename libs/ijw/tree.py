# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The documentation tree of a message, made from its declaration and the units of its rules."""

from collections.abc import Iterator

from libs.ijw.declare import MESSAGES, Definition
from libs.ijw.elements import Element, class_name, declared
from libs.ijw.rules import RULES
from libs.ijw.rules.form import form_rules
from libs.ijw.types import Clocktime, Day, Number, Simple, Text

_INDENT = "  "


def tree(soort: str) -> str:
    """Each element with its cardinality, type, facets and the ids of the rules that speak of it.

    Raises `KeyError` for what is no message.
    """
    definition = MESSAGES[soort]
    lines = (f"{_INDENT * depth}{line}" for depth, line in _lines(definition))
    return "\n".join([_heading(definition), *lines])


def tree_page() -> str:
    """All trees as one Markdown page."""
    return "\n".join([_INTRO, *(f"## {s}\n\n```text\n{tree(s)}\n```\n" for s in MESSAGES)])


_INTRO = """\
<!--
SPDX-FileCopyrightText: 2026 Jeugdregio
SPDX-License-Identifier: EUPL-1.2
-->

# The messages of iJw 3.2

Every element in its order: how often, of which type, within which facets, and the rules of levels
1 and 2 that speak of it ([their sentences](regels.md)). A retourbericht is judged on level 1 only.
Written by `python -m libs.ijw tree --markdown` from the declarations in `libs/ijw`.
"""


def _heading(definition: Definition) -> str:
    way = f"{_party(definition.afzender)} -> {_party(definition.ontvanger)}"
    answers = f", antwoord op {definition.answers}" if definition.answers else ""
    return (
        f"{definition.soort} (berichtcode {definition.code}, Afzender -> Ontvanger: {way}{answers})"
    )


def _party(simple: Simple) -> str:
    return "gemeente" if simple.name == "LDT_Gemeente" else "aanbieder"


def _lines(definition: Definition) -> Iterator[tuple[int, str]]:
    rules = _rules_by_place(definition.soort)
    yield 0, _line("Bericht", "1", "Root", rules.get("/Bericht", ()))
    yield from _below(definition.root, definition.soort, "/Bericht", 1, rules)


_Rules = dict[str, tuple[str, ...]]


def _below(
    cls: type, soort: str, place: str, depth: int, rules: _Rules
) -> Iterator[tuple[int, str]]:
    for element in declared(cls, soort):
        where, deep = f"{place}/{element.tag}", depth
        often = "0..1" if element.optional else "1"
        if element.wrapped:
            yield depth, _line(element.tag, often, element.tag, rules.get(where, ()))
            where, deep, often = f"{where}/{element.name}", depth + 1, "1..n"
        yield deep, _line(element.name, often, _type(element), _ids(element, where, rules))
        if isinstance(element.content, type):
            yield from _below(element.content, soort, where, deep + 1, rules)


def _line(name: str, often: str, kind: str, ids: tuple[str, ...]) -> str:
    return "  ".join(filter(None, (f"{name} {often}", kind, f"[{' '.join(ids)}]" if ids else "")))


def _type(element: Element) -> str:
    content = element.content
    if isinstance(content, type):
        return class_name(content, element.name)
    return f"{content.name}  {_facets(content)}"


def _facets(content: Simple) -> str:
    if isinstance(content, Day):
        return "datum zonder tijdzone"
    if isinstance(content, Clocktime):
        return "tijd zonder tijdzone"
    if content.narrowed:
        return f"als /{content.pattern}/"
    if isinstance(content, Number):
        return f"getal 0..{content.maximum}"
    return f"code {content.codes}" if content.codes else _text(content)


def _text(content: Text) -> str:
    length = f"{content.min_length}..{content.max_length or 'n'}"
    return f"tekst {length}" + (f" /{content.pattern}/" if content.pattern else "")


def _ids(element: Element, place: str, rules: _Rules) -> tuple[str, ...]:
    content = element.content
    form = () if isinstance(content, type) else form_rules(content)
    return (*(rule.id for rule in form), *rules.get(place, ()))


def _rules_by_place(soort: str) -> _Rules:
    """The in-message rules of a message by the place of their finding."""
    found: dict[str, dict[str, None]] = {}
    for cls, place in _classes(MESSAGES[soort].root, soort, "/Bericht"):
        for unit in RULES:
            if soort in unit.soorten and cls in unit.on:
                where = f"{place}/{unit.on[cls]}".rstrip("/")
                found.setdefault(where, {})[unit.rule.id] = None
    return {place: tuple(ids) for place, ids in found.items()}


def _classes(cls: type, soort: str, place: str) -> Iterator[tuple[type, str]]:
    yield cls, place
    for element in declared(cls, soort):
        if isinstance(element.content, type):
            below = f"{place}/{element.tag}"
            inner = f"{below}/{element.name}" if element.wrapped else below
            yield from _classes(element.content, soort, inner)
