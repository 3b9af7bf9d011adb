# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What waits for the ledger: nothing that changes while it is booked is lost."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from services.billing import tables as t
from services.billing.handlers.boeken import keep_ledger
from services.billing.store import werkvoorraad
from tests.billing.claims import GEMEENTE
from tests.billing.harness import Billing

KEY = (GEMEENTE, 10072)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.parametrize("marked_before", [True, False])
async def test_a_mark_that_is_being_written_is_not_taken(
    billing: Billing, marked_before: bool
) -> None:
    """Neither a new one nor one that was there: its change cannot be seen yet."""
    db = billing.service.runtime.db
    if marked_before:
        async with db.begin() as session:
            await werkvoorraad.mark(session, KEY, NOW)

    async with db.begin() as writer:
        await werkvoorraad.mark(writer, KEY, NOW)
        async with db.begin() as taker:
            assert await werkvoorraad.take(taker, 10) == []

    async with db.begin() as taker:
        assert await werkvoorraad.take(taker, 10) == [KEY]
    async with db.begin() as taker:
        assert await werkvoorraad.take(taker, 10) == []


@pytest.mark.both_databases
async def test_a_mark_that_was_not_booked_stays(billing: Billing) -> None:
    db = billing.service.runtime.db
    async with db.begin() as session:
        await werkvoorraad.mark(session, KEY, NOW)

    with pytest.raises(LookupError):
        await _take_and_fail(billing)

    async with db.begin() as session:
        assert await werkvoorraad.waiting(session, [KEY, ("0307", 1)]) == {KEY}


async def _take_and_fail(billing: Billing) -> None:
    async with billing.service.runtime.db.begin() as session:
        assert await werkvoorraad.take(session, 10) == [KEY]
        raise LookupError


@pytest.mark.both_databases
async def test_what_is_marked_for_a_toewijzing_that_never_came(billing: Billing) -> None:
    """A delivery may be told before its toewijzing: nothing to book, and no work left."""
    async with billing.service.runtime.db.begin() as session:
        await werkvoorraad.mark(session, KEY, NOW)

    assert await keep_ledger(billing.service.runtime)

    async with billing.service.runtime.db.read() as session:
        assert not await werkvoorraad.anything(session)
        assert (await session.execute(sa.select(t.boeking))).all() == []


@pytest.mark.both_databases
async def test_only_what_ended_in_between_expires(billing: Billing) -> None:
    """From the day on, before the other; each once."""
    rows = [(1, date(2026, 3, 30)), (2, date(2026, 3, 31)), (3, date(2026, 4, 1)), (4, None)]
    async with billing.service.runtime.db.begin() as session:
        for nummer, end in rows:
            await session.execute(sa.insert(t.toewijzing).values(_toewijzing(nummer, end)))
        await werkvoorraad.mark_expired(session, NOW, date(2026, 3, 31), date(2026, 4, 1))
        assert await werkvoorraad.take(session, 10) == [(GEMEENTE, 2)]
        await werkvoorraad.mark_open_ended(session, NOW)
        assert await werkvoorraad.take(session, 10) == [(GEMEENTE, 4)]
        await werkvoorraad.mark_all(session, NOW)
        assert [nummer for _, nummer in await werkvoorraad.take(session, 3)] == [1, 2, 3]
        await werkvoorraad.mark_all(session, NOW)
        assert [nummer for _, nummer in await werkvoorraad.take(session, 9)] == [1, 2, 3, 4]


def _toewijzing(nummer: int, end: date | None) -> dict[str, object]:
    return {
        "gemeentecode": GEMEENTE,
        "toewijzing_nummer": nummer,
        "versie": 1,
        "agb_code": "65656055",
        "client_pseudoniem": "a" * 32,
        "ingangsdatum": date(2026, 1, 1),
        "einddatum": end,
        "vastgesteld_op": NOW,
    }
