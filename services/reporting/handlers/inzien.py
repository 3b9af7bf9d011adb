# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may look at what of a provider, and the log of every look."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.ids import new_id
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.reporting.handlers.accounthouder import holders
from services.reporting.store.inzage import Inzage, save_looks

Rol = Literal["accounthouder", "aanbieder", "deelnemer", "regio"]
NIET_VOOR_U = "Deze aanbieder is er voor u niet."


async def role_of(rt: Runtime, session: AsyncSession, caller: Caller, agb_code: str) -> Rol | None:
    """The account holder of today, the provider itself, or none of these."""
    if caller.org_type == OrgType.AANBIEDER:
        return "aanbieder" if caller.code == agb_code else None
    found = await holders(session, [agb_code], rt.clock.today(), rt.clock.now())
    holder = found.get(agb_code)
    if caller.org_type == OrgType.REGIO and holder is not None and holder.regiocode == caller.code:
        return "accounthouder"
    return None


async def need_role(rt: Runtime, session: AsyncSession, caller: Caller, agb_code: str) -> Rol:
    """As `role_of`; for anybody else the provider is not there (404)."""
    role = await role_of(rt, session, caller, agb_code)
    if role is None:
        raise NotFound(NIET_VOOR_U)
    return role


async def log_look(
    rt: Runtime,
    caller: Caller,
    rol: Rol,
    weergave: str,
    agb_code: str | None,
    periode: str | None = None,
) -> None:
    """Keep that somebody looks, before the answer leaves: what is not logged is not shown."""
    await log_looks(rt, caller, rol, weergave, [agb_code], periode)


async def log_looks(
    rt: Runtime,
    caller: Caller,
    rol: Rol,
    weergave: str,
    agb_codes: Iterable[str | None],
    periode: str | None = None,
) -> None:
    """As `log_look`, of several aanbieders at once."""
    moment = rt.clock.now()
    looks = [
        Inzage(
            inzage_id=new_id(),
            moment=moment,
            weergave=weergave,
            agb_code=agb_code,
            periode=periode,
            client_id=caller.client_id,
            rol=rol,
        )
        for agb_code in agb_codes
    ]
    async with rt.db.begin() as session:
        await save_looks(session, looks)
