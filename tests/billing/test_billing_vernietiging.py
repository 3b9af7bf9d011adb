# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: what was claimed goes after its seven years, for good; what it added up to stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import httpx
import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.retention import store
from libs.common.retention.uitvoeren import carry_out
from services.billing import tables as t
from services.billing.handlers.personen import protect
from services.billing.handlers.toelichten import VERNIETIGD
from tests.archief import LISTS
from tests.billing.betalen import all_lines, prepared
from tests.billing.claims import a_regel
from tests.billing.conftest import Publish
from tests.billing.grootboek import told
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, pseudoniem
from tests.billing.vernietiging import (
    BOTH,
    Bureau,
    bureau_of,
    command,
    pseudonyms,
    sealed,
    sums,
    traces,
    used,
)

Make = Callable[..., httpx.AsyncClient]
FINE = ["the ledger is what its sources say, to the cent"]


@pytest.fixture
def bureau(client: Make, known: Billing, clock: SimulatedClock) -> Bureau:
    return bureau_of(client, known, clock)


@pytest.mark.both_databases
async def test_nothing_is_left_of_who_claimed_and_all_adds_up(bureau: Bureau) -> None:
    """No BSN, hash, ciphertext or message; ledger, totals and use of an award as they were."""
    rt, billing = bureau.rt, bureau.billing
    sent = await billing.claim(BOTH)
    before, bytes_before = await traces(rt, BSN), await sealed(rt)
    lijst = await bureau.later()
    await bureau.settle()  # what was awarded and not used is released by then
    stood, spent = await sums(rt), await used(rt)

    await bureau.destroy(lijst)

    assert before >= {
        "declaratie_client.bsn_hash",
        "declaratie_client.bsn_verzegeld",
        "mail_in.inhoud",
    }
    assert await traces(rt, BSN) == await traces(rt, OTHER_BSN) == set()
    assert await sealed(rt) & bytes_before == set()
    assert await sums(rt) == stood
    assert await used(rt) == spent == (240, 5_000)
    assert await told(billing) == FINE
    (declaratie,) = await billing.declaraties()
    assert declaratie["totaalToegekend"] == 10_000
    assert await billing.regels() == []
    assert (await billing.message(sent["id"]))["status"] == "verwerkt"
    (proof,) = await bureau.proofs()
    assert (proof["categorie"], proof["personen"]) == ("declaraties", 2)
    assert proof["rijen"] == {"declaratie_client": 2, "regel": 2}
    assert proof["gewist"] == {"mail_in": 1, "mail_out": 1}
    assert (await command(rt, "verify"))[-1].startswith("1 proofs")


@pytest.mark.both_databases
async def test_who_asks_for_what_is_gone_is_told_so(bureau: Bureau) -> None:
    billing = bureau.billing
    await billing.claim(BOTH)
    (declaratie,) = await billing.declaraties()
    (answer,) = (await billing.aanbieder.get("/uitgaande-berichten")).json()["resultaten"]
    await bureau.destroy(await bureau.later())

    own = f"/declaraties/{declaratie['id']}"
    for path in (
        f"{own}/regels/1/toelichting",
        f"{own}/toelichting",
        answer["inhoud"].removeprefix("/v1"),
    ):
        gone = await billing.aanbieder.get(path)
        assert (gone.status_code, gone.json()["code"]) == (404, "vernietigd"), path
    page = await billing.aanbieder.get(
        f"{own}/regels/1/toelichting", headers={"Accept": "text/html"}
    )
    assert (page.status_code, page.json()["detail"]) == (404, VERNIETIGD)
    assert (await billing.aanbieder.get(f"{own}/regels/9/toelichting")).status_code == 404


