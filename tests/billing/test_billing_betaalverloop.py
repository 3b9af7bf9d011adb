# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Declaraties, runs, approvals, withdrawals and payments that fail in any order: nothing is paid
twice."""

from itertools import count
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.billing import tables as t
from services.billing.domain.betaling import Besluit, Mislukking
from services.billing.handlers import betalen, mislukken
from services.billing.handlers.betalen import Dader, Opdracht
from services.billing.store import betalingen
from services.billing.store.posten import open_posten
from tests.billing.harness import Billing

IBAN = "NL20INGB0001234567"
_GEMEENTEN = count(9_000)
_AGB = ("11111111", "22222222")
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("declaratie"), st.sampled_from(_AGB), st.integers(-500, 900)),
        st.tuples(st.just("voorbereiden")),
        st.tuples(st.sampled_from(["goedkeuren", "uitvoeren", "intrekken", "mislukken"])),
    ),
    max_size=14,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=_STEPS)
async def test_nothing_is_ever_paid_twice(billing: Billing, steps: list[tuple[Any, ...]]) -> None:
    """Whatever comes in between: each cent is in one run that counts, or open."""
    rt = billing.service.runtime
    gemeente = str(next(_GEMEENTEN))
    await _accounts(rt, gemeente)
    runs: list[str] = []
    total = 0
    for number, (what, *more) in enumerate(steps):
        if what == "declaratie":
            await _declaratie(rt, gemeente, number, *more)
            total += more[1]
        else:
            await _try(rt, gemeente, what, runs)
        assert await _paid_and_open(rt, gemeente) == total


async def _accounts(rt: Runtime, gemeente: str) -> None:
    for houder in (gemeente, *_AGB):
        async with rt.db.begin() as session:
            wie = Dader("x", gemeente, "Anna")
            made = await betalen.propose_account(rt, session, houder, (IBAN, "Zorg"), wie)
            other = Dader("x", gemeente, "Bram")
            await betalen.decide_account(rt, session, made.id, "goedkeuren", other)


async def _declaratie(rt: Runtime, gemeente: str, number: int, agb: str, bedrag: int) -> None:
    values = {
        "id": new_id(),
        "bericht_id": new_id(),
        "antwoord_id": new_id(),
        "gemeentecode": gemeente,
        "agb_code": agb,
        "declaratie_nummer": new_id().replace("-", "")[-12:],
        "periode_begin": rt.clock.today(),
        "periode_eind": rt.clock.today(),
        "dagtekening": rt.clock.today(),
        "verwerkt": True,
        "retourcodes": [],
        "ingediend": bedrag,
        "toegekend": bedrag,
        "aantal_regels": 1,
        "aantal_afgewezen": 0,
        "ontvangen_op": rt.clock.now(),
        "beoordeeld_op": rt.clock.now(),
    }
    async with rt.db.begin() as session:
        await session.execute(sa.insert(t.declaratie).values(values))


async def _try(rt: Runtime, gemeente: str, what: str, runs: list[str]) -> None:
    """A step that cannot be taken changes nothing."""
    try:
        async with rt.db.begin() as session:
            if what == "voorbereiden":
                wie = Dader("x", gemeente, "Anna")
                run = await betalen.prepare(rt, session, Opdracht(rt.clock.today()), wie)
                runs.append(run.id)
            elif runs and what == "mislukken":
                await _fail(rt, session, gemeente, runs[-1])
            elif runs:
                await betalen.step(rt, session, runs[-1], what, Dader("x", gemeente, "Bram"))  # type: ignore[arg-type]
    except Conflict:
        pass


async def _fail(rt: Runtime, session: AsyncSession, gemeente: str, run_id: str) -> None:
    """Its first payment, reported by one and confirmed by another."""
    first = (await betalingen.payments_of(session, run_id))[0].end_to_end_id
    told = {first: Mislukking("afgewezen", "AC04", rt.clock.today(), "Anna")}
    await mislukken.report(rt, session, run_id, told, Dader("x", gemeente, "Anna"))
    besluit: tuple[Besluit, list[str]] = ("goedkeuren", [first])
    await mislukken.decide(rt, session, run_id, besluit, Dader("x", gemeente, "Bram"))


async def _paid_and_open(rt: Runtime, gemeente: str) -> int:
    """In runs that count without what failed, and in none; each payment is above zero."""
    p, b, r = t.betaalde_declaratie.c, t.betaling.c, t.betaalrun.c
    counts = sa.and_(
        r.gemeentecode == gemeente, r.toestand != "ingetrokken", b.toestand != "mislukt"
    )
    async with rt.db.read() as session:
        paid = sa.select(sa.func.coalesce(sa.func.sum(b.bedrag), 0)).join(
            t.betaalrun, r.id == b.betaalrun_id
        )
        found = int(await session.scalar(paid.where(counts)) or 0)
        open_ = await open_posten(session, gemeente, rt.clock.today())
        of_payment = sa.and_(b.betaalrun_id == p.betaalrun_id, b.agb_code == p.agb_code)
        twice = (
            sa.select(p.declaratie_id)
            .join(t.betaling, of_payment)
            .join(t.betaalrun, r.id == p.betaalrun_id)
            .where(counts)
        )
        many = twice.group_by(p.declaratie_id).having(sa.func.count() > 1)
        assert (await session.execute(many)).all() == []
    return found + sum(one.bedrag for one in open_)
