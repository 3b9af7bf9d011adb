# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-12: one gemeente paid, another may answer for it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from services.billing.berichten import count_figures
from services.billing.domain.verrekening import uiterste_datum
from tests.billing.harness import Billing

Client = Callable[..., httpx.AsyncClient]
SOEST, LEUSDEN, BAARN = "0342", "0327", "0308"
SCOPES = ("verrekeningen:lezen", "verrekeningen:schrijven")
VRAAG = {
    "aangesproken": LEUSDEN,
    "bewijs": "BRP-uittreksel, zaak 2026-118",
    "bedrag": 300_000,
    "periodeBegin": "2026-09-01",
    "periodeEind": "2026-10-31",
}


@pytest.fixture
def soest(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The gemeente that paid."""
    return client(billing.service, OrgType.GEMEENTE, SOEST, SCOPES)


@pytest.fixture
def leusden(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The gemeente that is asked."""
    return client(billing.service, OrgType.GEMEENTE, LEUSDEN, SCOPES)


async def _asked(soest: httpx.AsyncClient) -> dict[str, Any]:
    answer = await soest.post("/verrekeningen", json=VRAAG)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _step(caller: httpx.AsyncClient, zaak: str, handeling: str, **more: Any) -> Any:
    path = f"/verrekeningen/{zaak}/handelingen"
    return await caller.post(path, json={"handeling": handeling, **more})


@pytest.mark.both_databases
async def test_b12_paid_by_soest_agreed_by_leusden(
    soest: httpx.AsyncClient, leusden: httpx.AsyncClient
) -> None:
    """B-12: 3 000 paid by Soest, agreed by Leusden: entries +3 000 and -3 000."""
    asked = await _asked(soest)
    assert (asked["toestand"], asked["uitersteDatum"]) == (
        "voorgelegd",
        "2026-12-07",
    )

    agreed = await _step(leusden, asked["id"], "aanvaarden", afspraak="Brief 12")

    assert (agreed.status_code, agreed.json()["toestand"]) == (200, "aanvaard")
    dossier = (await soest.get(f"/verrekeningen/{asked['id']}")).json()
    bookings = {b["gemeentecode"]: b["bedrag"] for b in dossier["boekingen"]}
    assert bookings == {SOEST: 300_000, LEUSDEN: -300_000}
    assert [stap["handeling"] for stap in dossier["stappen"]] == ["voorleggen", "aanvaarden"]
    paid = await _step(soest, asked["id"], "betaling-ontvangen")
    assert (paid.json()["toestand"], paid.json()["versie"]) == ("betaald", 3)


async def test_part_is_agreed(soest: httpx.AsyncClient, leusden: httpx.AsyncClient) -> None:
    """Less than asked is booked as agreed; more cannot be."""
    asked = await _asked(soest)
    more = await _step(leusden, asked["id"], "aanvaarden", afspraak="A", bedrag=300_001)
    assert (more.status_code, more.json()["code"]) == (409, "meer-dan-gevraagd")

    less = await _step(leusden, asked["id"], "aanvaarden", afspraak="A", bedrag=120_000)

    assert less.json()["overeengekomen"] == 120_000
    dossier = (await leusden.get(f"/verrekeningen/{asked['id']}")).json()
    assert sorted(b["bedrag"] for b in dossier["boekingen"]) == [-120_000, 120_000]


async def test_each_side_takes_its_own_steps(
    soest: httpx.AsyncClient, leusden: httpx.AsyncClient
) -> None:
    """403 for the step of the other side, 409 for one that cannot be taken from here."""
    asked = await _asked(soest)

    own = await _step(soest, asked["id"], "aanvaarden", afspraak="A")
    assert (own.status_code, own.json()["code"]) == (403, "niet-aan-deze-gemeente")
    early = await _step(soest, asked["id"], "betaling-ontvangen")
    assert (early.status_code, early.json()["code"]) == (409, "verkeerde-stap")
    assert "'aanvaarden', 'afwijzen', 'intrekken'" in early.json()["detail"]
    assert (await leusden.get(f"/verrekeningen/{asked['id']}")).json()["versie"] == 1


async def test_nobody_else_sees_it(
    billing: Billing, client: Client, soest: httpx.AsyncClient
) -> None:
    """For a third gemeente it does not exist; an aanbieder has no place here."""
    asked = await _asked(soest)
    baarn = client(billing.service, OrgType.GEMEENTE, BAARN, SCOPES)
    aanbieder = client(billing.service, OrgType.AANBIEDER, "65656055", SCOPES)

    assert (await baarn.get(f"/verrekeningen/{asked['id']}")).status_code == 404
    assert (await _step(baarn, asked["id"], "intrekken")).status_code == 404
    assert (await baarn.get("/verrekeningen")).json() == {"resultaten": []}
    assert (await aanbieder.get("/verrekeningen")).status_code == 403


async def _overdue(billing: Billing) -> str:
    runtime = billing.service.runtime
    async with runtime.db.read() as session:
        await count_figures(runtime, session)
    shown = runtime.metrics.exposition().decode().splitlines()
    (value,) = (line for line in shown if line.startswith("jeugdregio_settlements_overdue "))
    return value.split()[1]


async def test_b12_the_clock_of_two_weeks(
    billing: Billing, soest: httpx.AsyncClient, leusden: httpx.AsyncClient, clock: SimulatedClock
) -> None:
    """Late from the day after the last one, also in the metrics; what was answered is not."""
    asked = await _asked(soest)
    clock.move_to(datetime(2026, 12, 7, 20, 0, tzinfo=UTC))
    assert (await soest.get("/verrekeningen?teLaat=true")).json()["resultaten"] == []

    clock.move_to(datetime(2026, 12, 8, 8, 0, tzinfo=UTC))
    (late,) = (await leusden.get("/verrekeningen?teLaat=true")).json()["resultaten"]
    assert (late["id"], late["teLaat"]) == (asked["id"], True)
    assert await _overdue(billing) == "1.0"

    await _step(leusden, asked["id"], "afwijzen", toelichting="Kind woonde in Soest")
    assert await _overdue(billing) == "0.0"
    assert (await soest.get("/verrekeningen?teLaat=true")).json()["resultaten"] == []


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (date(2026, 11, 23), date(2026, 12, 7)),
        (date(2026, 11, 21), date(2026, 12, 7)),  # a Saturday: on to Monday
        (date(2026, 12, 11), date(2026, 12, 28)),  # Christmas Day, and a weekend after it
        (date(2026, 4, 13), date(2026, 4, 28)),  # King's Day
    ],
)
def test_b12_the_last_day_is_a_working_day(asked: date, last: date) -> None:
    """Two weeks of calendar days; a last day that is none of work moves to the next."""
    assert uiterste_datum(asked) == last


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bewijs": "kind 999900006"}, "bewijs"),
        ({"bedrag": 0}, "bedrag"),
        ({"periodeEind": "2026-08-01"}, ""),
        ({"aangesproken": SOEST}, None),
        ({"bsn": "999900006"}, "bsn"),
    ],
)
async def test_bad_questions(
    soest: httpx.AsyncClient, change: dict[str, Any], field: str | None
) -> None:
    """400 that names the field; nothing is kept."""
    answer = await soest.post("/verrekeningen", json=VRAAG | change)

    assert answer.status_code == 400
    if field:
        assert [p["name"] for p in answer.json()["invalidParams"]] == [field]
    assert (await soest.get("/verrekeningen")).json() == {"resultaten": []}


async def test_the_same_question_twice_is_one(soest: httpx.AsyncClient) -> None:
    """Under one Idempotency-Key."""
    headers = {"Idempotency-Key": "vraag-2026-118"}
    first = await soest.post("/verrekeningen", json=VRAAG, headers=headers)
    again = await soest.post("/verrekeningen", json=VRAAG, headers=headers)

    assert first.json() == again.json()
    assert len((await soest.get("/verrekeningen")).json()["resultaten"]) == 1
