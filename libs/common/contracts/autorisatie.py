# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an organisation may do, and what an operator may see for some hours."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.contracts.base import Event, Moment


class AutorisatieVastgesteld(Event):
    """The rights of an organisation as they now stand, from a first to a last day.

    Without any right what it had is withdrawn. Why, and who decided, stays where it was decided.
    """

    type: ClassVar[str] = "nl.jeugdwet.autorisatie.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    soort: Literal["gemeente", "aanbieder", "regio", "beheer"]
    code: str = Field(min_length=1, max_length=20)
    versie: int = Field(ge=1)
    rechten: tuple[str, ...]
    geldig_van: date
    geldig_tot: date | None = None

    def key(self) -> str:
        """Ordered per organisation."""
        return f"{self.soort}:{self.code}"


class NoodtoegangVastgesteld(Event):
    """An operator (`beheer`) may look as an organisation until a moment; ended early, told anew.

    `opener` is a hash by which the person who opened it is known again, for nobody else looks under
    it. The name, the reason and how it was judged stay where it was opened.
    """

    type: ClassVar[str] = "nl.jeugdwet.noodtoegang.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    noodtoegang_id: str
    versie: int = Field(ge=1)
    beheer: str = Field(min_length=1, max_length=20)
    opener: str = Field(pattern=r"^[0-9a-f]{64}$")
    soort: Literal["gemeente", "aanbieder", "regio"]
    code: str = Field(min_length=1, max_length=20)
    begint_op: Moment
    eindigt_op: Moment

    def key(self) -> str:
        """Ordered per access."""
        return self.noodtoegang_id
