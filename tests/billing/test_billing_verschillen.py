# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What becomes known after the verdict: shown to both parties until it is made good."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import ClientGecorrigeerd, PgbVastgesteld, PlafondVastgesteld, Tarief
from libs.common.opvolging import keep_corrections
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.store import verschillen
from tests.billing.claims import AANBIEDER, GEMEENTE
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing
from tests.billing.messages import BSN, contract, product, pseudoniem, toewijzing
from tests.billing.story import Publish, a_claim, awarded, codes, month, tell

Client = Callable[..., httpx.AsyncClient]
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


async def _open(caller: httpx.AsyncClient, query: str = "") -> list[dict[str, Any]]:
    answer = await caller.get(f"/verschillen{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["resultaten"]
    return found


@pytest.mark.both_databases
async def test_a_tariff_that_came_late(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """Approved at 12.50, which is not the tariff any more; a credit makes it good."""
    assert await codes(known, a_claim(month(APRIL))) == [[]]
    assert await _open(known.gemeente) == []

    clock.move_to(clock.now() + timedelta(days=1))
    await tell(known, publish, product(bedrag=1300, versie=2))

    (found,) = await _open(known.gemeente)
    assert await _open(known.aanbieder) == [found]
    assert (found["bedrag"], found["toegekendToen"], found["toegekendNu"]) == (5000, True, False)
    assert (found["retourcodesToen"], found["retourcodesNu"]) == ([], ["0611"])
    assert "verwacht € 13,00" in found["bevindingenNu"][0]
    assert [r["retourcodes"] for r in await known.regels()] == [[]]

    of = {"credit": True, "vorig_referentie_nummer": found["referentieNummer"]}
    credit = month(APRIL, referentie_nummer="RN9", **of)
    assert await codes(known, a_claim(credit, number=2)) == [[]]
    assert await _open(known.gemeente) == []


@pytest.mark.both_databases
async def test_a_toewijzing_that_came_late(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """Refused for it; the aanbieder sees that the same line would be approved now, and sends it."""
    await tell(billing, publish, contract(), product())
    await billing.claim(a_claim(month(APRIL)))
    clock.move_to(clock.now() + timedelta(days=1))

    await tell(billing, publish, toewijzing())

    (found,) = await _open(billing.aanbieder)
    assert (found["retourcodesToen"], found["toegekendNu"]) == (["9338"], True)
    assert (found["retourcodesNu"], found["bevindingenNu"]) == ([], [])
    again = month(APRIL, referentie_nummer="RN2")
    assert await codes(billing, a_claim(again, number=2)) == [[]]
    assert await _open(billing.aanbieder) == []


async def test_a_ceiling_and_a_budget_that_came_late(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """Each by itself; what is taken back is no difference any more."""
    await tell(
        billing, publish, contract(), product(), awarded(code=None, omvang=None, budget=90_000)
    )
    await billing.claim(a_claim(month(APRIL)))
    clock.move_to(clock.now() + timedelta(days=1))
    ceiling = {"contract_id": "contract-1", "jaar": 2026, "agb_code": AANBIEDER}
    given = PgbVastgesteld(
        pgb_id="pgb-1",
        versie=1,
        gemeentecode=GEMEENTE,
        client_pseudoniem=pseudoniem(BSN),
        categorie="45",
        begindatum=date(2026, 4, 15),
        vastgesteld_op=datetime(2026, 11, 24, tzinfo=UTC),
    )

    await tell(billing, publish, PlafondVastgesteld(**ceiling, versie=1, bedrag=0))
    (found,) = await _open(billing.gemeente)
    since = found["sinds"]
    assert found["retourcodesNu"] == ["9369"]

    clock.move_to(clock.now() + timedelta(days=1))
    await tell(billing, publish, given)
    (found,) = await _open(billing.gemeente)
    assert (sorted(found["retourcodesNu"]), found["sinds"]) == (["9308", "9369"], since)

    taken_back = given.model_copy(update={"versie": 2, "einddatum": date(2026, 3, 31)})
    await tell(billing, publish, PlafondVastgesteld(**ceiling, versie=2, bedrag=9_000), taken_back)
    assert await _open(billing.gemeente) == []


async def test_who_sees_them(
    known: Billing, publish: Publish, clock: SimulatedClock, client: Client
) -> None:
    """The two parties, page by page; others see none."""
    lines = (month(APRIL), month(MAY, nummer=2, referentie_nummer="RN2"))
    assert await codes(known, a_claim(*lines)) == [[], []]
    clock.move_to(clock.now() + timedelta(days=1))
    await tell(known, publish, product(bedrag=1300, versie=2))
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)
    regio = client(known.service, OrgType.REGIO, "REG01", SCOPES)

    first = await known.gemeente.get("/verschillen?limit=1")
    assert [one["nummer"] for one in first.json()["resultaten"]] == [1]
    rest = await known.gemeente.get(first.links["next"]["url"].removeprefix("/v1"))
    assert [one["nummer"] for one in rest.json()["resultaten"]] == [2]
    assert await _open(other) == []
    assert (await regio.get("/verschillen")).status_code == 403
    assert (await known.gemeente.get("/verschillen?cursor=WzFd")).status_code == 400
    assert BSN not in first.text


async def test_a_version_that_came_while_a_message_was_judged(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """It found no line to mark; the line is found when it is booked."""
    await _judged_only(known)
    clock.move_to(clock.now() + timedelta(days=1))
    await publish(awarded(versie=2, reden_wijziging="13"))
    await _unmarked(known)

    await settle(known.service)

    assert [one["retourcodesNu"] for one in await _open(known.gemeente)] == [["9384"]]


@pytest.mark.both_databases
async def test_a_better_contract_that_came_while_a_message_was_judged(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """The line saw the product of the first; the night after, that of the second is found."""
    await _judged_only(known)
    second = {"contract_id": "contract-2", "geldig_van": date(2026, 3, 1)}
    dearer = {"contract_id": "contract-2", "product_id": "product-2"}
    await publish(
        contract().model_copy(update=second), product(bedrag=1300).model_copy(update=dearer)
    )
    await _unmarked(known)
    await settle(known.service)
    assert await _open(known.gemeente) == []

    clock.move_to(clock.now() + timedelta(days=1))
    await settle(known.service)

    assert [one["retourcodesNu"] for one in await _open(known.gemeente)] == [["0611"]]


async def test_a_night_looks_again_at_lines_of_products_that_came_alone(
    known: Billing, clock: SimulatedClock
) -> None:
    """Known for days, they are not judged again each night."""
    clock.move_to(clock.now() + timedelta(days=3))
    await settle(known.service)
    await known.claim(a_claim(month(APRIL)))
    since = clock.now() - timedelta(hours=24)

    async with known.service.runtime.db.begin() as session:
        await verschillen.mark_outdated_since(session, since, clock.now())
        assert not await verschillen.anything(session)
        await verschillen.mark_outdated_since(session, since - timedelta(days=3), clock.now())
        assert await verschillen.anything(session)


async def _judged_only(billing: Billing) -> None:
    """A claim over April, which is not booked yet."""
    assert (await billing.post(a_claim(month(APRIL)).xml())).status_code == 202
    loops = {loop.name: loop for loop in billing.service.loops}
    while await loops["consumer"].step() or await loops["mail"].step():
        pass


async def _unmarked(billing: Billing) -> None:
    """What was published is known, and found no line to mark."""
    loops = {loop.name: loop for loop in billing.service.loops}
    while await loops["consumer"].step():
        pass
    async with billing.service.runtime.db.begin() as session:
        for marks in (t.te_herbeoordelen, t.te_herwaarderen):
            await session.execute(sa.delete(marks))


RIGHT = pseudoniem("999900249")


def _corrected(clock: SimulatedClock) -> ClientGecorrigeerd:
    """The client of the toewijzing had a wrong BSN."""
    return ClientGecorrigeerd(
        correctie_id="correctie-1",
        versie=2,
        gemeentecode=GEMEENTE,
        client_pseudoniem=pseudoniem(BSN),
        opvolger=RIGHT,
        geboortemaand="2015-03",
        geslacht="2",
        gecorrigeerd_op=clock.now(),
    )


def _budget(clock: SimulatedClock) -> PgbVastgesteld:
    """Told under the right one."""
    return PgbVastgesteld(
        pgb_id="pgb-1",
        versie=1,
        gemeentecode=GEMEENTE,
        client_pseudoniem=RIGHT,
        categorie="45",
        begindatum=date(2026, 4, 15),
        vastgesteld_op=clock.now(),
    )


@pytest.mark.both_databases
async def test_a_budget_of_a_corrected_client(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """The toewijzing stays under the pseudonym of before."""
    assert await codes(known, a_claim(month(APRIL))) == [[]]
    clock.move_to(clock.now() + timedelta(minutes=1))
    await tell(known, publish, _corrected(clock))
    assert await _open(known.gemeente) == []

    await tell(known, publish, _budget(clock))

    assert [one["retourcodesNu"] for one in await _open(known.gemeente)] == [["9308"]]


@pytest.mark.both_databases
async def test_a_correction_touches_those_alone_whom_it_changes(billing: Billing) -> None:
    """Not all whom the gemeente ever corrected; told again it touches its own two."""
    told = {
        "ab": {"a", "b"},
        "cd": {"c", "d"},
        "be": {"a", "b", "e"},
        "fg": {"f", "g"},
    }
    start = datetime(2026, 6, 1, tzinfo=UTC)
    found: dict[str, list[set[str]]] = {}
    for _ in range(2):
        for day, pair in enumerate(told):
            row = {
                "correctie_id": pair,
                "bekend_op": start + timedelta(days=day),
                "gemeentecode": GEMEENTE,
                "client_pseudoniem": pair[0],
                "opvolger": pair[1],
            }
            async with billing.service.runtime.db.begin() as session:
                touched = await keep_corrections(session, t.CORRECTIES, [row])
            found.setdefault(pair, []).append(touched)

    assert found == {pair: [first, set(pair)] for pair, first in told.items()}


@pytest.mark.both_databases
async def test_a_correction_that_came_while_a_message_was_judged(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """With a budget under the new pseudonym: neither found a line to mark."""
    await _judged_only(known)
    await publish(_budget(clock), _corrected(clock))
    await _unmarked(known)

    await settle(known.service)

    assert [one["retourcodesNu"] for one in await _open(known.gemeente)] == [["9308"]]


@pytest.mark.both_databases
async def test_a_difference_is_carried_along_to_the_lines_after_it(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """12 h in all, at 13.00 until April and 12.50 from then on, as became known late. The first 8 h
    were refused for their tariff and the next 8 h approved; with the first approved the next do not
    fit (9322). A later version takes it back: then nothing is otherwise."""
    await tell(billing, publish, contract(), product(), toewijzing(omvang=(12, "04", "6")))
    dear = {"volume": 8, "tarief": 1300, "bedrag": 10_400}
    fair = {"volume": 8, "bedrag": 10_000, "referentie_nummer": "RN2"}
    assert await codes(billing, a_claim(month(APRIL, **dear))) == [["0611"]]
    assert await codes(billing, a_claim(month(MAY, **fair), number=2)) == [[]]
    clock.move_to(clock.now() + timedelta(days=1))
    raised = (
        Tarief(bedrag=1300, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 4, 30)),
        Tarief(bedrag=1250, geldig_van=MAY),
    )

    await tell(billing, publish, product(versie=2).model_copy(update={"tarieven": raised}))

    found = [
        (one["referentieNummer"], one["retourcodesNu"]) for one in await _open(billing.gemeente)
    ]
    assert found == [("RN1", []), ("RN2", ["9322"])]
    clock.move_to(clock.now() + timedelta(days=1))
    await tell(billing, publish, product(versie=3))
    assert await _open(billing.gemeente) == []


@pytest.mark.both_databases
async def test_a_difference_under_a_ceiling_is_carried_along(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """A ceiling of 150 euro and two lines of 104 and 100: once the first counts, the second is over
    it (9369)."""
    generic = {"omvang": None, "code": None}
    ceiling = PlafondVastgesteld(
        contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=15_000
    )
    await tell(billing, publish, contract(), product(), awarded(**generic), ceiling)
    dear = {"volume": 8, "tarief": 1300, "bedrag": 10_400}
    fair = {"volume": 8, "bedrag": 10_000, "referentie_nummer": "RN2"}
    assert await codes(billing, a_claim(month(APRIL, **dear))) == [["0611"]]
    assert await codes(billing, a_claim(month(MAY, **fair), number=2)) == [[]]
    clock.move_to(clock.now() + timedelta(days=1))
    raised = (
        Tarief(bedrag=1300, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 4, 30)),
        Tarief(bedrag=1250, geldig_van=MAY),
    )

    await tell(billing, publish, product(versie=2).model_copy(update={"tarieven": raised}))

    found = [
        (one["referentieNummer"], one["retourcodesNu"]) for one in await _open(billing.gemeente)
    ]
    assert found == [("RN1", []), ("RN2", ["9369"])]
