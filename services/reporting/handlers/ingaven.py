# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of figures that no event brings: told in versions, each by who may tell it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.problem import Forbidden
from libs.common.runtime import Runtime
from services.reporting.store import ingaven
from services.reporting.store.indicatoren import members
from services.reporting.store.ingaven import KEY

LAND = "NL"


async def gebieden_van(rt: Runtime, session: AsyncSession, caller: Caller) -> list[str] | None:
    """Of which places a caller may tell and read; None for all."""
    if caller.org_type == OrgType.BEHEER:
        return None
    if caller.org_type == OrgType.GEMEENTE:
        return [caller.code]
    leden = await members(session, rt.clock.now(), caller.code)
    return [caller.code, *sorted({lid.gemeente for lid in leden})]


async def tell(
    rt: Runtime, session: AsyncSession, caller: Caller, told: Iterable[Mapping[str, Any]]
) -> tuple[int, int]:
    """Keep what is new; how many were, and how many stood there so already.

    Raises `Forbidden` for a place that is not the caller's.
    """
    allowed = await gebieden_van(rt, session, caller)
    kept = same = 0
    for row in told:
        if allowed is not None and row["gebied"] not in allowed:
            detail = f"Over {row['gebied']} mag deze organisatie niets opgeven."
            raise Forbidden(detail, code="ander-gebied")
        before = await ingaven.current(session, [row[name] for name in KEY])
        if before is not None and (before.waarde, before.bron) == (row["waarde"], row["bron"]):
            same += 1
            continue
        versie = 1 if before is None else before.versie + 1
        about = {"versie": versie, "bekend_op": rt.clock.now(), "eigenaar": caller.code}
        await ingaven.add(session, {**row, **about})
        kept += 1
    return kept, same
