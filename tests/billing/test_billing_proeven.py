# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Trials of other rules on invoices too, and of any size: asked for and worked out aside."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.domain.proef import Uitslag
from services.billing.handlers import proef, proeven
from tests.billing.claims import AANBIEDER
from tests.billing.conftest import SCOPES
from tests.billing.facturen import REGEL, submitted
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, toewijzing
from tests.billing.story import Publish, a_claim, month, tell
from tests.billing.test_billing_trial import tried

Client = Callable[..., httpx.AsyncClient]
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
OTHER = "12345678"


@pytest.fixture
def sender(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The aanbieder that invoices."""
    return client(billing.service, OrgType.AANBIEDER, AANBIEDER, ("facturen:indienen",))


async def _twenty_hours(billing: Billing, publish: Publish) -> None:
    """Two in each of ten weeks."""
    term = {"ingangsdatum": date(2026, 2, 23), "einddatum": date(2026, 5, 3)}
    award = toewijzing(omvang=(2, "04", "2")).model_copy(update=term)
    await tell(billing, publish, contract(), product(), award)


def _counts(part: dict[str, Any]) -> dict[str, list[int]]:
    """Code -> lines and cents then, lines and cents in the trial."""
    names = ("regelsToen", "bedragToen", "regelsNu", "bedragNu")
    return {row["retourcode"]: [row[n] for n in names] for row in part["perRetourcode"]}


async def _ask(caller: httpx.AsyncClient, **body: Any) -> httpx.Response:
    return await caller.post("/proeven", json={"maanden": 12} | body)


async def _shown(caller: httpx.AsyncClient, asked: httpx.Response) -> dict[str, Any]:
    assert asked.status_code == 202, asked.text
    answer = await caller.get(asked.headers["Location"].removeprefix("/v1"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.both_databases
async def test_what_is_tried_of_messages_counts_for_invoices_after_them(
    billing: Billing, publish: Publish, sender: httpx.AsyncClient, tmp_path: Path
) -> None:
    """20 h in all: 10 in a message, 8 on an invoice after it. By whole weeks both are refused."""
    await _twenty_hours(billing, publish)
    await billing.claim(a_claim(month(MARCH, volume=10, bedrag=12_500)))
    line = REGEL | {"volume": 8, "bedrag": 10_000}
    assert (await submitted(sender, regels=[line]))["totaalToegekend"] == 10_000

    answer = await billing.gemeente.post(
        "/declaraties/_proef", json={"maanden": 12, "weken": "heel"}
    )

    found = answer.json()
    assert (found["aantalDeclaraties"], found["aantalRegels"], found["aantalAnders"]) == (1, 1, 1)
    assert _counts(found) == {"9321": [0, 0, 1, 12_500], "toegekend": [1, 12_500, 0, 0]}
    invoices = found["facturen"]
    assert (invoices["aantalFacturen"], invoices["aantalAnders"]) == (1, 1)
    assert _counts(invoices) == {"9321": [0, 0, 1, 10_000], "toegekend": [1, 10_000, 0, 0]}
    told = await tried(billing, tmp_path, 'weken = "heel"')
    assert told[-1] == "1 lines of invoices would have been judged otherwise"
    assert "and outside the messages: 1 invoices, 1 lines" in told


async def test_room_that_a_trial_makes_in_messages_is_used_by_an_invoice(
    billing: Billing, publish: Publish, sender: httpx.AsyncClient
) -> None:
    """12 h in all: 8 in a message leave no room for 8; without the tariff rule they do not."""
    await tell(billing, publish, contract(), product(), toewijzing(omvang=(12, "04", "6")))
    await billing.claim(a_claim(month(MARCH, volume=8, tarief=1300, bedrag=10_400)))
    line = REGEL | {"volume": 8, "bedrag": 10_000}
    await submitted(sender, regels=[line])

    answer = await billing.gemeente.post(
        "/declaraties/_proef", json={"maanden": 12, "zonder": ["TR418"]}
    )

    assert _counts(answer.json()["facturen"]) == {
        "9322": [0, 0, 1, 10_000],
        "toegekend": [1, 10_000, 0, 0],
    }


async def test_an_invoice_has_no_place_in_the_order_of_months(
    known: Billing, sender: httpx.AsyncClient
) -> None:
    """One of April after the declaratie of May (8214 in a message) is judged again as it was."""
    await known.claim(a_claim(month(MAY)))
    made = await submitted(sender, dagtekening="2026-04-30")

    again = await known.gemeente.post(f"/declaraties/{made['id']}/_herbeoordeel", json={})
    trial_of_it = await known.gemeente.post("/declaraties/_proef", json={"maanden": 12})

    assert (made["totaalToegekend"], again.json()["gelijk"]) == (5_000, True)
    assert trial_of_it.json()["facturen"]["aantalAnders"] == 0


@pytest.mark.both_databases
async def test_a_trial_of_any_size_is_worked_out_aside(
    billing: Billing, publish: Publish, sender: httpx.AsyncClient
) -> None:
    """It finds what the answer at once would say, and is kept for a month."""
    await _twenty_hours(billing, publish)
    await billing.claim(a_claim(month(MARCH, volume=10, bedrag=12_500)))
    await submitted(sender)
    asked = await _ask(billing.gemeente, weken="heel")
    first = await _shown(billing.gemeente, asked)

    await settle(billing.service)

    at_once = await billing.gemeente.post(
        "/declaraties/_proef", json={"maanden": 12, "weken": "heel"}
    )
    found = await _shown(billing.gemeente, asked)
    assert (first["toestand"], first["aantalAanbieders"], first["aantalAanbiedersGedaan"]) == (
        "wacht",
        1,
        0,
    )
    assert (found["toestand"], found["aantalAanbiedersGedaan"]) == ("klaar", 1)
    assert found["uitslag"] == at_once.json()
    assert found["uitslag"]["aantalAnders"] == 1
    listed = (await billing.gemeente.get("/proeven")).json()["resultaten"]
    assert listed == [found]


async def test_it_goes_on_where_it_was_and_looks_at_what_was_judged_before_it_was_asked(
    known: Billing, publish: Publish, client: Client, clock: SimulatedClock
) -> None:
    """Aanbieder by aanbieder, while others claim on; a second one waits for the first."""
    theirs = contract().model_copy(update={"contract_id": "contract-2", "agb_code": OTHER})
    sold = product().model_copy(
        update={"contract_id": "contract-2", "product_id": "product-2", "agb_code": OTHER}
    )
    await tell(known, publish, theirs, sold, toewijzing(20072, agb_code=OTHER))
    other = client(known.service, OrgType.AANBIEDER, OTHER, SCOPES)
    line = month(APRIL, toewijzing_nummer=20072)
    claim = Claim({BSN: [line]}, aanbieder=OTHER)
    xml = {"Content-Type": "application/xml"}
    assert (await other.post("/berichten", content=claim.xml(), headers=xml)).status_code == 202
    await known.claim(a_claim(month(APRIL)))
    asked = await _ask(known.gemeente)
    twice = await _ask(known.gemeente)
    runtime = known.service.runtime

    clock.move_to(clock.now() + timedelta(minutes=1))
    assert await proeven.work_out(runtime)
    halfway = await _shown(known.gemeente, asked)
    await known.claim(a_claim(month(MAY, referentie_nummer="RN2"), number=2))
    await settle(known.service)

    assert (twice.status_code, twice.json()["code"]) == (409, "proef-loopt")
    assert (halfway["toestand"], halfway["aantalAanbieders"]) == ("bezig", 2)
    assert (halfway["aantalAanbiedersGedaan"], halfway["uitslag"]["aantalRegels"]) == (1, 1)
    found = await _shown(known.gemeente, asked)
    assert (found["toestand"], found["aantalAanbiedersGedaan"]) == ("klaar", 2)
    assert (found["uitslag"]["aantalDeclaraties"], found["uitslag"]["aantalRegels"]) == (2, 2)
    clock.move_to(clock.now() + timedelta(days=31))
    anew = await _ask(known.gemeente)
    listed = (await known.gemeente.get("/proeven?limit=1")).json()["resultaten"]
    assert [one["id"] for one in listed] == [anew.json()["id"]]
    gone = await known.gemeente.get(asked.headers["Location"].removeprefix("/v1"))
    assert gone.status_code == 404


async def test_one_that_cannot_be_worked_out_says_why(known: Billing, client: Client) -> None:
    """A message that was refused as a whole is not kept any more; another trial goes on."""
    await known.claim(a_claim(month(APRIL)))
    used = replace(a_claim(month(MAY, referentie_nummer="RN2"), number=2), declaratie_nummer="DN1")
    await known.claim(used)
    nothing = known.service.runtime.need_vault().seal(b"")
    async with known.service.runtime.db.begin() as session:
        await session.execute(sa.update(t.metadata.tables["mail_in"]).values(inhoud=nothing))
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)
    asked, theirs = await _ask(known.gemeente), await _ask(other)

    await settle(known.service)

    found = await _shown(known.gemeente, asked)
    assert (found["toestand"], found["fout"]) == (
        "mislukt",
        "Het bericht van deze declaratie is er niet meer.",
    )
    assert (await _shown(other, theirs))["toestand"] == "klaar"
    assert (await _ask(known.gemeente)).status_code == 202


async def test_one_that_meets_a_fault_of_ours_keeps_no_other_waiting(
    known: Billing, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known.claim(a_claim(month(APRIL)))
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)
    asked, theirs = await _ask(known.gemeente), await _ask(other)

    async def broken(*_: object) -> Uitslag:
        raise KeyError("a rule that is not there")

    monkeypatch.setattr(proef, "try_aanbieder", broken)
    await settle(known.service)

    found = await _shown(known.gemeente, asked)
    assert (found["toestand"], found["fout"]) == ("mislukt", proeven.FOUT)
    assert (await _shown(other, theirs))["toestand"] == "klaar"


async def test_who_may_ask_for_one_and_look(known: Billing, client: Client) -> None:
    """A gemeente on its own, beheer on all; each sees its own; an unknown rule is named."""
    await known.claim(a_claim(month(APRIL)))
    other = client(known.service, OrgType.GEMEENTE, "0327", SCOPES)
    beheer = client(known.service, OrgType.BEHEER, "beheer", SCOPES)
    asked = {caller: await _ask(caller) for caller in (known.gemeente, other, beheer)}

    await settle(known.service)

    lines = {c: (await _shown(c, one))["uitslag"]["aantalRegels"] for c, one in asked.items()}
    assert list(lines.values()) == [1, 0, 1]
    for caller in (other, beheer):
        place = asked[known.gemeente].headers["Location"].removeprefix("/v1")
        assert (await caller.get(place)).status_code == 404
        assert len((await caller.get("/proeven")).json()["resultaten"]) == 1
    assert (await _ask(known.aanbieder)).status_code == 403
    wrong = await _ask(known.gemeente, zonder=["TR9"])
    assert (wrong.status_code, wrong.json()["invalidParams"][0]["name"]) == (400, "zonder")
