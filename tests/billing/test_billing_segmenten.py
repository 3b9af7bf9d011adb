# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-11 per segment: what is claimed on a generic toewijzing counts where it was claimed."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from libs.common.added_only import release
from libs.common.auth import OrgType
from libs.common.contracts import ContractproductVastgesteld, ToewijzingVastgesteld
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.domain.grootboek import Boeking, Cel, Geboekt, Oorzaak, boekingen
from services.billing.rules.vrijval import verplaatst
from services.billing.store import werkvoorraad
from tests.billing.claims import GEMEENTE, a_regel
from tests.billing.conftest import Publish
from tests.billing.grootboek import told
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, toewijzing
from tests.billing.obligations import some_facts

Client = Callable[..., httpx.AsyncClient]
SCOPES = ("verplichtingen:lezen",)
YEAR = "/verplichtingen?van=2026-01&tot=2026-12&limit=500"
ENTRIES = f"/verplichtingen/{GEMEENTE}/10072/boekingen?limit=500"
OTHER = {"categorie": "43", "code": "43A04"}
FINE = ["the ledger is what its sources say, to the cent"]


@pytest.fixture
def treasurer(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The gemeente that looks at its obligations."""
    return client(billing.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)


def other_product() -> ContractproductVastgesteld:
    """In the segment verblijf."""
    changes = OTHER | {"product_id": "product-43A04", "segment": "verblijf"}
    return product().model_copy(update=changes)


def generic(versie: int = 1, **changes: Any) -> ToewijzingVastgesteld:
    """1 200 euro for the year, whatever the help."""
    open_to_all = {"categorie": None, "code": None, "omvang": None, "budget": 120_000}
    return toewijzing(versie=versie).model_copy(update=open_to_all | changes)


def lines(number: int, *changes: dict[str, Any], credit: bool = False) -> Claim:
    """A declaratie with a line of 50 euro for each, on toewijzing 10072; or credits of those."""
    regels = []
    for nummer, change in enumerate(changes, start=1):
        own: dict[str, Any] = {"nummer": nummer, "referentie_nummer": f"RN{number}{nummer}"}
        if credit:
            own |= {"credit": True, "vorig_referentie_nummer": f"RN1{nummer}"}
        regels.append(a_regel(**(own | change)))
    return Claim({BSN: regels}, f"ID{number}", f"DN{number}")


async def per_segment(caller: httpx.AsyncClient) -> dict[str, dict[str, int]]:
    """What counts in the year, of each segment."""
    answer = await caller.get(YEAR)
    assert answer.status_code == 200, answer.text
    kinds = ("toegewezen", "gewijzigd", "vrijgevallen", "goedgekeurd", "gecrediteerd", "open")
    found: dict[str, dict[str, int]] = {}
    for row in answer.json()["resultaten"]:
        sums = found.setdefault(row["segment"], dict.fromkeys(kinds, 0))
        for kind in kinds:
            sums[kind] += row[kind]
    return {
        segment: {kind: one for kind, one in sums.items() if one} for segment, sums in found.items()
    }


@pytest.mark.both_databases
async def test_b_11_what_is_claimed_on_a_generic_toewijzing_moves_to_its_segment(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Two categories in one declaratie, of which one is credited: nothing is left in its segment,
    what may still be claimed stays without one, and all together it is what was awarded."""
    await publish(contract(), product(), other_product(), generic())
    await settle(billing.service)
    assert await per_segment(treasurer) == {"onbepaald": {"toegewezen": 120_000, "open": 120_000}}

    await billing.claim(lines(1, {}, OTHER))

    spent = {"gewijzigd": 5_000, "goedgekeurd": 5_000}
    assert await per_segment(treasurer) == {
        "onbepaald": {"toegewezen": 120_000, "gewijzigd": -10_000, "open": 110_000},
        "45": spent,
        "verblijf": spent,
    }
    assert await told(billing) == FINE

    await billing.claim(lines(2, {}, credit=True))

    found = await per_segment(treasurer)
    assert found == {
        "onbepaald": {"toegewezen": 120_000, "gewijzigd": -5_000, "open": 115_000},
        "45": {"goedgekeurd": 5_000, "gecrediteerd": 5_000},
        "verblijf": spent,
    }
    assert sum(sums.get("gewijzigd", 0) for sums in found.values()) == 0
    assert await told(billing) == FINE
    only = await treasurer.get(f"{YEAR}&segment=verblijf")
    assert [row["segment"] for row in only.json()["resultaten"]] == ["verblijf"]


async def test_each_move_refers_to_the_message_that_caused_it(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Booked with the approval itself, page by page in their order."""
    await publish(contract(), product(), other_product(), generic())
    await billing.claim(lines(1, {}, OTHER))
    message = (await billing.declaraties())[0]["berichtId"]

    rows = (await treasurer.get(ENTRIES)).json()["resultaten"]
    paged, answer = [], await treasurer.get(ENTRIES.replace("limit=500", "limit=2"))
    while True:
        paged += answer.json()["resultaten"]
        if "next" not in answer.links:
            break
        answer = await treasurer.get(answer.links["next"]["url"].removeprefix("/v1"))

    claimed = [row for row in rows if row["oorzaakSoort"] == "declaratie"]
    assert paged == rows
    assert {row["berichtId"] for row in claimed} == {message}
    assert [(row["soort"], row["categorie"], row["bedrag"]) for row in claimed] == [
        ("gewijzigd", None, -10_000),
        ("gewijzigd", "43", 5_000),
        ("gewijzigd", "45", 5_000),
        ("goedgekeurd", "43", 5_000),
        ("goedgekeurd", "45", 5_000),
    ]
    assert len({row["geboektOp"] for row in claimed}) == 1


@pytest.mark.both_databases
async def test_one_without_volume_and_budget_is_worth_what_is_approved_in_each_segment(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    await publish(contract(), product(), other_product(), generic(budget=None))
    await billing.claim(lines(1, {}, OTHER))

    spent = {"gewijzigd": 5_000, "goedgekeurd": 5_000}
    assert await per_segment(treasurer) == {
        "onbepaald": {"toegewezen": 10_000, "gewijzigd": -10_000},
        "45": spent,
        "verblijf": spent,
    }
    assert await told(billing) == FINE


async def test_one_that_names_a_category_after_all_takes_back_the_move(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """What was approved of that category never left it; of another it did."""
    await publish(contract(), product(), other_product(), generic())
    await billing.claim(lines(1, {}, OTHER))

    await publish(generic(versie=2, categorie="45"))
    await settle(billing.service)

    assert await per_segment(treasurer) == {
        "45": {"toegewezen": 120_000, "gewijzigd": -5_000, "goedgekeurd": 5_000, "open": 110_000},
        "verblijf": {"gewijzigd": 5_000, "goedgekeurd": 5_000},
    }
    assert await told(billing) == FINE


@pytest.mark.both_databases
async def test_what_was_booked_before_is_taken_back_and_booked_by_category(
    billing: Billing, treasurer: httpx.AsyncClient, publish: Publish
) -> None:
    """Once, also where an approval and a credit in one declaratie come to nothing together."""
    await publish(contract(), product(), other_product(), generic())
    await billing.claim(lines(1, {}, OTHER))
    renewed = lines(2, {"credit": True, "vorig_referentie_nummer": "RN11"}, {"volume": 4})
    await billing.claim(renewed)
    after = await per_segment(treasurer)
    await _as_before(billing)
    assert len(await told(billing)) > 1
    assert (await per_segment(treasurer)).keys() == {"onbepaald"}

    for _ in range(2):
        async with billing.service.runtime.db.begin() as session:
            await werkvoorraad.mark(session, (GEMEENTE, 10072), billing.service.runtime.clock.now())
        await settle(billing.service)

    assert await per_segment(treasurer) == after
    assert await told(billing) == FINE
    rows = (await treasurer.get(ENTRIES)).json()["resultaten"]
    taken_back = [row for row in rows if row["oorzaakSoort"] == "declaratie" and row["storno"]]
    assert {row["categorie"] for row in taken_back} == {None}
    assert sorted(row["bedrag"] for row in taken_back) == [-10_000, -5_000, -5_000]


async def _as_before(billing: Billing) -> None:
    """The entries of claims as they were when none had a category, and no move."""
    b = t.boeking.c
    cel = [column for column in b if column.name not in ("categorie", "bedrag")]
    async with billing.service.runtime.db.begin() as session:
        of_claims = b.oorzaak_soort == "declaratie"
        query = sa.select(*cel, sa.func.sum(b.bedrag).label("bedrag")).group_by(*cel)
        rows = await session.execute(query.where(of_claims, b.soort != "gewijzigd"))
        old = [dict(row._mapping) | {"bedrag": int(row.bedrag)} for row in rows]
        for statement in release("boeking", session.get_bind().dialect.name):
            await session.execute(sa.text(statement))
        await session.execute(sa.delete(t.boeking).where(of_claims))
        await session.execute(sa.insert(t.boeking), old)


@pytest.mark.both_databases
async def test_the_migration_marks_generic_toewijzingen_alone(
    billing: Billing, publish: Publish
) -> None:
    await publish(contract(), product(), generic(), toewijzing(10073))
    await settle(billing.service)

    async with billing.service.runtime.db.begin() as session:
        await (await session.connection()).run_sync(_mark_by_migration)
        marked = list(await session.scalars(sa.select(t.te_boeken.c.toewijzing_nummer)))

    assert marked == [10072]


def _mark_by_migration(connection: sa.Connection) -> None:
    module = "services.billing.migrations.versions.0030_the_category_of_an_entry"
    with Operations.context(MigrationContext.configure(connection)):
        import_module(module).mark_generic()


def test_a_move_is_by_declaratie_month_and_category() -> None:
    """What comes to nothing is no move, nor what is of the category that is named."""
    one, two = Oorzaak("declaratie", "1"), Oorzaak("declaratie", "2")
    claimed = {
        Cel(one, "goedgekeurd", 202604, "43"): 500,
        Cel(one, "goedgekeurd", 202604, "45"): 300,
        Cel(two, "gecrediteerd", 202604, "43"): 500,
        Cel(two, "goedgekeurd", 202605, "43"): 200,
        Cel(two, "gecrediteerd", 202605, "43"): 200,
    }

    assert verplaatst(some_facts(categorie="43", geclaimd=claimed)) == {
        Cel(one, "gewijzigd", 202604): -300,
        Cel(one, "gewijzigd", 202604, "45"): 300,
    }
    assert verplaatst(some_facts(geclaimd=claimed)) == {
        Cel(one, "gewijzigd", 202604): -800,
        Cel(one, "gewijzigd", 202604, "43"): 500,
        Cel(one, "gewijzigd", 202604, "45"): 300,
        Cel(two, "gewijzigd", 202604): 500,
        Cel(two, "gewijzigd", 202604, "43"): -500,
    }


def test_cells_of_two_categories_are_booked_apart() -> None:
    cel = Cel(Oorzaak("declaratie", "1"), "gewijzigd", 202604)
    named = Cel(cel.oorzaak, "gewijzigd", 202604, "45")

    found = boekingen({cel: -300, named: 300}, {cel: Geboekt(-200, 1)})

    assert found == [
        Boeking(cel, 2, 200, storno=True),
        Boeking(cel, 3, -300),
        Boeking(named, 1, 300),
    ]
