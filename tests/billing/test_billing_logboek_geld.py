# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stands on a toewijzing, an invoice, a line of a reconciliation or a trial is of somebody."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from tests.billing.claims import AANBIEDER, GEMEENTE
from tests.billing.facturen import submitted
from tests.billing.gelogd import Logged
from tests.billing.harness import Billing

SCOPES = ("verplichtingen:lezen", "aansluiting:lezen", "facturen:lezen", "facturen:indienen")
LATER = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
APRIL = f"van=2026-04&tot=2026-04&peilmoment={LATER:%Y-%m-%dT%H:%M:%SZ}"
VERANTWOORDEN = "uitgaven-verantwoorden-v1"


@pytest.fixture
def officer(ready: Billing, client: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    return client(ready.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)


@pytest.mark.both_databases
async def test_entries_of_the_ledger_are_logged_and_balances_are_nobodys(
    officer: httpx.AsyncClient, logged: Logged, database_kind: str
) -> None:
    balances = await officer.get("/verplichtingen?van=2026-04&tot=2026-04")
    assert balances.json()["resultaten"]
    assert await logged.both() == ([], [])

    place = f"/verplichtingen/{GEMEENTE}/%d/boekingen"
    assert (await officer.get(place % 10072)).json()["resultaten"]
    look = (VERANTWOORDEN, "GET /verplichtingen/{gemeentecode}/{toewijzingNummer}/boekingen")
    assert await logged.both() == ([look], [])
    assert (await officer.get(place % 99)).status_code == 404
    assert await logged.both() == ([], [])


@pytest.mark.both_databases
async def test_lines_of_a_reconciliation_are_logged_and_totals_are_nobodys(
    officer: httpx.AsyncClient, logged: Logged, clock: SimulatedClock, database_kind: str
) -> None:
    clock.move_to(LATER)
    await officer.get(f"/aansluiting?{APRIL}")
    assert await logged.both() == ([], [])
    page = await officer.get(f"/aansluiting/regels?{APRIL}&limit=1")
    look = (VERANTWOORDEN, "GET /aansluiting/regels")
    assert sorted(await logged.both()) == [[], [look]], "those on the page"
    await officer.get(page.links["next"]["url"].removeprefix("/v1"))
    await logged.both()

    cel = {"agbCode": AANBIEDER, "maand": "2026-04"}
    body: dict[str, Any] = {
        "van": "2026-04",
        "tot": "2026-04",
        "peilmoment": LATER.isoformat(),
        "cellen": [{**cel, "aantal": 1, "bedrag": 5_000}],
    }
    assert not (await officer.post("/aansluiting/_vergelijk", json=body)).json()["gelijk"]
    assert await logged.both() == ([], []), "a cell that differs has no line in it"
    body["regels"] = [{**cel, "regelId": "andere", "bedrag": 5_000}]
    told = (await officer.post("/aansluiting/_vergelijk", json=body)).json()
    assert len(told["verschillen"][0]["regels"]) == 3
    compared = (VERANTWOORDEN, "POST /aansluiting/_vergelijk")
    assert await logged.both() == ([compared], [compared])


@pytest.mark.both_databases
async def test_an_invoice_is_of_one_client_in_a_list_too(
    ready: Billing,
    officer: httpx.AsyncClient,
    logged: Logged,
    client: Callable[..., httpx.AsyncClient],
    database_kind: str,
) -> None:
    sender = client(ready.service, OrgType.AANBIEDER, AANBIEDER, SCOPES)
    made = await submitted(sender)
    judged, others = await logged.both()
    assert (set(judged), others) == ({("declaraties-beoordelen-v1", "POST /facturen")}, [])

    assert len((await officer.get("/facturen")).json()["resultaten"]) == 1
    assert await logged.both() == ([("declaraties-inzien-v1", "GET /facturen")], [])
    await officer.get(f"/facturen/{made['id']}")
    assert await logged.both() == ([("declaraties-inzien-v1", "GET /facturen/{factuurId}")], [])


@pytest.mark.both_databases
async def test_a_trial_of_other_rules_is_logged_of_whom_it_judges_again(
    ready: Billing, logged: Logged, database_kind: str
) -> None:
    """It tells counts alone; whose lines it went through is known all the same."""
    answer = await ready.gemeente.post("/declaraties/_proef", json={"maanden": 12})
    assert answer.json()["aantalRegels"] == 2
    tried = ("regels-beproeven-v1", "POST /declaraties/_proef")
    assert await logged.both() == ([tried], [tried])


async def test_a_trial_aside_is_logged_as_of_who_asked_for_it(
    ready: Billing, logged: Logged
) -> None:
    """The worker goes through the lines, for somebody."""
    asked = await ready.gemeente.post("/proeven", json={"maanden": 12})
    assert asked.is_success, asked.text
    await settle(ready.service)
    tried = ("regels-beproeven-v1", "POST /proeven")
    assert await logged.both() == ([tried], [tried])
