# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tells once at each threshold that a term of a procurement or contract comes near or went by."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ContracttermijnNadert
from libs.common.runtime import Runtime
from services.contract.domain import termijnen as d
from services.contract.domain.inkoop import inkoop_uit
from services.contract.domain.plafond import procedure_uit
from services.contract.store import dossiers, termijnberichten
from services.contract.store.dossiers import Dossier, Zicht

KINDS = ("inkopen", "plafondprocedures", "plafondgesprekken", "risicos")
_AT_ONCE = 200


async def tell_terms(rt: Runtime) -> bool:
    """Look at all that has terms; True when something was told."""
    told = False
    for soort in KINDS:
        after: str | None = None
        while True:
            async with rt.db.read() as session:  # nothing is written while there is nothing to tell
                page = await dossiers.page(session, soort, Zicht(), None, after, _AT_ONCE)
                due = [(one, await _untold(rt, session, one)) for one in page]
            for dossier, signals in due:
                if signals:
                    told = True
                    await _tell(rt, dossier, signals)
            if len(page) < _AT_ONCE:
                break
            after = page[-1].id
    return told


async def add_up(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: terms that were told of and are not met, near and over."""
    near = over = 0
    for soort in KINDS:
        after: str | None = None
        while True:
            page = await dossiers.page(session, soort, Zicht(), None, after, _AT_ONCE)
            for one in page:
                found = [signal.dagen for signal in signals_of(one, rt.clock.today())]
                over += sum(dagen < 0 for dagen in found)
                near += sum(dagen >= 0 for dagen in found)
            if len(page) < _AT_ONCE:
                break
            after = page[-1].id
    rt.metrics.gauge("contract_terms_due", near)
    rt.metrics.gauge("contract_terms_overdue", over)


def signals_of(dossier: Dossier, today: date) -> list[d.Signaal]:
    """What stands out about its terms on a day."""
    inhoud = dossier.inhoud
    if dossier.soort == "inkopen":
        return list(d.of_inkoop(inkoop_uit(inhoud), today))
    if dossier.soort == "plafondprocedures":
        return list(d.of_procedure(procedure_uit(inhoud), today))
    if dossier.soort == "risicos":
        terms: Iterable[d.Termijn] = d.of_risico(
            _day(inhoud, "ontstaanOp"), _day(inhoud, "gemeldBijIgjOp")
        )
    else:
        gemeld = date.fromisoformat(inhoud["gemeldOp"])
        terms = d.of_plafondgesprek(gemeld, _day(inhoud, "gesprekOp"), _day(inhoud, "besluitOp"))
    return list(d.signalen(terms, today))


async def _untold(rt: Runtime, session: AsyncSession, dossier: Dossier) -> list[d.Signaal]:
    found = signals_of(dossier, rt.clock.today())
    if not found:
        return []
    known = await termijnberichten.told(session, dossier.id)
    return [one for one in found if (one.soort, one.uiterlijk, one.dagen) not in known]


async def _tell(rt: Runtime, dossier: Dossier, signals: list[d.Signaal]) -> None:
    async with rt.db.begin() as session:
        for one in signals:
            if await termijnberichten.keep(session, dossier.id, one, rt.clock.now()):
                event = ContracttermijnNadert(
                    over=dossier.id,
                    soort=one.soort,
                    eigenaar=dossier.eigenaar,
                    agb_code=dossier.agb_code,
                    uiterlijk=one.uiterlijk,
                    dagen=one.dagen,
                )
                await rt.outbox.add(session, event)


def _day(inhoud: Mapping[str, Any], name: str) -> date | None:
    text = inhoud.get(name)
    return None if text is None else date.fromisoformat(text)
