# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A payment that the bank could not make: one person reports it, another confirms.

From then on what it was for is owed again, and the next run pays it: to the account that is
approved by then, under a reference of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.betaling import (
    BETALING,
    Besluit,
    Betaalrun,
    Betaling,
    Mislukking,
)
from services.billing.handlers.betalen import Dader, own_run, refuse_same
from services.billing.handlers.terugmelding import read_rejections, refuse_twice
from services.billing.handlers.zaken import volgende
from services.billing.store import betalingen, posten, zaken

_UITGEVOERD = "uitgevoerd"


async def report(
    rt: Runtime,
    session: AsyncSession,
    run_id: str,
    mislukkingen: Mapping[str, Mislukking],
    wie: Dader,
) -> None:
    """Report payments of a run as failed, by their EndToEndId."""
    refuse_twice(told.code for told in mislukkingen.values())
    run, paid = await _executed(session, run_id, wie)
    await _report(rt, session, run, [_reported(paid, *one) for one in mislukkingen.items()], wie)


async def take_in(
    rt: Runtime, session: AsyncSession, run_id: str, content: bytes, wie: Dader
) -> None:
    """Report what a pain.002 of the bank rejects; what was reported before stays as it is."""
    run, paid = await _executed(session, run_id, wie)
    rejected = read_rejections(content, run, list(paid.values()), wie.persoon)
    new = {one: told for one, told in rejected.items() if paid[one].toestand == BETALING.begin}
    await _report(rt, session, run, [_reported(paid, *one) for one in new.items()], wie)


async def decide(
    rt: Runtime,
    session: AsyncSession,
    run_id: str,
    besluit: tuple[Besluit, Sequence[str]],
    wie: Dader,
) -> None:
    """Confirm or refuse reports, by EndToEndId, as another person than the one who made them."""
    handeling, kenmerken = besluit
    run, paid = await _executed(session, run_id, wie)
    decided = [_decided(_payment(paid, one), handeling, wie) for one in kenmerken]
    if handeling == "goedkeuren":
        refuse_twice(one.mislukking.code for one in decided if one.mislukking)
        for one in decided:
            await _refuse_received(session, run, one)
            await posten.release(session, run.id, one.agb_code)
    await _keep(rt, session, run, decided, (f"mislukking-{handeling}", wie))


def _decided(before: Betaling, besluit: Besluit, wie: Dader) -> Betaling:
    toestand = volgende(BETALING, before.toestand, besluit)
    if before.mislukking is not None:
        refuse_same(before.mislukking.persoon, wie)
    told = before.mislukking if besluit == "goedkeuren" else None
    return replace(before, toestand=toestand, mislukking=told)


async def _executed(
    session: AsyncSession, run_id: str, wie: Dader
) -> tuple[Betaalrun, dict[str, Betaling]]:
    """The run, held until the end of the transaction, and its payments by EndToEndId."""
    run = await own_run(session, run_id, wie.gemeentecode, lock=True)
    if run.toestand != _UITGEVOERD:
        detail = f"Deze betaalrun is '{run.toestand}': alleen wat de bank heeft, kan mislukken."
        raise Conflict(detail, code="niet-uitgevoerd")
    return run, {one.end_to_end_id: one for one in await betalingen.payments_of(session, run_id)}


def _payment(paid: Mapping[str, Betaling], end_to_end_id: str) -> Betaling:
    if end_to_end_id not in paid:
        raise NotFound("Deze betaling bestaat niet in deze betaalrun.")
    return paid[end_to_end_id]


def _reported(paid: Mapping[str, Betaling], end_to_end_id: str, told: Mislukking) -> Betaling:
    before = _payment(paid, end_to_end_id)
    toestand = volgende(BETALING, before.toestand, "melden")
    return replace(before, toestand=toestand, mislukking=told)


async def _report(
    rt: Runtime, session: AsyncSession, run: Betaalrun, reported: Sequence[Betaling], wie: Dader
) -> None:
    if reported:
        await _keep(rt, session, run, reported, ("mislukking-melden", wie))


async def _keep(
    rt: Runtime,
    session: AsyncSession,
    run: Betaalrun,
    changed: Sequence[Betaling],
    daad: tuple[str, Dader],
) -> None:
    """The payments as they now are, and the step in the log of the run."""
    handeling, wie = daad
    after = replace(run, versie=run.versie + 1)
    await betalingen.mark(session, run.id, changed)
    await betalingen.update(session, after)
    step = wie.as_daad(handeling, {"betalingen": [_noted(one) for one in changed]})
    await zaken.note(session, step.as_step(rt, run.id, after.versie, after.toestand))


def _noted(betaling: Betaling) -> dict[str, Any]:
    told = betaling.mislukking
    why = {} if told is None else {"soort": told.soort, "code": told.code}
    return {"endToEndId": betaling.end_to_end_id} | why


async def _refuse_received(session: AsyncSession, run: Betaalrun, betaling: Betaling) -> None:
    settled = await posten.settled_elsewhere(session, run.id, betaling.agb_code)
    if settled:
        detail = f"De andere gemeente heeft al ontvangen: {', '.join(settled)}."
        raise Conflict(detail, code="al-betaald")
