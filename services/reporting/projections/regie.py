# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the referral service told around families and young people."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    ConsultVastgesteld,
    EscalatieVastgesteld,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    TaakVastgesteld,
    TafelAfgerond,
    ToekomstplanVastgesteld,
    VerblijfVastgesteld,
    WachttijdGesignaleerd,
)
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, rows


async def project_gezinsplannen(session: AsyncSession, told: Told[GezinsplanVastgesteld]) -> None:
    """Plans of families."""
    await store.keep_versions(session, t.gezinsplan, rows(t.gezinsplan, told))


async def project_maatregelen(session: AsyncSession, told: Told[MaatregelVastgesteld]) -> None:
    """Measures of protection and probation."""
    found = [row | {"oorzaken": list(row["oorzaken"])} for row in rows(t.maatregel, told)]
    await store.keep_versions(session, t.maatregel, found)


async def project_taken(session: AsyncSession, told: Told[TaakVastgesteld]) -> None:
    """What somebody has to do, or did."""
    await store.keep_versions(session, t.regietaak, rows(t.regietaak, told))


async def project_toekomstplannen(
    session: AsyncSession, told: Told[ToekomstplanVastgesteld]
) -> None:
    """Plans for life as an adult."""
    found = [
        row | {"vervolgregimes": list(row["vervolgregimes"])} for row in rows(t.toekomstplan, told)
    ]
    await store.keep_versions(session, t.toekomstplan, found)


async def project_verblijven(session: AsyncSession, told: Told[VerblijfVastgesteld]) -> None:
    """Places where children stay."""
    await store.keep_versions(session, t.verblijf, rows(t.verblijf, told))


async def project_escalaties(session: AsyncSession, told: Told[EscalatieVastgesteld]) -> None:
    """Cases at an expert team."""
    await store.keep_versions(session, t.escalatie, rows(t.escalatie, told))


async def project_tafels(session: AsyncSession, told: Told[TafelAfgerond]) -> None:
    """Tables for child protection."""
    await store.keep_versions(session, t.beschermingstafel, rows(t.beschermingstafel, told))


async def project_consulten(session: AsyncSession, told: Told[ConsultVastgesteld]) -> None:
    """Advice that was given."""
    await store.keep_versions(session, t.consult, rows(t.consult, told))


async def project_wachtsignalen(session: AsyncSession, told: Told[WachttijdGesignaleerd]) -> None:
    """Terms of waiting that came near their end or were over."""
    key = ["verwijzing_id", "soort", "fase"]
    await store.keep_first(session, t.wachtsignaal, rows(t.wachtsignaal, told), key)
