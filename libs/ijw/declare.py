# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How a message class declares what stands around its fields in the XML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, TypeVar, dataclass_transform

from libs.ijw import types as t

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A repeated child inside an element that only holds it: `Prestaties` around `Prestatie`."""

    wrapper: str
    item: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class OnlyInRetour:
    """The field exists in retour messages only."""


RetourCodes = Annotated[
    tuple[t.Retourcode, ...], Wrapped("RetourCodes", "RetourCode"), OnlyInRetour()
]


@dataclass_transform(frozen_default=True, kw_only_default=True)
def klasse(cls: type[T]) -> type[T]:
    """A class of a message: its elements stand in the namespace of the message."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def shared(cls: type[T]) -> type[T]:
    """A class of the basisschema: its elements stand in the shared namespace."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    SHARED.add(made)
    return made


SHARED: set[type] = set()


@dataclass(frozen=True)
class Definition:
    """What the standard says of a message as a whole; `answers` is the one it is the retour on."""

    soort: str
    code: str
    afzender: t.Simple
    ontvanger: t.Simple
    root: type
    answers: str | None = None

    @property
    def namespace(self) -> str:
        """XML namespace of the message."""
        return f"http://www.istandaarden.nl/ijw/3_2/{self.soort.lower()}/schema"

    @property
    def retour(self) -> bool:
        """True when its classes carry return codes."""
        return self.answers is not None or self.soort == "JW325"

    @cached_property
    def header(self) -> Mapping[str, t.Simple]:
        """The fields of the header that the message itself fixes (RS047, CS025, CS015)."""
        return {
            "bericht_code": t.Text("LDT_BerichtCode", 3, self.code, narrowed=True),
            "bericht_versie": t.Number("LDT_BerichtVersie", 99, "3", narrowed=True),
            "bericht_subversie": t.Number("LDT_BerichtSubversie", 99, "2", narrowed=True),
            "afzender": self.afzender,
            "ontvanger": self.ontvanger,
        }


MESSAGES: dict[str, Definition] = {}


def bericht(
    soort: str, code: str, van: t.Simple, naar: t.Simple, answers: str | None = None
) -> Callable[[type[T]], type[T]]:
    """Register a message class under its name."""

    def register(cls: type[T]) -> type[T]:
        MESSAGES[soort] = Definition(soort, code, van, naar, cls, answers)
        return cls

    return register
