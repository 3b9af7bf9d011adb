# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines that are shown, explained, judged again or paid are logged: a row of each person."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.crypto import Vault
from services.billing import tables as t
from tests.billing.betalen import prepared, step
from tests.billing.claims import a_regel
from tests.billing.gelogd import Logged
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim

INZIEN, BETALEN = "declaraties-inzien-v1", "betalingen-uitvoeren-v1"


async def declaratie_of(ready: Billing) -> str:
    (one,) = (await ready.gemeente.get("/declaraties")).json()["resultaten"]
    return f"/declaraties/{one['id']}"


@pytest.mark.both_databases
async def test_who_is_shown_lines_is_logged_for_those_on_the_page(
    ready: Billing, logged: Logged, database_kind: str
) -> None:
    place = await declaratie_of(ready)
    assert await logged.both() == ([], []), "totals are nobody's"

    look = (INZIEN, "GET /declaraties/{declaratie_id}/regels")
    assert (await ready.gemeente.get(f"{place}/regels")).status_code == 200
    assert await logged.both() == ([look], [look])
    assert (await ready.aanbieder.get(f"{place}/regels?limit=1")).status_code == 200
    assert await logged.both() == ([look], [])


async def test_an_explanation_is_logged(ready: Billing, logged: Logged) -> None:
    place = await declaratie_of(ready)
    await ready.gemeente.get(f"{place}/regels/2/toelichting")
    of_line = (INZIEN, "GET /declaraties/{declaratie_id}/regels/{nummer}/toelichting")
    assert await logged.both() == ([], [of_line])

    await ready.gemeente.get(f"{place}/toelichting")
    whole = (INZIEN, "GET /declaraties/{declaratie_id}/toelichting")
    assert await logged.both() == ([whole], [whole])

    await ready.gemeente.get(f"{place}/signalen")
    signals = (INZIEN, "GET /declaraties/{declaratie_id}/signalen")
    assert await logged.both() == ([signals], [signals])

    answer = await ready.gemeente.post(f"{place}/_herbeoordeel", json={})
    assert answer.status_code == 200, answer.text
    again = (INZIEN, "POST /declaraties/{declaratie_id}/_herbeoordeel")
    assert await logged.both() == ([again], [again])


@pytest.mark.both_databases
async def test_judging_again_is_logged_of_a_message_of_before_the_log(
    ready: Billing, logged: Logged
) -> None:
    """Whose lines it has is known, of whom the message told is not."""
    place = await declaratie_of(ready)
    async with ready.service.runtime.db.begin() as session:
        await session.execute(sa.update(t.declaratie).values(bericht_id="of-before"))

    assert (await ready.gemeente.post(f"{place}/_herbeoordeel", json={})).status_code == 200

    again = (INZIEN, "POST /declaraties/{declaratie_id}/_herbeoordeel")
    assert await logged.both() == ([again], [again])


async def test_what_a_stranger_asks_is_no_look(
    ready: Billing, logged: Logged, client: Callable[..., httpx.AsyncClient]
) -> None:
    place = await declaratie_of(ready)
    stranger = client(ready.service, OrgType.GEMEENTE, "0363", ("declaraties:lezen",))
    for path in ("regels", "regels/1/toelichting", "toelichting", "signalen"):
        assert (await stranger.get(f"{place}/{path}")).status_code == 404
    assert await logged.both() == ([], [])


@pytest.mark.both_databases
async def test_who_is_paid_for_is_logged_when_a_run_is_made_and_approved(
    ready: Billing,
    logged: Logged,
    anna: httpx.AsyncClient,
    bram: httpx.AsyncClient,
    database_kind: str,
) -> None:
    run = (await prepared(anna))["id"]
    made = (BETALEN, "POST /betaalruns")
    assert await logged.both() == ([made], [made])

    assert (await step(bram, run, "goedkeuren")).status_code == 200
    approved = (BETALEN, "POST /betaalruns/{betaalrunId}/goedkeuringen")
    assert await logged.both() == ([approved], [approved])

    answer = await anna.get(f"/betaalruns/{run}/specificatie?limit=1")
    assert answer.status_code == 200
    shown = (BETALEN, "GET /betaalruns/{betaalrunId}/specificatie")
    assert await logged.both() == ([shown], [])
    await anna.get(f"/betaalruns/{run}/specificatie", headers={"Accept": "text/csv"})
    assert await logged.both() == ([shown], [shown])


async def test_a_run_that_is_refused_logs_nobody(
    ready: Billing, logged: Logged, anna: httpx.AsyncClient
) -> None:
    run = (await prepared(anna))["id"]
    await logged.both()
    assert (await step(anna, run, "goedkeuren")).status_code == 403
    assert await logged.both() == ([], [])


async def test_a_line_that_nobody_awarded_is_somebodys(
    ready: Billing, logged: Logged, vault: Vault
) -> None:
    """Whose it is says the claim, not the toewijzing that it names."""
    regel: Any = a_regel(referentie_nummer="RN9", toewijzing_nummer=99999)
    await ready.claim(Claim({BSN: [regel]}, "ID9", "DN9"))
    await logged.both()
    (one, *_) = (await ready.gemeente.get("/declaraties")).json()["resultaten"]
    shown = (await ready.gemeente.get(f"/declaraties/{one['id']}/regels")).json()["resultaten"]
    assert [line["toegekend"] for line in shown] == [False]
    assert await logged.both() == ([(INZIEN, "GET /declaraties/{declaratie_id}/regels")], [])
