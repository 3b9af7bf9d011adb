# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The plan of a young person for life as an adult, and when it must be there (R-12)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from pydantic.alias_generators import to_camel

from libs.ijw.months import months_later
from services.referral.domain.taak import Soort

Regime = Literal["zvw", "wlz", "wmo", "participatiewet", "geen"]
Toestand = Literal["concept", "goedgekeurd"]

_JAAR = 12
_ZEVENTIEN = 17 * _JAAR
_VOORAF = _ZEVENTIEN - 6
_ACHTTIEN = 18 * _JAAR


@dataclass(frozen=True, slots=True)
class Inhoud:
    """Who looks after it, and what is planned: the big five."""

    eigenaar: str | None = None
    netwerk: str | None = None
    wonen: str | None = None
    opleiding_werk: str | None = None
    financien: str | None = None
    welzijn: str | None = None


@dataclass(frozen=True, slots=True)
class Toekomstplan:
    """As it now stands; `vervolgregimes` are the laws under which help goes on after 18."""

    id: str
    gemeentecode: str
    client_id: str
    inhoud: Inhoud
    vervolgregimes: tuple[Regime, ...]
    versie: int
    gewijzigd_op: datetime
    goedgekeurd_op: date | None = None

    @property
    def toestand(self) -> Toestand:
        """An approved plan is never changed: a new draft takes its place."""
        return "concept" if self.goedgekeurd_op is None else "goedgekeurd"

    def cannot_be_approved(self) -> Iterator[tuple[str, str]]:
        """Each thing that it lacks: its field, and why."""
        for name in Inhoud.__slots__:
            if getattr(self.inhoud, name) is None:
                yield to_camel(name), "ontbreekt in het plan"
        if not self.vervolgregimes:
            yield "vervolgregimes", "ontbreekt in het plan"
        if "geen" in self.vervolgregimes and len(self.vervolgregimes) > 1:
            yield "vervolgregimes", "noemt 'geen' naast een ander regime"

    def revised(self, inhoud: Inhoud, regimes: tuple[Regime, ...], now: datetime) -> "Toekomstplan":
        """A draft with another content."""
        return replace(
            self,
            inhoud=inhoud,
            vervolgregimes=regimes,
            versie=self.versie + 1,
            gewijzigd_op=now,
        )

    def approved(self, op: date, now: datetime) -> "Toekomstplan":
        """From that day on it is the plan."""
        return replace(self, goedgekeurd_op=op, versie=self.versie + 1, gewijzigd_op=now)


def plan_due(geboortedatum: date, today: date, *, voorsignaal: bool) -> tuple[Soort, date] | None:
    """The signal for somebody with help and without a plan, and the day that goes back to.

    From the seventeenth birthday, or half a year before with `voorsignaal`; none from eighteen on.
    """
    if today >= months_later(geboortedatum, _ACHTTIEN):
        return None
    seventeen = months_later(geboortedatum, _ZEVENTIEN)
    if today >= seventeen:
        return "toekomstplan", seventeen
    before = months_later(geboortedatum, _VOORAF)
    if voorsignaal and today >= before:
        return "toekomstplan-vooraf", before
    return None
