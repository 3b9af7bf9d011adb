# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reads the declarations: the ordered elements of a class, with what each of them holds."""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any

from libs.ijw.declare import MESSAGES, SHARED, OnlyInRetour, Wrapped
from libs.ijw.header import Header
from libs.ijw.types import Clocktime, Day, Number, Simple, Text

SHARED_NAMESPACE = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema"


_PARTY = Text("")
"""Sender and receiver, whose type each message fixes."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a class: `content` is a simple type or a class; wrapped ones repeat."""

    field: str
    tag: str
    content: Simple | type
    optional: bool
    wrapped: Wrapped | None

    @property
    def name(self) -> str:
        """The name of each: that of the item when it is wrapped."""
        return self.wrapped.item if self.wrapped else self.tag


@cache
def declared(cls: type, soort: str) -> tuple[Element, ...]:
    """The elements of a class as one message has them: its header has codes of its own."""
    definition = MESSAGES[soort]
    found = elements(cls, definition.retour)
    if not issubclass(cls, Header):
        return found
    fixed = definition.header
    return tuple(dataclasses.replace(e, content=fixed.get(e.field, e.content)) for e in found)


@cache
def leaves(soort: str) -> Mapping[str, Simple]:
    """The type of every text in a message, by its place without numbers."""
    return MappingProxyType(dict(_leaves(MESSAGES[soort].root, soort, "/Bericht")))


def _leaves(cls: type, soort: str, place: str) -> Iterator[tuple[str, Simple]]:
    for element in declared(cls, soort):
        below = f"{place}/{element.tag}"
        if element.wrapped:
            below = f"{below}/{element.wrapped.item}"
        if isinstance(element.content, type):
            yield from _leaves(element.content, soort, below)
        else:
            yield below, element.content


def class_name(cls: type, tag: str) -> str:
    """What the standard calls the type of a class that stands under this tag."""
    if is_shared(cls):
        return f"CDT_{cls.__name__}"
    return "Root" if tag == "Bericht" else tag


@cache
def elements(cls: type, retour: bool) -> tuple[Element, ...]:
    """The elements of a class in order, in a heenbericht or in a retour message."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = []
    for field in dataclasses.fields(cls):
        element, only_in_retour = _element(field.name, hints[field.name])
        if retour or not only_in_retour:
            found.append(element)
    return tuple(found)


def is_shared(cls: type) -> bool:
    """True when the elements of this class stand in the shared namespace."""
    return cls in SHARED


def tag_of(field: str) -> str:
    """`toewijzing_nummer` -> `ToewijzingNummer`."""
    return "".join(part.capitalize() for part in field.split("_"))


def _element(name: str, hint: Any) -> tuple[Element, bool]:  # noqa: ANN401 - a type expression
    inner, optional = _without_none(hint)
    marks: tuple[Any, ...] = ()
    if typing.get_origin(inner) is typing.Annotated:
        inner, *rest = typing.get_args(inner)
        marks = tuple(rest)
    wrapped = next((m for m in marks if isinstance(m, Wrapped)), None)
    content: Any = next((m for m in marks if isinstance(m, Text | Number | Day | Clocktime)), inner)
    if wrapped is not None:
        content = _element(name, typing.get_args(inner)[0])[0].content
        optional = wrapped.optional
    if content is str:
        content = _PARTY
    tag = wrapped.wrapper if wrapped else tag_of(name)
    only = any(isinstance(m, OnlyInRetour) for m in marks)
    return Element(name, tag, content, optional, wrapped), only


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type expression
    if typing.get_origin(hint) in (UnionType, typing.Union):
        real = [a for a in typing.get_args(hint) if a is not type(None)]
        return real[0], True
    return hint, False
