# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tells when the last day to decide on a request went by (R-02, OP274, OP346, OP359)."""

from libs.common.runtime import Runtime
from services.referral.handlers import gebeurtenissen, mail
from services.referral.store import clienten, verzoeken

AT_ONCE = 100


async def tell_overdue(rt: Runtime) -> bool:
    """Some of them, each once for a term; True when there were any."""
    today = rt.clock.today()
    async with rt.db.read() as session:  # no transaction that writes while there is nothing to tell
        overdue, _ = await verzoeken.open_terms(session, today, today)
    if not overdue:
        return False
    vault = rt.need_vault()
    async with rt.db.begin() as session:
        found = await verzoeken.take_overdue(session, vault, today, AT_ONCE)
        for verzoek in found:
            client = await clienten.read(session, vault, verzoek.gemeentecode, verzoek.client_id)
            if client is not None:
                event = gebeurtenissen.termijn_verstreken(verzoek, client)
                await mail.publish(rt, session, [event], verzoek.bericht_id)
    return bool(found)


async def tell_residence(rt: Runtime) -> bool:
    """Requests that can no longer be rejected on the woonplaats; True when there were any."""
    today, vault = rt.clock.today(), rt.need_vault()
    async with rt.db.read() as session:
        if not await verzoeken.any_residence_due(session, today):
            return False
    async with rt.db.begin() as session:
        found = await verzoeken.take_residence(session, vault, today, AT_ONCE)
        for verzoek in found:
            client = await clienten.known(session, vault, verzoek.client_id)
            event = gebeurtenissen.woonplaats_verstreken(verzoek, client)
            await mail.publish(rt, session, [event], verzoek.bericht_id)
    return bool(found)
