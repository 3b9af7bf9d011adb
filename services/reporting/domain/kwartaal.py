# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Quarters of calendar years, as they are written and reckoned with. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Self

from libs.common.clock import AMSTERDAM

Voortgang = Literal["voorbij", "lopend"]
_FORM = re.compile(r"(20[0-9]{2})-K([1-4])", re.ASCII)
_QUARTERS = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Kwartaal:
    """A quarter of a calendar year; written `2026-K1`."""

    jaar: int
    nummer: int

    def __str__(self) -> str:
        return f"{self.jaar}-K{self.nummer}"

    @classmethod
    def lees(cls, text: str) -> Self:
        """From its written form; `ValueError` for any other text."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def van(cls, day: date) -> Self:
        """The quarter that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def laatst_voorbij(cls, day: date) -> Self:
        """The last one that was over before the day."""
        return cls.van(day).verder(-1)

    def verder(self, quarters: int) -> Self:
        """So many quarters later, or earlier when below nothing."""
        jaar, nummer = divmod(self.jaar * _QUARTERS + self.nummer - 1 + quarters, _QUARTERS)
        return type(self)(jaar, nummer + 1)

    def is_begonnen(self, moment: datetime) -> bool:
        """At a moment; of one that is to come there are no figures."""
        return self.begin <= moment.astimezone(AMSTERDAM).date()

    def voortgang(self, moment: datetime) -> Voortgang:
        """Whether it was over at a moment: while it runs its figures grow."""
        return "voorbij" if self.eind < moment.astimezone(AMSTERDAM).date() else "lopend"

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.jaar, (self.nummer - 1) * _MONTHS + 1, 1)

    @property
    def eind(self) -> date:
        """Its last day."""
        return self.verder(1).begin - timedelta(days=1)

    @property
    def maanden(self) -> tuple[date, date, date]:
        """The first days of its months."""
        first = self.begin
        one, two, three = (date(first.year, first.month + n, 1) for n in range(_MONTHS))
        return one, two, three
