# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a chain shows of who writes without its key, and what the logs show besides."""

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from libs.common.ids import new_id
from libs.common.logboek import Betrokkene, Breach, note
from tests.e2e.conftest import GEMEENTE, Region
from tests.e2e.test_logboek import chain_of, command, kept, runtime


@pytest.mark.both_databases
async def test_a_copy_of_an_action_is_no_action(region: Region, database_kind: str) -> None:
    """Who has no key can give a row the next number, and not a seal that fits there."""
    rt = runtime(region)
    await kept(rt, 3)
    t = rt.need_logboek().tables.verwerking
    async with rt.db.begin() as session:
        row = (await session.execute(sa.select(t).where(t.c.volgnummer == 3))).mappings().one()
        copied = {**row, "id": new_id(), "volgnummer": 4}
        await session.execute(sa.insert(t).values(copied))

    found = [one async for one in chain_of(rt).verify() if isinstance(one, Breach)]

    assert [f"{one.at} {one.why}" for one in found] == ["4 was changed"]


@pytest.mark.both_databases
async def test_an_end_that_was_cut_off_and_grown_again_shows_against_what_was_written_down(
    region: Region, database_kind: str
) -> None:
    """The chain itself holds then; so each end goes to the log, which is kept elsewhere."""
    rt = runtime(region)
    with capture_logs() as lines:
        await kept(rt, 5)
    (told,) = [line for line in lines if line["event"] == "log_chained"]
    t = rt.need_logboek().tables
    async with rt.db.begin() as session:
        for number in (4, 5):
            gone = sa.select(t.verwerking.c.id).where(t.verwerking.c.volgnummer == number)
            await session.execute(
                sa.delete(t.betrokkene).where(t.betrokkene.c.verwerking_id.in_(gone))
            )
            await session.execute(
                sa.delete(t.verwerking).where(t.verwerking.c.volgnummer == number)
            )
    for _ in range(3):
        async with rt.db.begin() as session:
            note(session, [Betrokkene(GEMEENTE, "d" * 32)])
    await chain_of(rt).step()

    assert (await command(rt, "verify"))[0] == "6 actions in the chain"
    end = (told["number"], told["seal"])
    found = [one async for one in chain_of(rt).verify(end) if isinstance(one, Breach)]
    assert [f"{one.at} {one.why}" for one in found] == ["5 is not as it was written down"]