@pytest.mark.both_databases
async def test_who_is_held_keeps_line_and_part_of_the_message(bureau: Bureau) -> None:
    """A hold is on the person: also on what was awarded, whatever name the list has for one."""
    rt, billing = bureau.rt, bureau.billing
    await billing.claim(BOTH)
    lijst = await bureau.later()
    rows = await bureau.anna.regels(lijst)
    hashed = protect(rt.need_vault(), BSN).bsn_hash
    (nummer,) = [one["nummer"] for one in rows if one["clientId"] == f"0384{hashed}"]
    why = {"reden": "onderzoek", "grondslag": "Awb art. 8:42", "sinds": "2034-03-01"}
    taken = await bureau.anna.do(lijst, f"regels/{nummer}/_opschorten", **why)
    assert taken.status_code == 201, taken.text

    await bureau.destroy(lijst)

    assert taken.json()["clientId"] == f"0384{pseudoniem(BSN)}"
    found = await bureau.anna.http.post("/bewaarplichten/_zoek", json={"clientId": f"0384{hashed}"})
    assert [one["id"] for one in found.json()["resultaten"]] == [taken.json()["id"]]
    assert await traces(rt, OTHER_BSN) == set()
    assert "mail_in.inhoud" in await traces(rt, BSN)
    (line,) = await billing.regels()
    (declaratie,) = await billing.declaraties()
    path = f"/declaraties/{declaratie['id']}/regels/{line['nummer']}/toelichting"
    assert (await billing.aanbieder.get(path)).status_code == 200
    assert await told(billing) == FINE
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["gebleven"]) == (1, 1)
    assert (await command(rt, "verify"))[-1].startswith("1 proofs")


@pytest.mark.both_databases
async def test_who_has_lines_of_later_keeps_those(bureau: Bureau) -> None:
    """And the messages that they came in; what a refused message told goes by its own age."""
    rt, billing = bureau.rt, bureau.billing
    await billing.claim(BOTH)
    bureau.clock.move_to(datetime(2027, 2, 1, 9, 0, tzinfo=UTC))
    await billing.claim(Claim(BOTH.clienten, "ID2", "DN1"))  # a number that was used before
    may = {"periode_begin": date(2026, 5, 1), "periode_eind": date(2026, 5, 31)}
    line = a_regel(referentie_nummer="RN3", **may)
    await billing.claim(Claim({BSN: [line]}, "ID3", "DN3", (date(2026, 5, 1), date(2026, 5, 31))))
    lijst = await bureau.later()

    await bureau.destroy(lijst)

    assert [one["nummer"] for one in await billing.regels()] == [1]
    assert await used(rt) == (480, 10_000)
    assert "declaratie_client.bsn_hash" in await traces(rt, BSN)
    assert await traces(rt, OTHER_BSN) == {"mail_in.inhoud"}
    assert await told(billing) == FINE
    assert (await command(rt, "verify"))[-1].startswith("1 proofs")
    bureau.clock.move_to(datetime(2035, 3, 1, 9, 0, tzinfo=UTC))
    await bureau.destroy(await bureau.draw_up())
    assert await traces(rt, BSN) == await traces(rt, OTHER_BSN) == set()
    assert await used(rt) == (480, 10_000)


@pytest.mark.both_databases
async def test_a_credit_stands_when_its_debit_is_gone(bureau: Bureau, publish: Publish) -> None:
    """Looked at again it would be refused, for the debit is not known: that is no difference."""
    billing = bureau.billing
    await billing.claim(BOTH)
    bureau.clock.move_to(datetime(2027, 2, 1, 9, 0, tzinfo=UTC))
    of = {"credit": True, "vorig_referentie_nummer": "RN1", "referentie_nummer": "RN3"}
    await billing.claim(Claim({BSN: [a_regel(**of)]}, "ID3", "DN3"))
    await bureau.destroy(await bureau.later())
    assert [one["retourcodes"] for one in await billing.regels()] == [[]]

    await publish(contract(2))
    await bureau.settle()

    assert (await billing.gemeente.get("/verschillen")).json()["resultaten"] == []
    assert await used(bureau.rt) == (0, 0)


