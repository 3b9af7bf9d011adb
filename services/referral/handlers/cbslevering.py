# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: what a gemeente delivers to the CBS of the help of its wijkteams (P-11)."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.ijw.cbs import Verslagperiode
from services.referral.domain.cbslevering import CbsRecord, wijkteamhulp
from services.referral.store import clienten, verwijzingen


async def compose(
    session: AsyncSession, vault: Vault, gemeentecode: str, periode: Verslagperiode
) -> list[CbsRecord]:
    """All of it, as it now stands: a correction is the whole delivery again."""
    begun = await verwijzingen.free_help(session, vault, gemeentecode, periode.tot)
    ids = sorted({one.client_id for one in begun})
    whose = {one.id: one for one in await clienten.known_all(session, vault, ids)}
    return wijkteamhulp(begun, whose, periode)
