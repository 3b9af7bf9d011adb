# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-11 through events, messages and HTTP: the ledger follows, in whatever order they come."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from itertools import permutations
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    LeveringGemeld,
    ToewijzingVastgesteld,
)
from libs.common.contracts.base import Envelope
from libs.common.runtime import settle
from services.billing import tables as t
from tests.billing.claims import AANBIEDER, GEMEENTE
from tests.billing.conftest import Publish
from tests.billing.grootboek import HOURS_A_MONTH, a_claim, a_credit, ended, told
from tests.billing.harness import Billing
from tests.billing.messages import contract, product, toewijzing

Client = Callable[..., httpx.AsyncClient]
SCOPES = ("verplichtingen:lezen",)
YEAR = "/verplichtingen?van=2026-01&tot=2026-12"
TODAY = date(2026, 11, 23)


@pytest.fixture
def treasurer(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The gemeente that looks at its obligations."""
    return client(billing.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)


async def shown(caller: httpx.AsyncClient, path: str = YEAR) -> list[dict[str, Any]]:
    """All pages."""
    found: list[dict[str, Any]] = []
    answer = await caller.get(path)
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()["resultaten"]
        if "next" not in answer.links:
            return found
        answer = await caller.get(answer.links["next"]["url"].removeprefix("/v1"))


async def totals(caller: httpx.AsyncClient) -> dict[str, int]:
    """Cents by kind over the year."""
    rows = await shown(caller)
    kinds = ("toegewezen", "gewijzigd", "vrijgevallen", "goedgekeurd", "gecrediteerd", "open")
    return {kind: sum(row[kind] for row in rows) for kind in kinds}


async def balances(billing: Billing) -> dict[tuple[Any, ...], int]:
    """What each cell comes to, without the cells that were taken back."""
    b = t.boeking.c
    cel = (b.toewijzing_nummer, b.maand, b.soort, b.oorzaak_soort)
    async with billing.service.runtime.db.read() as session:
        rows = await session.execute(sa.select(*cel, sa.func.sum(b.bedrag)).group_by(*cel))
        return {tuple(row[:4]): int(row[4]) for row in rows if row[4]}


@pytest.mark.both_databases
async def test_from_award_to_credit(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Awarded 12 x 4 hours at 12.50; April claimed, then credited; stopped at the end of June."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await settle(billing.service)
    assert await totals(treasurer) == _sums(toegewezen=60_000, open=60_000)

    await billing.claim(a_claim())
    assert await totals(treasurer) == _sums(toegewezen=60_000, goedgekeurd=5_000, open=55_000)

    await billing.claim(a_credit())
    await publish(ended(date(2026, 6, 30)))
    await settle(billing.service)
    assert await totals(treasurer) == _sums(
        toegewezen=60_000, vrijgevallen=30_000, goedgekeurd=5_000, gecrediteerd=5_000, open=30_000
    )

    april = (await shown(treasurer, "/verplichtingen?van=2026-04&tot=2026-04"))[0]
    assert april == {
        "maand": "2026-04",
        "gemeentecode": GEMEENTE,
        "agbCode": AANBIEDER,
        "segment": "45",
        **_sums(toegewezen=5_000, goedgekeurd=5_000, gecrediteerd=5_000, open=5_000),
    }


@pytest.mark.both_databases
async def test_each_entry_says_what_caused_it(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())
    declaratie = (await billing.declaraties())[0]["id"]

    rows = await shown(treasurer, f"/verplichtingen/{GEMEENTE}/10072/boekingen?limit=5")

    april = {row["soort"]: row for row in rows if row["maand"] == "2026-04"}
    assert (len(rows), len(april)) == (13, 2)
    claimed, awarded = april["goedgekeurd"], april["toegewezen"]
    assert (claimed["oorzaakSoort"], claimed["oorzaak"]) == ("declaratie", declaratie)
    assert claimed["berichtId"] == (await billing.declaraties())[0]["berichtId"]
    assert awarded["berichtId"] is None
    assert (claimed["debet"], claimed["credit"]) == ("realisatie", "verplichting")
    assert awarded["oorzaak"] == f"{GEMEENTE}/10072/v1"
    events = await _event_ids(billing, ToewijzingVastgesteld.topic)
    assert ([awarded["gebeurtenisId"]], claimed["gebeurtenisId"]) == (events, None)
    assert (awarded["bedrag"], awarded["volgnummer"], awarded["storno"]) == (5_000, 1, False)


@pytest.mark.both_databases
async def test_every_kind_of_cause_has_its_event(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish, clock: SimulatedClock
) -> None:
    """A toewijzing before its contract, a tariff that comes later, and a stop."""
    now = clock.now()
    for minutes, event in enumerate(
        (
            toewijzing(omvang=HOURS_A_MONTH),
            product(),
            contract(),
            product(bedrag=1300, versie=2),
            ended(date(2026, 10, 31)),
        )
    ):
        await publish(event, op=now - timedelta(hours=1) + timedelta(minutes=minutes))
    await settle(billing.service)

    rows = await shown(treasurer, f"/verplichtingen/{GEMEENTE}/10072/boekingen?limit=5")

    behind = {row["oorzaakSoort"]: row["gebeurtenisId"] for row in rows}
    by_topic = {
        "contract": ContractVastgesteld.topic,
        "contractproduct": ContractproductVastgesteld.topic,
        "levering": LeveringGemeld.topic,
    }
    assert behind.keys() <= by_topic.keys() | {"toewijzing"}
    assert {"contract", "contractproduct", "levering"} <= behind.keys(), behind
    for kind, topic in by_topic.items():
        assert behind[kind] in await _event_ids(billing, topic), kind


@pytest.mark.both_databases
async def test_a_toewijzing_without_volume_or_budget_is_worth_what_is_approved(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Aspecific: nothing is open before a claim, after it and after its credit."""
    aspecific = toewijzing(omvang=None).model_copy(update={"code": None})
    await publish(contract(), product(), aspecific)
    await settle(billing.service)
    assert await shown(treasurer) == []

    await billing.claim(a_claim())
    (after,) = await shown(treasurer)
    await billing.claim(a_credit())
    (credited,) = await shown(treasurer)

    assert (after["toegewezen"], after["goedgekeurd"], after["open"]) == (5_000, 5_000, 0)
    assert (credited["toegewezen"], credited["gecrediteerd"], credited["open"]) == (0, 5_000, 0)
    assert len(await told(billing)) == 1


@pytest.mark.both_databases
async def test_one_of_before_that_is_put_right_by_the_migration(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """It did not follow its claims then and is overspent, beside one that has 600 euro."""
    aspecific = toewijzing(omvang=None).model_copy(update={"code": None})
    await publish(contract(), product(), aspecific, toewijzing(10073, omvang=HOURS_A_MONTH))
    await settle(billing.service)
    async with billing.service.runtime.db.begin() as session:
        await session.execute(sa.update(t.verplichting).values(afgelopen=False))
    await billing.claim(a_claim())
    before = (await totals(treasurer))["open"]

    async with billing.service.runtime.db.begin() as session:
        await (await session.connection()).run_sync(_mark_by_migration)
        marked = list(await session.scalars(sa.select(t.te_boeken.c.toewijzing_nummer)))
    await settle(billing.service)

    after = (await totals(treasurer))["open"]
    assert (before, marked, after) == (55_000, [10072], 60_000)


def _mark_by_migration(connection: sa.Connection) -> None:
    module = "services.billing.migrations.versions.0029_awards_worth_what_is_approved"
    with Operations.context(MigrationContext.configure(connection)):
        import_module(module).upgrade()


async def _event_ids(billing: Billing, topic: str) -> list[str]:
    """Of all that was published there."""
    reader = await billing.service.runtime.log.subscribe("test", [topic])
    found = [Envelope.from_bytes(one.payload).id for one in await reader.fetch(100)]
    await reader.close()
    return found


async def test_a_changed_past_is_taken_back_and_booked_anew(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """A stop that turns out to be a month later: what was released too much comes back."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await publish(ended(date(2026, 10, 31)))
    await settle(billing.service)

    await publish(ended(date(2026, 11, 30), versie=3))
    await settle(billing.service)

    rows = await shown(treasurer, f"/verplichtingen/{GEMEENTE}/10072/boekingen?limit=500")
    released = [
        (r["maand"], r["bedrag"], r["storno"]) for r in rows if r["soort"] == "vrijgevallen"
    ]
    assert sorted(released) == [
        ("2026-11", -5_000, True),
        ("2026-11", 5_000, False),
        ("2026-12", -5_000, True),
        ("2026-12", 5_000, False),
        ("2026-12", 5_000, False),
    ]
    assert (await totals(treasurer))["vrijgevallen"] == 5_000


async def test_a_late_credit_corrects_what_expired(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish, clock: SimulatedClock
) -> None:
    """The last obligation expired; then April is credited, and that is released too."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())
    clock.move_to(clock.now() + timedelta(days=365 + 60))
    await settle(billing.service)
    assert await totals(treasurer) == _sums(
        toegewezen=60_000, vrijgevallen=55_000, goedgekeurd=5_000, open=0
    )

    await billing.claim(a_credit())

    assert await totals(treasurer) == _sums(
        toegewezen=60_000, vrijgevallen=60_000, goedgekeurd=5_000, gecrediteerd=5_000, open=0
    )


async def test_any_order_gives_the_same_balances(billing: Billing, publish: Publish) -> None:
    """Versions, prices and deliveries in every order, each twice."""
    events = (
        toewijzing(omvang=HOURS_A_MONTH),
        toewijzing(omvang=(6, "04", "4"), versie=2),
        product(),
        contract(),
        ended(date(2026, 6, 30)),
    )
    found = []
    for number, order in enumerate(list(permutations(range(len(events))))[::17]):
        nummer = 20_000 + number
        for place in (*order, *order):
            event = events[place]
            if hasattr(event, "toewijzing_nummer"):
                event = event.model_copy(update={"toewijzing_nummer": nummer})
            await publish(event)
            await settle(billing.service)
        mine = {k[1:]: b for k, b in (await balances(billing)).items() if k[0] == nummer}
        found.append(mine)
    # The prices are there from the first round on, so that a later one is valued by its version.
    totals = [_by_kind(cells) for cells in found]
    assert totals == [{"verplicht": 90_000, "vrijgevallen": 45_000}] * len(totals)


async def test_nothing_is_booked_twice(billing: Billing, publish: Publish) -> None:
    """Not by a loop that forgot how far it was, nor by marks on everything."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await billing.claim(a_claim())
    before = await _rows(billing)

    async with billing.service.runtime.db.begin() as session:
        await session.execute(sa.delete(t.grootboek_stand))
    await settle(billing.service)

    assert (await _rows(billing), before) == (13, 13)


@pytest.mark.both_databases
async def test_an_invoice_about_a_client_without_bsn(
    billing: Billing, publish: Publish, treasurer: httpx.AsyncClient, client: Client
) -> None:
    """B-13: it is spent from what was awarded on its reference."""
    await publish(contract(), product())
    await publish(toewijzing(bsn=f"kenmerk/{GEMEENTE}/K-17", omvang=HOURS_A_MONTH))
    await settle(billing.service)
    sender = client(billing.service, OrgType.AANBIEDER, AANBIEDER, ("facturen:indienen",))
    regel = {
        "referentieNummer": "F1",
        "toewijzingNummer": 10072,
        "categorie": "45",
        "code": "45A03",
        "periodeBegin": "2026-04-01",
        "periodeEind": "2026-04-30",
        "volume": 4,
        "eenheid": "04",
        "tarief": 1250,
        "bedrag": 5000,
    }
    factuur = {
        "gemeentecode": GEMEENTE,
        "factuurnummer": "2026-0001",
        "kenmerk": "K-17",
        "bsn": None,
        "dagtekening": "2026-05-04",
        "regels": [regel],
    }
    assert (await sender.post("/facturen", json=factuur)).json()["totaalToegekend"] == 5_000
    await settle(billing.service)

    rows = await shown(treasurer)
    spent = {row["maand"]: row["toegewezen"] - row["open"] for row in rows if row["goedgekeurd"]}
    assert (spent, {row["segment"] for row in rows}) == ({"2026-04": 5_000}, {"45"})
    assert len(await told(billing)) == 1


async def test_who_may_look(
    billing: Billing, client: Client, publish: Publish, treasurer: httpx.AsyncClient
) -> None:
    """Both parties see it, others do not."""
    await publish(contract(), product(), toewijzing(omvang=HOURS_A_MONTH))
    await settle(billing.service)
    aanbieder = client(billing.service, OrgType.AANBIEDER, AANBIEDER, SCOPES)
    others = [
        client(billing.service, OrgType.AANBIEDER, "12345678", SCOPES),
        client(billing.service, OrgType.GEMEENTE, "0307", SCOPES),
    ]
    entries = f"/verplichtingen/{GEMEENTE}/10072/boekingen"

    assert len(await shown(aanbieder)) == len(await shown(treasurer)) == 12
    assert len(await shown(aanbieder, f"{YEAR}&limit=5")) == 12
    assert (await aanbieder.get(entries)).status_code == 200
    for other in others:
        assert await shown(other) == []
        assert (await other.get(entries)).status_code == 404
    assert await shown(treasurer, f"{YEAR}&segment=45&aanbieder=12345678") == []


@pytest.mark.parametrize(
    "query",
    ["van=2026-02&tot=2026-01", "van=2026-13&tot=2026-12", "van=2026-01&tot=2026-02&cursor=WzFd"],
)
async def test_questions_that_make_no_sense(treasurer: httpx.AsyncClient, query: str) -> None:
    answer = await treasurer.get(f"/verplichtingen?{query}")

    assert answer.status_code == 400
    assert answer.json()["invalidParams"]


def _sums(**given: int) -> dict[str, int]:
    kinds = ("toegewezen", "gewijzigd", "vrijgevallen", "goedgekeurd", "gecrediteerd", "open")
    return {kind: given.get(kind, 0) for kind in kinds}


def _by_kind(cells: dict[tuple[Any, ...], int]) -> dict[str, int]:
    found = {"verplicht": 0, "vrijgevallen": 0}
    for (_, soort, _), bedrag in cells.items():
        found["vrijgevallen" if soort == "vrijgevallen" else "verplicht"] += bedrag
    return found


async def _rows(billing: Billing) -> int:
    async with billing.service.runtime.db.read() as session:
        return int(await session.scalar(sa.select(sa.func.count()).select_from(t.boeking)) or 0)


async def test_b_11_the_segment_is_what_contracts_say(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Per segment: of category 45 that of its product; what became known last counts."""
    said = {"segment": "ambulant"}
    await publish(contract(), product().model_copy(update=said), toewijzing(omvang=HOURS_A_MONTH))
    await settle(billing.service)

    rows = await shown(treasurer)
    assert {row["segment"] for row in rows} == {"ambulant"}
    assert sum(row["toegewezen"] for row in rows) == 60_000
    assert await shown(treasurer, f"{YEAR}&segment=ambulant") == rows
    assert await shown(treasurer, f"{YEAR}&segment=45") == []
