# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement between gemeenten: ask, answer, agree, book, pay."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, Forbidden, InvalidInput, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.verrekening import (
    VERLOOP,
    WIE,
    Handeling,
    Verrekening,
    Vraag,
    boekingen,
    uiterste_datum,
)
from services.billing.handlers.zaken import Daad, volgende
from services.billing.store import verrekeningen, zaken


async def ask(rt: Runtime, session: AsyncSession, vraag: Vraag, daad: Daad) -> Verrekening:
    """Lay a question before another college; the clock of two weeks begins today."""
    if vraag.betaler == vraag.aangesproken:
        raise InvalidInput("De aangesproken gemeente is een andere dan de betaler.")
    today = rt.clock.today()
    verrekening = Verrekening(
        id=new_id(),
        vraag=vraag,
        gevraagd_op=today,
        uiterste_datum=uiterste_datum(today),
        toestand=VERLOOP.begin,
        overeengekomen=None,
        versie=1,
    )
    await verrekeningen.add(session, verrekening)
    await zaken.note(session, daad.as_step(rt, verrekening.id, 1, verrekening.toestand))
    return verrekening


async def act(
    rt: Runtime,
    session: AsyncSession,
    zaak_id: str,
    handeling: Handeling,
    daad: Daad,
    bedrag: int | None = None,
) -> Verrekening:
    """Take a step; `bedrag` in cents says what is agreed, without it all that was asked."""
    before = await _visible(session, zaak_id, daad.code)
    daad.op(before.versie)
    if before.role_of(daad.code) != WIE[handeling]:
        detail = f"'{handeling}' is aan de andere gemeente in deze verrekening."
        raise Forbidden(detail, code="niet-aan-deze-gemeente")
    toestand = volgende(VERLOOP, before.toestand, handeling)
    after = replace(before, toestand=toestand, versie=before.versie + 1)
    if handeling == "aanvaarden":
        after = replace(after, overeengekomen=_agreed(before, bedrag))
    stap = daad.as_step(rt, zaak_id, after.versie, toestand)
    await verrekeningen.update(session, after)
    await zaken.note(session, stap)
    if handeling == "aanvaarden":
        agreed = after.overeengekomen or 0
        await zaken.book(session, stap, "verrekening", boekingen(after.vraag, agreed))
    return after


async def _visible(session: AsyncSession, zaak_id: str, gemeentecode: str) -> Verrekening:
    found = await verrekeningen.read(session, zaak_id, lock=True)
    if found is None or found.role_of(gemeentecode) is None:
        raise NotFound("Deze verrekening bestaat niet.")
    return found


def _agreed(verrekening: Verrekening, bedrag: int | None) -> int:
    asked = verrekening.vraag.bedrag
    if bedrag is None:
        return asked
    if bedrag > asked:
        detail = f"Er is {asked} eurocent gevraagd; meer kan niet worden overeengekomen."
        raise Conflict(detail, code="meer-dan-gevraagd")
    return bedrag
