# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: the work of the night on lists, of which one keeps no other back."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from libs.common.clock import SimulatedClock
from libs.common.retention import keeper, opstellen, store
from libs.common.retention.lijst import Lijst
from libs.common.retention.uitvoeren import carry_out
from libs.common.retention.vernietiging import Vernietiging
from tests.archief import LISTS
from tests.referral.gezinnen import child
from tests.referral.harness import Referral, client_json
from tests.referral.messages import ANDERE_GEMEENTE, BSN
from tests.referral.vernietiging import LATER, Bureau, bureau_of

Make = Callable[..., httpx.AsyncClient]


@pytest.fixture
def bureau(client: Make, referral: Referral, clock: SimulatedClock) -> Bureau:
    return bureau_of(client, referral, clock)


@pytest.mark.both_databases
async def test_a_list_drawn_up_meanwhile_keeps_no_other_gemeente_from_its_own(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at once both see none open: the index refuses the second, and the night goes on."""
    for number in range(2):
        await child(bureau.referral, number)
    made = await bureau.referral.as_party(ANDERE_GEMEENTE).post("/clienten", json=client_json(BSN))
    assert made.status_code == 201, made.text
    bureau.clock.move_to(LATER)
    monkeypatch.setattr(opstellen, "MEESTE_REGELS", 1)
    assert (await bureau.anna.http.post(LISTS, json={})).status_code == 201

    async def none_yet(*_: object) -> bool:
        return False

    monkeypatch.setattr(store, "is_open", none_yet)

    drawn = await keeper.draw_up_all(bureau.rt.need_vernietiging())

    assert [one.gemeentecode for one in drawn] == [ANDERE_GEMEENTE]


async def test_a_list_that_fails_keeps_no_other_back(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = bureau.clock.today().isoformat()
    clients = [await child(bureau.referral, number) for number in range(2)]
    made = [await bureau.approve(clientId=one, verzochtOp=today) for one in clients]

    async def fails_first(v: Vernietiging, lijst: Lijst) -> AsyncIterator[str]:
        if lijst.id == made[0]["id"]:
            raise OSError("the disk is full")
        async for told in carry_out(v, lijst):
            yield told

    monkeypatch.setattr(keeper, "carry_out", fails_first)
    for _ in range(2):
        with pytest.raises(OSError, match="full"):
            await bureau.settle()

    assert [one["lijstId"] for one in await bureau.proofs()] == [made[1]["id"]]
