# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The two tables: who may do what (`rechten.txt`), and what roles are made of (`rollen.yaml`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from libs.common.auth import OrgType

HERE = Path(__file__).parent
KINDS = {kind[0]: kind for kind in OrgType}
METHODS = ("get", "post", "put", "patch", "delete")

Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, order=True)
class Operatie:
    """One operation of a service, and who may do it."""

    dienst: str
    methode: str
    pad: str
    recht: str
    wie: str

    @property
    def kinds(self) -> frozenset[OrgType]:
        """The kinds of organisation that are let in with the scope."""
        return frozenset(KINDS[letter] for letter in self.wie if letter != ".")

    def row(self) -> str:
        """Its row in the table."""
        return f"{self.dienst:<9} {self.methode:<6} {self.pad:<58} {self.recht:<27} {self.wie}"

    def __str__(self) -> str:
        return f"{self.dienst} {self.methode} {self.pad}"


@dataclass(frozen=True, slots=True)
class Rol:
    """A role of the region: a kind of organisation with scopes, and what it must never reach."""

    naam: str
    soort: OrgType
    rechten: frozenset[str]
    nooit: tuple[str, ...]

    def may(self, operatie: Operatie) -> bool:
        """Whether the rule of the operation lets it in."""
        return operatie.recht in self.rechten and self.soort in operatie.kinds

    def must_not(self, operatie: Operatie) -> bool:
        """Whether its part in the region forbids it."""
        return any(fnmatchcase(str(operatie), pattern) for pattern in self.nooit)


def expected() -> list[Operatie]:
    """The table."""
    lines = (HERE / "rechten.txt").read_text().splitlines()
    return [Operatie(*line.split()) for line in lines if line and not line.startswith("#")]


def published(documents: Documents) -> Iterator[Operatie]:
    """What the API documents say."""
    for dienst, document in documents.items():
        for pad, item in document["paths"].items():
            for methode in METHODS:
                if methode in item:
                    yield _operatie(dienst, methode, pad, item[methode])


def rollen() -> list[Rol]:
    """The roles."""
    read = yaml.safe_load((HERE / "rollen.yaml").read_text())
    return [
        Rol(naam, OrgType(rol["soort"]), frozenset(rol["rechten"]), tuple(rol["nooit"]))
        for naam, rol in read.items()
    ]


def _operatie(dienst: str, methode: str, pad: str, about: Mapping[str, Any]) -> Operatie:
    ((recht,),) = (entry["oauth2"] for entry in about["security"])
    kinds = about["x-organisatiesoorten"]
    wie = "".join(letter if kind in kinds else "." for letter, kind in KINDS.items())
    return Operatie(dienst, methode.upper(), pad, recht, wie)
