# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that the reporting service publishes: new figures, and how providers stand."""

from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode, Regiocode
from libs.common.contracts.base import Event, Maand, Moment

EwsKleur = Literal["groen", "geel", "oranje", "rood"]


class EwsniveauGewijzigd(Event):
    """The level of a provider became another: a signal, with reasons by code and no figure (RJ 8h).

    `kwartaal` is the last one that was over, as `2026-K1`; `trede` the step on the ladder.
    """

    type: ClassVar[str] = "nl.jeugdwet.ewsniveau.gewijzigd.v1"
    topic: ClassVar[str] = "jeugdregio.ews"

    agb_code: AgbCode
    versie: int = Field(ge=1)
    kwartaal: str = Field(pattern=r"^20[0-9]{2}-K[1-4]$")
    niveau: EwsKleur
    vorig_niveau: EwsKleur | None = None
    redenen: tuple[str, ...] = ()
    trede: int | None = Field(default=None, ge=0, le=6)
    norm_versie: int = Field(ge=1)
    accounthouder: Regiocode | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code


class AanbiedercijfersGewijzigd(Event):
    """There are other figures of one provider, in whatever region, over these months; without one.

    For its account holder and itself. `kwartaal` is that of the last of the months, as `2026-K1`.
    Told every few minutes at most, however much changed.
    """

    type: ClassVar[str] = "nl.jeugdwet.aanbiedercijfers.gewijzigd.v1"
    topic: ClassVar[str] = "jeugdregio.cijfers"

    agb_code: AgbCode
    accounthouder: Regiocode | None = None
    van_maand: Maand
    tot_maand: Maand
    kwartaal: str = Field(pattern=r"^20[0-9]{2}-K[1-4]$")
    definitieversie: str = Field(min_length=1, max_length=20)
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code


class CijfersGewijzigd(Event):
    """There are other figures of one gemeente or one region, over these months; without a figure.

    Told every few minutes at most, however much changed.
    """

    type: ClassVar[str] = "nl.jeugdwet.cijfers.gewijzigd.v1"
    topic: ClassVar[str] = "jeugdregio.cijfers"

    gemeentecode: Gemeentecode | None = None
    regiocode: Regiocode | None = None
    van_maand: Maand
    tot_maand: Maand
    definitieversie: str = Field(min_length=1, max_length=20)
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per gemeente or region."""
        return self.gemeentecode or self.regiocode or ""
