# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was asked, answered and sent."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    BerichtVerwerkt,
    TermijnVerstreken,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, rows


async def project_verzoeken_ontvangen(session: AsyncSession, told: Told[VerzoekOntvangen]) -> None:
    """Requests that came in."""
    await store.keep_first(session, t.verzoek, rows(t.verzoek, told), ["verzoek_id"])


async def project_verzoeken_beantwoord(
    session: AsyncSession, told: Told[VerzoekBeantwoord]
) -> None:
    """Answers to requests: under investigation, or final."""
    key = ["verzoek_id", "besluit"]
    await store.keep_first(session, t.verzoek_besluit, rows(t.verzoek_besluit, told), key)


async def project_termijnen(session: AsyncSession, told: Told[TermijnVerstreken]) -> None:
    """Terms that went by."""
    key = ["verzoek_id", "besluit_uiterlijk"]
    await store.keep_first(session, t.termijn, rows(t.termijn, told), key)


async def project_berichten(session: AsyncSession, told: Told[BerichtVerwerkt]) -> None:
    """Messages that reached their final state."""
    await store.keep_first(session, t.bericht, rows(t.bericht, told), ["bericht_id"])


async def project_verwijzingen(session: AsyncSession, told: Told[VerwijzingVastgesteld]) -> None:
    """Versions of referrals."""
    await store.keep_versions(session, t.verwijzing, rows(t.verwijzing, told))
