# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an organisation may do."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.contracts.base import Event


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