@pytest.mark.both_databases
async def test_an_award_goes_after_the_last_of_its_lines(bureau: Bureau) -> None:
    """The ledger and what it adds up to stay, on a number that names nobody any more."""
    rt, billing = bureau.rt, bureau.billing
    await billing.claim(BOTH)
    lijst = await bureau.later()
    wanted = {"categorie": "aanspraken"}
    none_yet = await bureau.anna.http.post(LISTS, json=wanted)
    assert (none_yet.status_code, none_yet.json()["code"]) == (409, "niets-te-vernietigen")
    await bureau.settle()
    stood = await sums(rt)
    await bureau.destroy(lijst)

    await bureau.destroy(await bureau.draw_up(**wanted))

    assert await pseudonyms(rt, BSN) <= {
        "outbox.envelope",
        "outbox.key",
        "verwerking_betrokkene.pseudoniem",
    }
    assert await sums(rt) == stood
    assert await told(billing) == FINE
    newest, _ = await bureau.proofs()
    assert (newest["categorie"], newest["personen"]) == ("aanspraken", 2)
    assert newest["rijen"] == {"toewijzing": 4}
    assert (await command(rt, "verify"))[-1].startswith("2 proofs")


@pytest.mark.both_databases
async def test_who_is_stopped_half_way_goes_on_where_it_was(bureau: Bureau) -> None:
    await bureau.billing.claim(BOTH)
    lijst = await bureau.later()
    await bureau.settle()
    await bureau.approve(lijst)
    v = bureau.rt.need_vernietiging()
    async with bureau.rt.db.read() as session:
        (kept,) = await store.approved(session, v.tables)
    work = carry_out(v, kept)
    first = await anext(work)
    del work
    half = await told(bureau.billing)

    await bureau.settle()

    assert (first, half) == ("row 1 vernietigd", FINE)
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["rijen"]["regel"]) == (2, 2)


@pytest.mark.both_databases
async def test_verify_finds_a_row_that_was_put_back(bureau: Bureau) -> None:
    rt = bureau.rt
    await bureau.billing.claim(BOTH)
    c = t.declaratie_client.c
    async with rt.db.read() as session:
        rows = [dict(row._mapping) for row in await session.execute(sa.select(t.declaratie_client))]
    await bureau.destroy(await bureau.later())
    async with rt.db.begin() as session:
        await session.execute(sa.insert(t.declaratie_client).values(rows[0]))

    with pytest.raises(RefusedError, match="does not hold"):
        await command(rt, "verify")

    async with rt.db.begin() as session:
        await session.execute(sa.delete(t.declaratie_client).where(c.id == rows[0]["id"]))
    await command(rt, "verify")


async def test_nobody_asks_for_what_the_law_keeps(bureau: Bureau) -> None:
    await bureau.billing.claim(BOTH)
    asked = {"clientId": f"0384{pseudoniem(BSN)}", "verzochtOp": "2026-11-20"}

    refused = await bureau.anna.http.post(LISTS, json=asked)
    unknown = await bureau.anna.http.post(LISTS, json={"categorie": "logboek"})

    assert (refused.status_code, refused.json()["code"]) == (409, "wettelijke-bewaarplicht")
    assert "art. 52" in refused.json()["detail"]
    assert unknown.status_code == 400
    assert [one["name"] for one in unknown.json()["invalidParams"]] == ["categorie"]


@pytest.mark.both_databases
async def test_what_was_paid_adds_up_without_its_lines(
    ready: Billing, anna: httpx.AsyncClient, client: Make, clock: SimulatedClock
) -> None:
    run = await prepared(anna)
    path = f"/betaalruns/{run['id']}/specificatie?limit=1"
    before = await all_lines(anna, path)
    bureau = bureau_of(client, ready, clock)

    await bureau.destroy(await bureau.later())

    (line,) = await all_lines(anna, path)
    assert line["bedrag"] == sum(one["bedrag"] for one in before) == 10_000
    assert (line["referentieNummer"], line["omschrijving"]) == (
        None,
        "Vernietigde regels: de bewaartermijn is voorbij",
    )
