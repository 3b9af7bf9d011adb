# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of the registers: each checks all at once, saves, and publishes the new state."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    AanbiederVastgesteld,
    GemeenteVastgesteld,
    Lidmaatschap,
    RegioVastgesteld,
)
from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain import Aanbieder, Gemeente, Regio, gemeente_faults, regio_faults
from services.contract.handlers.versies import Expect, next_version, refuse


async def put_gemeente(
    session: AsyncSession, outbox: Outbox, gemeente: Gemeente, expect: Expect
) -> int:
    """Register or change; the same content again changes nothing. Gives the version."""
    refuse(gemeente_faults(gemeente))
    found = await store.read_gemeente(session, gemeente.gemeentecode, lock=True)
    versie, is_new = next_version(found, gemeente, expect)
    if is_new:
        await store.save_gemeente(session, gemeente, versie)
        await outbox.add(session, _gemeente_event(gemeente, versie))
    return versie


async def put_regio(
    session: AsyncSession, outbox: Outbox, regio: Regio, expect: Expect
) -> tuple[Regio, int]:
    """Register or change with all memberships; gives it as kept, with its version."""
    known = await store.known_gemeenten(session, {lid.gemeentecode for lid in regio.leden})
    refuse(regio_faults(regio, known))
    kept = regio.in_order()
    found = await store.read_regio(session, regio.regiocode, lock=True)
    versie, is_new = next_version(found, kept, expect)
    if is_new:
        await store.save_regio(session, kept, versie)
        await outbox.add(session, _regio_event(kept, versie))
    return kept, versie


async def put_aanbieder(
    session: AsyncSession, outbox: Outbox, aanbieder: Aanbieder, expect: Expect
) -> int:
    """Register or change; gives the version."""
    found = await store.read_aanbieder(session, aanbieder.agb_code, lock=True)
    versie, is_new = next_version(found, aanbieder, expect)
    if is_new:
        await store.save_aanbieder(session, aanbieder, versie)
        event = AanbiederVastgesteld(
            agb_code=aanbieder.agb_code, naam=aanbieder.naam, versie=versie
        )
        await outbox.add(session, event)
    return versie


def _gemeente_event(gemeente: Gemeente, versie: int) -> GemeenteVastgesteld:
    return GemeenteVastgesteld(
        gemeentecode=gemeente.gemeentecode,
        naam=gemeente.naam,
        versie=versie,
        geldig_van=gemeente.geldig.van,
        geldig_tot=gemeente.geldig.tot,
    )


def _regio_event(regio: Regio, versie: int) -> RegioVastgesteld:
    leden = tuple(
        Lidmaatschap(
            gemeentecode=lid.gemeentecode, geldig_van=lid.geldig.van, geldig_tot=lid.geldig.tot
        )
        for lid in regio.leden
    )
    return RegioVastgesteld(regiocode=regio.regiocode, naam=regio.naam, versie=versie, leden=leden)
