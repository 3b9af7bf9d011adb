# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A client moves: help ends here only once the other gemeente takes it over (R-20, JW 2.7a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from libs.ijw.months import months_later
from services.referral.domain.contract import Contractproduct, under_contract
from services.referral.domain.toewijzing import (
    VERHUIZING,
    VERWIJDERD,
    Toekenning,
    Toewijzing,
    Voortzetting,
    decision_moment,
)

Toestand = Literal["aangeboden", "bevestigd", "geweigerd", "ingetrokken"]
Handeling = Literal["bevestigen", "weigeren", "intrekken"]

STAPPEN: Mapping[Handeling, Toestand] = MappingProxyType(
    {"bevestigen": "bevestigd", "weigeren": "geweigerd", "intrekken": "ingetrokken"}
)
"""What becomes of an offer; each of them is the end of it."""

_DAY = timedelta(days=1)
_ZONDER_CONTRACT = 12
"""Months for which help goes on without a contract of the new gemeente (JW 2.7a)."""


@dataclass(frozen=True, slots=True)
class Overdracht:
    """An offer of one gemeente to another; `per` is the first day under the new one."""

    id: str
    van: str
    naar: str
    client_id: str
    per: date
    toewijzing_ids: tuple[str, ...]
    toestand: Toestand
    versie: int
    aangeboden_op: datetime
    nieuwe_client_id: str | None = None
    reden: str | None = None

    def concluded(
        self, handeling: Handeling, *, client_id: str | None = None, reden: str | None = None
    ) -> "Overdracht":
        """After the only step there is."""
        return replace(
            self,
            toestand=STAPPEN[handeling],
            versie=self.versie + 1,
            nieuwe_client_id=client_id,
            reden=reden,
        )


def handed_over(toewijzing: Toewijzing, per: date, now: datetime) -> Toewijzing:
    """As it ends in the old gemeente: the day before, or deleted where it was yet to begin."""
    toekenning = toewijzing.toekenning
    begins_later = toekenning.ingangsdatum >= per
    einddatum = toekenning.ingangsdatum if begins_later else per - _DAY
    return replace(
        toewijzing,
        versie=toewijzing.versie + 1,
        toekenning=replace(toekenning, einddatum=einddatum),
        reden_wijziging=VERWIJDERD if begins_later else VERHUIZING,
        vastgesteld_op=decision_moment(now, toewijzing.vastgesteld_op),
    )


def continued(
    toekenning: Toekenning, per: date, producten: Sequence[Contractproduct]
) -> Toekenning:
    """As it goes on in the new gemeente; without a contract there for at most a year."""
    begin = max(per, toekenning.ingangsdatum)
    until = toekenning.einddatum
    if not under_contract(toekenning, begin, producten):
        last = _last_day_without_contract(per)
        until = last if until is None else min(until, last)
    return replace(toekenning, ingangsdatum=begin, einddatum=until)


def continuing(
    toewijzing: Toewijzing, per: date, producten: Sequence[Contractproduct]
) -> Voortzetting:
    """What goes on at the tariffs of which gemeente; `producten` are under contract of the old one.

    Who moves again within the year without a contract keeps the tariffs that were paid so far.
    """
    before, payer = toewijzing.voortzetting, toewijzing.gemeentecode
    if before is not None and per <= before.tarief_tot:
        own = under_contract(toewijzing.toekenning, per - _DAY, producten)
        payer = payer if own else before.tarief_gemeentecode
    return Voortzetting(
        toewijzing_id=toewijzing.id,
        gemeentecode=toewijzing.gemeentecode,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        tarief_gemeentecode=payer,
        tarief_tot=_last_day_without_contract(per),
    )


def _last_day_without_contract(per: date) -> date:
    return months_later(per, _ZONDER_CONTRACT) - _DAY
