# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ClientGecorrigeerd
from libs.common.opvolging import keep_corrections
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, rows


async def project_correcties(session: AsyncSession, told: Told[ClientGecorrigeerd]) -> None:
    """Another person behind a pseudonym, another birth month or sex; facts stay as told.

    Which delivery ends which is said anew when these clients are counted: one that comes at the
    same time is marked too.
    """
    found = rows(t.clientcorrectie, told)
    touched = await keep_corrections(session, t.CORRECTIES, found)
    marks = ((client, store.EARLIEST, None) for client in touched)
    await store.mark_to_count(session, marks)
