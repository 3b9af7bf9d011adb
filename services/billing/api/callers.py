# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""For which gemeenten a caller may speak."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from services.billing.store import regios


async def gemeenten_of(session: AsyncSession, caller: Caller, day: date) -> frozenset[str]:
    """A gemeente speaks for itself, a region for its members of that day, others for none."""
    if caller.org_type == OrgType.GEMEENTE:
        return frozenset((caller.code,))
    if caller.org_type == OrgType.REGIO:
        return await regios.members(session, caller.code, day)
    return frozenset()
