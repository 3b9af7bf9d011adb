# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente for families."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.referral.domain.casusbeleid import Casusbeleid
from services.referral.store import casusbeleid


async def establish(
    rt: Runtime, session: AsyncSession, wanted: Casusbeleid, unchanged: Callable[[int], None]
) -> Casusbeleid:
    """The policy in force; the same one again changes nothing, another is the next version."""
    in_force = await casusbeleid.in_force(session, wanted.gemeentecode)
    unchanged(in_force.versie)
    if replace(wanted, versie=in_force.versie) == in_force:
        return in_force
    made = replace(wanted, versie=in_force.versie + 1)
    await casusbeleid.keep(session, made, rt.clock.now())
    return made
