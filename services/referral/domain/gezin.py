# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A family: clients who belong together over time (R-13). Messages know of none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Lid:
    """A client in a family, days inclusive."""

    client_id: str
    begindatum: date
    einddatum: date | None = None

    def on(self, dag: date) -> bool:
        """Does this client belong to it on that day?"""
        return self.begindatum <= dag and (self.einddatum is None or dag <= self.einddatum)


@dataclass(frozen=True, slots=True)
class Gezin:
    """As it now stands; `eigenaar` is the person who may see it as a complex case (R-23)."""

    id: str
    gemeentecode: str
    eigenaar: str | None
    leden: tuple[Lid, ...]
    versie: int
    gewijzigd_op: datetime

    def members(self, dag: date) -> frozenset[str]:
        """The clients that belong to it on a day."""
        return frozenset(lid.client_id for lid in self.leden if lid.on(dag))

    def cannot_join(self, client_id: str, dag: date) -> Iterator[tuple[str, str]]:
        """Why a client cannot be added from a day on: the field, and the reason."""
        stays = [lid for lid in self.leden if lid.client_id == client_id]
        if any(lid.einddatum is None or lid.einddatum >= dag for lid in stays):
            yield "begindatum", "valt in een periode waarin deze client al bij het gezin hoort"

    def cannot_leave(self, client_id: str, dag: date) -> Iterator[tuple[str, str]]:
        """Why a client cannot have a last day in it."""
        stays = [lid for lid in self.leden if lid.client_id == client_id and lid.einddatum is None]
        if not stays:
            yield "clientId", "hoort niet (meer) bij dit gezin"
        elif dag < stays[0].begindatum:
            yield "einddatum", "ligt voor de dag waarop deze client bij het gezin kwam"

    def joined(self, client_id: str, dag: date, now: datetime) -> "Gezin":
        """With a client more, from a day on."""
        return self._next(leden=(*self.leden, Lid(client_id, dag)), now=now)

    def left(self, client_id: str, dag: date, now: datetime) -> "Gezin":
        """With the last day of a client."""
        leden = tuple(
            replace(lid, einddatum=dag)
            if lid.client_id == client_id and lid.einddatum is None
            else lid
            for lid in self.leden
        )
        return self._next(leden=leden, now=now)

    def owned_by(self, eigenaar: str | None, now: datetime) -> "Gezin":
        """With another case owner, or none."""
        return replace(self, eigenaar=eigenaar, versie=self.versie + 1, gewijzigd_op=now)

    def _next(self, leden: tuple[Lid, ...], now: datetime) -> "Gezin":
        return replace(self, leden=leden, versie=self.versie + 1, gewijzigd_op=now)
