# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""For which gemeenten a caller may speak, and which side of a declaratie it is on."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from services.billing.store import regios
from services.billing.store.reading import Partij


async def gemeenten_of(session: AsyncSession, caller: Caller, day: date) -> frozenset[str]:
    """A gemeente speaks for itself, a region for its members of that day, others for none."""
    if caller.org_type == OrgType.GEMEENTE:
        return frozenset((caller.code,))
    if caller.org_type == OrgType.REGIO:
        return await regios.members(session, caller.code, day)
    return frozenset()


def partij_of(caller: Caller) -> Partij:
    """An aanbieder looks at what it sent, a gemeente at what it received."""
    sent = caller.org_type == OrgType.AANBIEDER
    return Partij("agb_code" if sent else "gemeentecode", caller.code)
