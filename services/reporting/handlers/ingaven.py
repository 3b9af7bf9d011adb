# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of figures that no event brings: told in versions, each by who may tell it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.problem import Forbidden
from libs.common.runtime import Runtime
from services.reporting.domain.ingaven import SUBREGIO, maand_van
from services.reporting.store import ingaven
from services.reporting.store.ingaven import KEY
from services.reporting.store.leden import memberships

LAND = "NL"
_TOLD = ("waarde", "bron", "toelichting", "datum")
"""What makes another version when it is another."""


async def gebieden_van(rt: Runtime, session: AsyncSession, caller: Caller) -> list[str] | None:
    """Of which places a caller may tell and read; None for all."""
    if caller.org_type == OrgType.BEHEER:
        return None
    if caller.org_type == OrgType.GEMEENTE:
        return [caller.code]
    leden = await memberships(session, rt.clock.now())
    own = {lid.gemeentecode for lid in leden if lid.regiocode == caller.code}
    return [caller.code, *sorted(own)]


async def tell(
    rt: Runtime, session: AsyncSession, caller: Caller, told: Sequence[Mapping[str, Any]]
) -> tuple[int, int]:
    """Keep what is new; how many were, and how many stood there so already. Of what is told twice
    the last counts.

    Raises `Forbidden` for a place that is not the caller's, and for what only the beheer tells.
    """
    if caller.org_type != OrgType.BEHEER and any(row["soort"] == SUBREGIO for row in told):
        raise Forbidden("Alleen het beheer geeft op wat een subregio is.", code="alleen-beheer")
    allowed = await gebieden_van(rt, session, caller)
    dated = [{**row, "maand": maand_van(row["soort"], row["datum"])} for row in told]
    rows = {tuple(row[name] for name in KEY): row for row in dated}
    for row in rows.values():
        if allowed is not None and row["gebied"] not in allowed:
            detail = f"Over {row['gebied']} mag deze organisatie niets opgeven."
            raise Forbidden(detail, code="ander-gebied")
    before = await ingaven.current(session, list(rows))
    now, new = rt.clock.now(), []
    for key, row in rows.items():
        stands = before.get(key)
        if stands is not None and all(getattr(stands, name) == row[name] for name in _TOLD):
            continue
        versie = 1 if stands is None else stands.versie + 1
        about = {"versie": versie, "bekend_op": now, "eigenaar": caller.code}
        new.append({**row, **about})
    await ingaven.add(session, new)
    return len(new), len(told) - len(new)
