# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The check of the ledger: what it names, by command and at night, and how it gives way."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from libs.common.added_only import release
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.handlers.boeken import keep_ledger
from services.billing.handlers.grootboekcontrole import CONTROLE, check_nightly
from services.billing.store import werkvoorraad
from tests.billing.claims import GEMEENTE
from tests.billing.conftest import Publish
from tests.billing.grootboek import HOURS_A_MONTH, a_claim, a_credit, ended, told
from tests.billing.harness import Billing
from tests.billing.messages import contract, product, toewijzing

TODAY = date(2026, 11, 23)


@pytest.mark.both_databases
async def test_the_check_finds_nothing_wrong(billing: Billing, publish: Publish) -> None:
    """After a month of events, and the nightly one says so too."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH), ended(TODAY))
    await billing.claim(a_claim())
    await billing.claim(a_credit())

    assert await told(billing) == ["the ledger is what its sources say, to the cent"]
    assert await _nightly(billing) == 0


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "change",
    [
        sa.update(t.boeking).values(bedrag=1),
        sa.update(t.boeking).where(t.boeking.c.soort == "toegewezen").values(storno=True),
        sa.delete(t.boeking).where(t.boeking.c.oorzaak_soort == "declaratie"),
    ],
    ids=["amount", "storno", "removed"],
)
async def test_the_database_itself_refuses_to_change_an_entry(
    billing: Billing, publish: Publish, change: sa.UpdateBase
) -> None:
    """Whoever asks: entries are only added."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())

    async with billing.service.runtime.db.begin() as session:
        with pytest.raises(IntegrityError, match="rows of boeking are only added"):
            await session.execute(change)

    assert await told(billing) == ["the ledger is what its sources say, to the cent"]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            sa.delete(t.boeking).where(t.boeking.c.oorzaak_soort == "declaratie"),
            f"{GEMEENTE}/10072 2026-04 goedgekeurd by declaratie",
        ),
        (
            sa.update(t.regel).values(bedrag=5_001),
            f"{GEMEENTE}/10072 2026-04 goedgekeurd by declaratie",
        ),
        (
            sa.update(t.boeking).where(t.boeking.c.maand == 202605).values(bedrag=1),
            f"{GEMEENTE}/10072 2026-05 toegewezen by toewijzing {GEMEENTE}/10072/v1: booked 1",
        ),
        (
            sa.update(t.boeking).where(t.boeking.c.maand == 202605).values(credit="vrijval"),
            f"{GEMEENTE}/10072 2026-05 toegewezen: booked verplichting and vrijval",
        ),
        (
            sa.delete(t.verplichting),
            f"{GEMEENTE}/10072 what it is about: booked nothing",
        ),
        (sa.update(t.declaratie).values(toegekend=1), "its total: booked 1, expected 5000"),
    ],
    ids=["entry lost", "line changed", "entry changed", "other account", "no head", "total"],
)
async def test_the_check_names_what_is_wrong(
    billing: Billing, publish: Publish, clock: SimulatedClock, wrong: sa.UpdateBase, sentence: str
) -> None:
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())
    clock.move_to(clock.now() + timedelta(days=1))
    await settle(billing.service)

    async with billing.service.runtime.db.begin() as session:
        if wrong.table is t.boeking:
            for statement in release("boeking", session.get_bind().dialect.name):
                await session.execute(sa.text(statement))
        await session.execute(wrong)

    lines = await told(billing)
    assert any(sentence in line for line in lines), lines
    assert lines[-1].startswith(f"{len(lines) - 1} differences")
    assert await _nightly(billing) == len(lines) - 1


async def test_it_waits_until_the_ledger_has_its_date(billing: Billing) -> None:
    """What expires today would be a difference for as long as it is not booked."""
    runtime = billing.service.runtime

    assert not await check_nightly(runtime)
    async with runtime.db.read() as session:
        assert await werkvoorraad.stand(session, CONTROLE) is None

    await settle(billing.service)
    async with runtime.db.read() as session:
        assert await werkvoorraad.stand(session, CONTROLE) is not None


@pytest.mark.both_databases
async def test_it_goes_on_where_it_was(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """Part by part, over a restart: what a part found is neither lost nor counted twice."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())
    clock.move_to(clock.now() + timedelta(days=1))
    assert await keep_ledger(billing.service.runtime)
    async with billing.service.runtime.db.begin() as session:
        await session.execute(sa.update(t.regel).values(bedrag=5_001))
    expected = len(await told(billing)) - 1

    parts = 1
    while await check_nightly(billing.service.runtime):
        parts += 1
        if parts == 2:
            async with billing.service.runtime.db.begin() as session:
                await session.execute(sa.update(t.regel).values(bedrag=5_000))

    async with billing.service.runtime.db.read() as session:
        assert (await werkvoorraad.found(session, CONTROLE), parts > 2) == (expected, True)


@pytest.mark.both_databases
async def test_judging_comes_first(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """While a message waits both take one step and rest: neither stands still."""
    runtime = billing.service.runtime
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await settle(billing.service)
    clock.move_to(clock.now() + timedelta(days=1))
    assert (await billing.post(a_claim().xml())).status_code == 202
    async with runtime.db.begin() as session:
        await werkvoorraad.mark(session, (GEMEENTE, 10072), clock.now())

    assert not await keep_ledger(runtime)
    assert not await check_nightly(runtime)

    async with runtime.db.read() as session:
        assert not await werkvoorraad.anything(session)
        gone_to = await werkvoorraad.progress(session, "controle-bezig")
    assert gone_to is not None
    assert gone_to.plek == GEMEENTE
    await settle(billing.service)
    assert await _nightly(billing) == 0


async def _nightly(billing: Billing) -> int:
    runtime = billing.service.runtime
    async with runtime.db.begin() as session:
        await session.execute(sa.delete(t.grootboek_stand).where(_controle))
    while await check_nightly(runtime):
        pass
    async with runtime.db.read() as session:
        found: int | None = await session.scalar(
            sa.select(t.grootboek_stand.c.aantal).where(_controle)
        )
    assert found is not None
    return found


_controle = t.grootboek_stand.c.naam == CONTROLE
