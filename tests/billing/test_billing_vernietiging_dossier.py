# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: what is decided on the file of a client reaches what billing keeps of the client."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import httpx
import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    BewaarplichtVastgesteld,
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
)
from services.billing import tables as t
from tests.billing.claims import GEMEENTE
from tests.billing.conftest import Publish
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, pseudoniem
from tests.billing.vernietiging import (
    BOTH,
    LATER,
    Bureau,
    bureau_of,
    pseudonyms,
    traces,
)

Make = Callable[..., httpx.AsyncClient]


@pytest.fixture
def bureau(client: Make, known: Billing, clock: SimulatedClock) -> Bureau:
    return bureau_of(client, known, clock)


def a_hold(versie: int = 1, opgeheven_op: datetime | None = None) -> BewaarplichtVastgesteld:
    """On the file of the first client, until it is lifted."""
    return BewaarplichtVastgesteld(
        bewaarplicht_id="hold-1",
        versie=versie,
        gemeentecode=GEMEENTE,
        client_pseudoniem=pseudoniem(BSN),
        reden="lopende-procedure",
        sinds=date(2026, 11, 1),
        opgelegd_op=datetime(2026, 11, 1, tzinfo=UTC),
        opgeheven_op=opgeheven_op,
    )


@pytest.mark.both_databases
async def test_a_hold_on_the_file_holds_what_was_claimed(bureau: Bureau, publish: Publish) -> None:
    """Until it is lifted there; in whatever order that is told."""
    rt = bureau.rt
    await bureau.billing.claim(BOTH)
    await publish(a_hold())
    await bureau.destroy(await bureau.later())
    assert await traces(rt, OTHER_BSN) == set()
    assert "declaratie_client.bsn_verzegeld" in await traces(rt, BSN)
    (held,) = (await bureau.anna.http.get("/bewaarplichten")).json()["resultaten"]
    here = await bureau.anna.http.post(
        f"/bewaarplichten/{held['id']}/_opheffen", headers={"If-Match": '"1"'}
    )
    assert (here.status_code, here.json()["code"]) == (409, "elders-opgelegd")

    await publish(a_hold(2, LATER), a_hold())
    await bureau.settle()
    await bureau.destroy(await bureau.draw_up())

    assert await traces(rt, BSN) == set()


@pytest.mark.both_databases
async def test_a_hold_that_was_lifted_takes_nobody_off_a_list(
    bureau: Bureau, publish: Publish
) -> None:
    """It was told that it was lifted before it was told that it was placed."""
    await bureau.billing.claim(BOTH)
    await bureau.destroy(await bureau.later())
    lijst = await bureau.draw_up(categorie="aanspraken")

    await publish(a_hold(2, LATER), a_hold())
    await bureau.settle()

    states = [one["toestand"] for one in await bureau.anna.regels(lijst)]
    assert states == ["open", "open"]


@pytest.mark.both_databases
async def test_a_hold_holds_what_was_claimed_under_the_wrong_bsn(
    bureau: Bureau, publish: Publish
) -> None:
    """It is on who the client is now; and on a list that was approved before."""
    right = "f" * 32
    await bureau.billing.claim(BOTH)
    await publish(
        ClientGecorrigeerd(
            correctie_id="c1",
            versie=2,
            gemeentecode=GEMEENTE,
            client_pseudoniem=pseudoniem(BSN),
            opvolger=right,
            geboortemaand="2015-03",
            geslacht="2",
            gecorrigeerd_op=bureau.clock.now(),
        )
    )
    lijst = await bureau.later()
    await bureau.approve(lijst)
    await publish(a_hold().model_copy(update={"client_pseudoniem": right}))
    (consumer,) = [loop for loop in bureau.billing.service.loops if loop.name == "consumer"]
    while await consumer.step():
        pass

    await bureau.settle()

    states = [one["toestand"] for one in await bureau.anna.regels(lijst)]
    assert sorted(states) == ["opgeschort", "vernietigd"]
    assert "declaratie_client.bsn_hash" in await traces(bureau.rt, BSN)


@pytest.mark.both_databases
async def test_whose_file_was_destroyed_is_renamed_in_our_events(
    bureau: Bureau, publish: Publish, clock: SimulatedClock
) -> None:
    """What was told until then of this gemeente; what is kept for the accounts stays as it is."""
    rt, billing = bureau.rt, bureau.billing
    await billing.claim(BOTH)
    for gemeentecode, vervangend in ((GEMEENTE, "c" * 32), ("0307", "d" * 32)):
        await publish(
            ClientgegevensVernietigd(
                vernietiging_id=f"v-{gemeentecode}",
                gemeentecode=gemeentecode,
                client_pseudoniem=pseudoniem(BSN),
                vervangend_pseudoniem=vervangend,
                categorie="clientdossier",
                grond="verzoek",
                vernietigd_op=clock.today(),
            )
        )

    await bureau.settle()

    outbox = t.MECHANICS.outbox.outbox
    async with rt.db.read() as session:
        keys = {*await session.scalars(sa.select(outbox.c.key))}
        text = "".join(await session.scalars(sa.select(outbox.c.envelope)))
        left = (await session.scalars(sa.select(t.te_vervangen.c.vernietiging_id))).all()
    assert keys >= {"c" * 32, pseudoniem(OTHER_BSN)}
    assert "c" * 32 in text
    assert pseudoniem(BSN) not in text
    assert "d" * 32 not in text
    assert left == []
    assert "toewijzing.client_pseudoniem" in await pseudonyms(rt, BSN)
