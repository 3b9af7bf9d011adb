# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, and of whom they destroyed the file."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ClientGecorrigeerd, ClientgegevensVernietigd
from libs.common.opvolging import keep_corrections
from libs.common.vernietigd import destroyed_by
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, rows


async def project_correcties(session: AsyncSession, told: Told[ClientGecorrigeerd]) -> None:
    """Another person behind a pseudonym, another birth month or sex; facts stay as told.

    Which delivery ends which is said anew when these clients are counted: one that comes at the
    same time is marked too.
    """
    found = await store.under_replacing(session, t.clientcorrectie, rows(t.clientcorrectie, told))
    touched = await keep_corrections(session, t.CORRECTIES, found)
    marks = ((client, store.EARLIEST, None) for client in touched)
    await store.mark_to_count(session, marks)


async def project_vernietigingen(
    session: AsyncSession, told: Told[ClientgegevensVernietigd]
) -> None:
    """Who was destroyed is counted on as nobody who can be found, in all that was told of it."""
    gone = [one for event, envelope in told for one in destroyed_by(event, envelope)]
    if not gone:
        return
    touched = await store.replace_destroyed(session, gone)
    await store.lapse_deliveries(session, touched)
    await store.mark_to_count(session, ((one, store.EARLIEST, None) for one in touched))
