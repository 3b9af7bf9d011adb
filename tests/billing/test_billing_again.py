# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A verdict can be given again: the same as then, and what later knowledge would change."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import PgbVastgesteld, PlafondVastgesteld
from libs.common.runtime import settle
from services.billing import tables as t
from tests.billing.claims import AANBIEDER, GEMEENTE
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, product, pseudoniem, toewijzing
from tests.billing.story import Publish, a_claim, awarded, month, tell

Client = Callable[..., httpx.AsyncClient]
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


async def _again(billing: Billing, declaratie: str, moment: datetime | None = None) -> Any:
    body = {"peilmoment": moment.isoformat()} if moment else {}
    answer = await billing.gemeente.post(f"/declaraties/{declaratie}/_herbeoordeel", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _rows(billing: Billing) -> dict[str, list[Any]]:
    """All that stands there, but for the log, which says that somebody looked."""
    async with billing.service.runtime.db.read() as session:
        return {
            table.name: sorted(map(repr, await session.execute(sa.select(table))))
            for table in t.metadata.sorted_tables
            if not table.name.startswith("verwerking")
        }


async def _a_month_of_claims(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> Sequence[str]:
    """Claims that lean on each other: volume, references, a credit, a ceiling; ids in order."""
    total = {"omvang": None, "code": None, "budget": 25_000}
    await tell(
        billing,
        publish,
        contract(),
        product(),
        product("45A04", 1500),
        awarded(**total),
        toewijzing(10074, bsn=OTHER_BSN, omvang=(12, "04", "6")),
        PlafondVastgesteld(
            contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=21_000
        ),
    )
    other = {"toewijzing_nummer": 10074}
    eight = {"volume": 8, "bedrag": 10_000}
    credit = {"credit": True, "vorig_referentie_nummer": "A1"}
    claims = [
        Claim(
            {
                BSN: [month(APRIL, referentie_nummer="A1", **eight)],
                OTHER_BSN: [month(APRIL, nummer=2, referentie_nummer="A2", **other, **eight)],
            },
            "ID1",
            "DN1",
        ),
        a_claim(month(MAY, referentie_nummer="A1"), number=2),
        a_claim(month(MAY, referentie_nummer="B1", **eight), number=3),
        a_claim(
            month(JUNE, referentie_nummer="C1", volume=1, bedrag=1250),
            month(APRIL, nummer=2, referentie_nummer="C2", **eight, **credit),
            number=4,
        ),
        a_claim(month(JUNE, referentie_nummer="D1", **other, **eight), number=5, bsn=OTHER_BSN),
        a_claim(month(JUNE, referentie_nummer="E1"), number=6, bsn=OTHER_BSN),
    ]
    for claim in claims:
        await billing.claim(claim)
        clock.move_to(clock.now() + timedelta(minutes=5))
    return [d["id"] for d in reversed(await billing.declaraties())]


@pytest.mark.both_databases
async def test_the_same_answer_as_then_whatever_came_later(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """Each of six declaraties that lean on each other, after every source has changed."""
    judged = await _a_month_of_claims(billing, publish, clock)
    then = clock.now()
    clock.move_to(then + timedelta(days=1))
    await tell(
        billing,
        publish,
        awarded(versie=2, reden_wijziging="13"),
        toewijzing(10074, bsn=BSN, versie=2),
        product(bedrag=1300, versie=2),
        contract(versie=2, gemeenten=("0327",)),
        PlafondVastgesteld(
            contract_id="contract-1", jaar=2026, versie=2, agb_code=AANBIEDER, bedrag=0
        ),
    )
    codes = [r for d in judged for r in await _codes(billing, d)]
    assert codes == [[], [], ["8021", "9369"], ["9369"], [], [], ["9322"], ["0233"]]
    before = await _rows(billing)

    for declaratie in judged:
        as_judged = await _again(billing, declaratie)
        assert (as_judged["gelijk"], as_judged["verschillen"]) == (True, [])
        assert as_judged["toegekendToen"] == as_judged["toegekendNu"]
        assert (await _again(billing, declaratie, then))["gelijk"]
    assert await _rows(billing) == before


@pytest.mark.both_databases
async def test_what_was_recorded_before_a_verdict_and_told_after_it_was_not_seen(
    billing: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """A pgb, a ceiling, a first toewijzing, a product and a price, all of a minute before."""
    await tell(billing, publish, contract(), product(), toewijzing(), toewijzing(10074))
    lines = [
        month(APRIL, referentie_nummer="A1"),
        month(APRIL, nummer=2, referentie_nummer="A2", toewijzing_nummer=10075),
        month(APRIL, nummer=3, referentie_nummer="A3", toewijzing_nummer=10074, code="45A04"),
    ]
    before = clock.now()
    clock.move_to(before + timedelta(minutes=5))
    await billing.claim(a_claim(*lines))
    (declaratie,) = [d["id"] for d in await billing.declaraties()]
    codes = await _codes(billing, declaratie)
    assert codes == [[], ["9338"], ["9340", "S329"]]
    await publish(
        a_pgb(),
        PlafondVastgesteld(
            contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=0
        ),
        toewijzing(10075),
        product("45A04", 1250),
        product(bedrag=1300, versie=2),
        awarded(versie=2, code=None, omvang=None, budget=1),
        op=before,
    )
    clock.move_to(clock.now() + timedelta(days=1))
    await settle(billing.service)

    as_judged = await _again(billing, declaratie)
    as_known = await _again(billing, declaratie, clock.now())

    assert (as_judged["gelijk"], as_judged["verschillen"]) == (True, [])
    assert as_known["aantalVerschillen"] == 3


def a_pgb() -> PgbVastgesteld:
    """Of the first client, since half April."""
    return PgbVastgesteld(
        pgb_id="pgb-1",
        versie=1,
        gemeentecode=GEMEENTE,
        client_pseudoniem=pseudoniem(BSN),
        categorie="45",
        begindatum=date(2026, 4, 15),
        vastgesteld_op=datetime(2026, 11, 25, tzinfo=UTC),
    )


async def _codes(billing: Billing, declaratie: str) -> list[list[str]]:
    found = (await billing.gemeente.get(f"/declaraties/{declaratie}/regels")).json()
    return [regel["retourcodes"] for regel in found["resultaten"]]


async def test_what_later_knowledge_would_change(
    known: Billing, publish: Publish, clock: SimulatedClock
) -> None:
    """A tariff and a budget that came late, seen from two moments; the verdict itself stays."""
    await known.claim(a_claim(month(APRIL)))
    (declaratie,) = [d["id"] for d in await known.declaraties()]
    clock.move_to(clock.now() + timedelta(days=1))
    await tell(known, publish, product(bedrag=1300, versie=2))
    tariff_known = clock.now()
    clock.move_to(clock.now() + timedelta(days=1))
    await tell(known, publish, a_pgb())

    one = await _again(known, declaratie, tariff_known)
    assert (one["gelijk"], one["aantalVerschillen"], one["aantalRegels"]) == (False, 1, 1)
    (verschil,) = one["verschillen"]
    assert (verschil["retourcodesToen"], verschil["retourcodesNu"]) == ([], ["0611"])
    assert (one["toegekendToen"], one["toegekendNu"]) == (5000, 0)
    assert verschil["bevindingenNu"] == [
        "Gedeclareerd tarief € 12,50, verwacht € 13,00 (contracttarief € 13,00 per uur "
        "vanaf 1 januari 2026)."
    ]
    (verschil,) = (await _again(known, declaratie, clock.now()))["verschillen"]
    assert verschil["retourcodesNu"] == ["0611", "9308"]
    assert (await _again(known, declaratie))["gelijk"]
    assert BSN not in str(one)


async def test_before_anything_was_known(known: Billing, clock: SimulatedClock) -> None:
    """As of a moment before the first event there was no toewijzing and no contract."""
    await known.claim(a_claim(month(APRIL)))
    (declaratie,) = [d["id"] for d in await known.declaraties()]

    early = await _again(known, declaratie, clock.now() - timedelta(days=1))

    (verschil,) = early["verschillen"]
    assert verschil["retourcodesNu"] == ["9338", "S329"]


async def test_who_may_ask(known: Billing, client: Client) -> None:
    """The gemeente that pays and beheer."""
    await known.claim(a_claim(month(APRIL)))
    (lines,) = (d["id"] for d in await known.declaraties())
    path = f"/declaraties/{lines}/_herbeoordeel"
    beheer = client(known.service, OrgType.BEHEER, "beheer", SCOPES)
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)

    assert (await beheer.post(path, json={})).json()["gelijk"] is True
    assert (await other.post(path, json={})).status_code == 404
    assert (await known.aanbieder.post(path, json={})).status_code == 403
    naive = await known.gemeente.post(path, json={"peilmoment": "2026-05-01T00:00:00"})
    assert naive.status_code == 400
