# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Policies as their gemeente sets them."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.referral.domain.beleid import Beleid
from services.referral.store import beleid


async def establish(
    rt: Runtime, session: AsyncSession, wanted: Beleid, unchanged: Callable[[int], None]
) -> Beleid:
    """A new version, or the one in force when it says the same.

    `unchanged` is called with the version that is about to be replaced, and may refuse it.
    """
    in_force = await beleid.in_force(session, wanted.gemeentecode)
    unchanged(in_force.versie)
    if in_force.versie and in_force.same_as(wanted):
        return in_force
    renewed = replace(wanted, versie=in_force.versie + 1)
    await beleid.keep(session, renewed, rt.clock.now())
    return renewed
