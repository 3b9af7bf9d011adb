# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of care functions with their scale (R-09)."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ZorgfunctieVastgesteld
from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain.zorgfunctie import Zorgfunctie, zorgfunctie_faults
from services.contract.handlers.versies import Expect, next_version, refuse
from services.contract.store import zorgfuncties


async def put_zorgfunctie(
    session: AsyncSession, outbox: Outbox, rij: Zorgfunctie, expect: Expect
) -> int:
    """Register or change a row; the same content again changes nothing. Gives the version."""
    regio = await store.read_regio(session, rij.regiocode)
    refuse(zorgfunctie_faults(rij, [rij.regiocode] if regio else []))
    found = await zorgfuncties.read_zorgfunctie(session, rij.id, lock=True)
    versie, is_new = next_version(found, rij, expect)
    if is_new:
        await zorgfuncties.save_zorgfunctie(session, rij, versie)
        await outbox.add(session, _event(rij, versie))
    return versie


def _event(rij: Zorgfunctie, versie: int) -> ZorgfunctieVastgesteld:
    return ZorgfunctieVastgesteld(
        zorgfunctie_id=rij.id,
        versie=versie,
        regiocode=rij.regiocode,
        functie=rij.functie,
        schaal=rij.schaal,
        gebied=rij.gebied,
        coordinerende_partij=rij.coordinerende_partij,
        keuze=rij.keuze,
        bekostiging=rij.bekostiging,
        geldig_van=rij.geldig.van,
        geldig_tot=rij.geldig.tot,
    )
