# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A trial of other rules, and what it found: counts and amounts by code, of nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from services.billing.domain.regelset import Regelset

GOEDGEKEURD = "toegekend"
"""Beside the codes: lines and amounts that were approved."""

Toestand = Literal["wacht", "bezig", "klaar", "mislukt"]
OPEN: frozenset[Toestand] = frozenset({"wacht", "bezig"})


@dataclass
class Telling:
    """Lines and signed cents per code; a line with two codes counts under both."""

    regels: Counter[str] = field(default_factory=Counter)
    bedragen: Counter[str] = field(default_factory=Counter)

    def add(self, codes: Iterable[str], bedrag: int) -> None:
        """One line."""
        for code in codes or (GOEDGEKEURD,):
            self.regels[code] += 1
            self.bedragen[code] += bedrag

    def join(self, other: "Telling") -> None:
        """Those of another aanbieder."""
        self.regels.update(other.regels)
        self.bedragen.update(other.bedragen)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"regels": dict(self.regels), "bedragen": dict(self.bedragen)}


@dataclass
class Deel:
    """What a trial found of messages, or of invoices: as it was, and as it would have been."""

    aantal: int = 0
    regels: int = 0
    anders: int = 0
    toen: Telling = field(default_factory=Telling)
    nu: Telling = field(default_factory=Telling)

    def join(self, other: "Deel") -> None:
        """What was found of another aanbieder."""
        self.aantal += other.aantal
        self.regels += other.regels
        self.anders += other.anders
        self.toen.join(other.toen)
        self.nu.join(other.nu)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        counts = {"aantal": self.aantal, "regels": self.regels, "anders": self.anders}
        return counts | {"toen": self.toen.as_json(), "nu": self.nu.as_json()}


@dataclass
class Uitslag:
    """What a trial found, of so many aanbieders."""

    aanbieders: int = 0
    declaraties: Deel = field(default_factory=Deel)
    facturen: Deel = field(default_factory=Deel)

    def join(self, other: "Uitslag") -> None:
        """What was found of another aanbieder."""
        self.aanbieders += other.aanbieders
        self.declaraties.join(other.declaraties)
        self.facturen.join(other.facturen)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        parts = {"declaraties": self.declaraties, "facturen": self.facturen}
        found = {name: part.as_json() for name, part in parts.items()}
        return {"aanbieders": self.aanbieders, **found}


@dataclass(frozen=True, slots=True)
class Proef:
    """One that was asked for; `plek` is the last aanbieder whose part is in `uitslag`."""

    id: str
    gemeentecode: str | None
    regelset: Regelset
    sinds: date
    aangevraagd_op: datetime
    aantal_aanbieders: int
    toestand: Toestand = "wacht"
    plek: str = ""
    uitslag: Uitslag = field(default_factory=Uitslag)
    fout: str | None = None
    klaar_op: datetime | None = None

    def as_row(self) -> dict[str, Any]:
        """With plain values where the row has JSON."""
        own = {name: getattr(self, name) for name in self.__slots__}
        rules = asdict(self.regelset) | {"zonder": sorted(self.regelset.zonder)}
        return own | {"regelset": rules, "uitslag": self.uitslag.as_json()}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Proef":
        """Of such a row."""
        rules = row["regelset"]
        regelset = Regelset(frozenset(rules["zonder"]), rules["weken"], rules["tolerantie"])
        found = row["uitslag"]
        uitslag = Uitslag(
            found["aanbieders"], _deel(found["declaraties"]), _deel(found["facturen"])
        )
        return cls(**{**row, "regelset": regelset, "uitslag": uitslag})


def _deel(found: Mapping[str, Any]) -> Deel:
    counts = (found[name] for name in ("aantal", "regels", "anders"))
    return Deel(*counts, *(_telling(found[name]) for name in ("toen", "nu")))


def _telling(found: Mapping[str, Any]) -> Telling:
    return Telling(Counter(found["regels"]), Counter(found["bedragen"]))
