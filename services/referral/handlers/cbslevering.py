# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: a delivery to the CBS, whole, of wijkteams or as a help to an aanbieder (P-11)."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.ijw.cbs import Verslagperiode
from services.referral.domain import cbslevering as domein
from services.referral.domain.cbslevering import CbsRecord
from services.referral.store import clienten, leveringen, verwijzingen


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Of a gemeente: its wijkteams, or what an aanbieder gave its clients."""

    gemeentecode: str
    periode: Verslagperiode
    agb_code: str | None


async def compose(session: AsyncSession, vault: Vault, gevraagd: Gevraagd) -> list[CbsRecord]:
    """All of it, as it now stands: a correction is the whole delivery again."""
    until, agb_code = gevraagd.periode.tot, gevraagd.agb_code
    if agb_code is None:
        begun = await verwijzingen.free_help(session, vault, gevraagd.gemeentecode, until)
        delen = list(domein.of_wijkteam(begun))
    else:
        given = await leveringen.delivered_by(session, gevraagd.gemeentecode, agb_code, until)
        delen = list(domein.of_aanbieder(given, agb_code))
    ids = sorted({one.traject.client for one in delen})
    whose = {one.id: one for one in await clienten.known_all(session, vault, ids)}
    return domein.records(delen, whose, gevraagd.periode)
