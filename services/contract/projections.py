# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what was approved, once for each event, in whatever order they come, and whose it is."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    DeclaratieBeoordeeld,
    Envelope,
    Event,
    Regel,
)
from libs.common.opvolging import keep_corrections
from libs.common.vernietigd import destroyed_by, replace_destroyed, under_replacing
from services.contract import tables as t
from services.contract.store import bestedingen

EventT = TypeVar("EventT", bound=Event)
Told: TypeAlias = Sequence[tuple[EventT, Envelope]]
"""Events of one kind, each with its envelope."""


async def project_bestedingen(session: AsyncSession, told: Told[DeclaratieBeoordeeld]) -> None:
    """What events approve by product and year, a credit below zero; marks the ceilings."""
    rows = [row for event, _ in told for row in _approved(event)]
    await bestedingen.add(session, await under_replacing(session, t.VERNIETIGD, t.besteding, rows))
    await bestedingen.mark(session, {(row["agb_code"], row["jaar"]) for row in rows})


def _approved(event: DeclaratieBeoordeeld) -> Iterator[dict[str, Any]]:
    found: dict[tuple[int, str, str], list[Regel]] = {}
    for regel in event.regels:
        if regel.toegekend:
            key = (regel.periode_begin.year, regel.categorie, regel.code)
            found.setdefault(key, []).append(regel)
    for (jaar, categorie, code), regels in sorted(found.items()):
        yield {
            "declaratie_id": event.declaratie_id,
            "client_pseudoniem": event.client_pseudoniem,
            "deel": event.deel,
            "jaar": jaar,
            "categorie": categorie,
            "code": code,
            "agb_code": event.agb_code,
            "gemeentecode": event.gemeentecode,
            "bedrag": sum(regel.bedrag for regel in regels),
            "regel_id": min(regel.regel_id for regel in regels),
        }


async def project_correcties(session: AsyncSession, told: Told[ClientGecorrigeerd]) -> None:
    """Another person behind a pseudonym: what was approved stays as told (decision 35)."""
    rows = [
        {
            "correctie_id": event.correctie_id,
            "bekend_op": envelope.time,
            "gemeentecode": event.gemeentecode,
            "client_pseudoniem": event.client_pseudoniem,
            "opvolger": event.opvolger,
        }
        for event, envelope in told
        if event.opvolger != event.client_pseudoniem
    ]
    kept = await under_replacing(session, t.VERNIETIGD, t.clientcorrectie, rows)
    await keep_corrections(session, t.CORRECTIES, kept)


async def project_vernietigingen(
    session: AsyncSession, told: Told[ClientgegevensVernietigd]
) -> None:
    """Who was destroyed is counted on as nobody who can be found (decision 32)."""
    gone = [one for event, envelope in told for one in destroyed_by(event, envelope)]
    if gone:
        await replace_destroyed(session, t.VERNIETIGD, gone)
