# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: an approved list is carried out for good, once; nobody held goes."""

import json
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    Envelope,
    ToewijzingVastgesteld,
)
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention import store
from libs.common.retention.uitvoeren import WAITS, carry_out
from services.referral import tables as t
from tests.referral.conftest import Published
from tests.referral.gezinnen import bsn, child
from tests.referral.harness import Json, Referral, client_json
from tests.referral.messages import BSN
from tests.referral.test_referral_correctie import RIGHT, correct
from tests.referral.vernietiging import (
    LATER,
    Bureau,
    bureau_of,
    command,
    execute,
    planted,
    traces,
)

Make = Callable[..., httpx.AsyncClient]
OUTBOX = t.MECHANICS.outbox.outbox


@pytest.fixture
def bureau(client: Make, referral: Referral, clock: SimulatedClock) -> Bureau:
    return bureau_of(client, referral, clock)


async def of_a_whole_file(bureau: Bureau) -> Json:
    """The client of a request that was honoured, with an answer that is kept under a key."""
    referral = bureau.referral
    client = await referral.register()
    asked = await referral.ask()
    decided = await referral.decide(asked["id"], besluit="toegekend")
    assert decided.is_success, decided.text
    await bureau.settle()
    return client


@pytest.mark.both_databases
async def test_nothing_is_left_of_a_client_and_all_of_another(bureau: Bureau) -> None:
    rt, referral = bureau.rt, bureau.referral
    await of_a_whole_file(bureau)
    *_, sent = (await referral.aanbieder.get("/uitgaande-berichten")).json()["resultaten"]
    lijst = await bureau.later()
    other = await child(referral)
    await execute(rt, planted(rt, BSN)[1])
    before = await traces(rt, BSN)

    await bureau.settle()

    assert before >= {
        "client.bsn_hash",
        "client.bsn_verzegeld",
        "idempotency.body",
        "mail_in.inhoud",
        "mail_out.inhoud",
        "outbox.envelope",
        "outbox.key",
    }
    assert await traces(rt, BSN) == set()
    assert await bureau.known(other)
    assert await traces(rt, bsn(0)) >= {"client.bsn_hash", "client.bsn_verzegeld"}
    (regel,) = await bureau.anna.regels(lijst)
    assert (regel["toestand"], regel["clientId"]) == ("vernietigd", None)
    gone = await referral.aanbieder.get(sent["inhoud"].removeprefix("/v1"))
    assert (gone.status_code, gone.json()["code"]) == (404, "vernietigd")
    told = await command(rt, "verify")
    assert told == [f"1 proofs, {len(t.metadata.tables) - 2} tables"]  # but for the log


@pytest.mark.both_databases
async def test_nothing_is_left_of_the_bsn_of_before_a_correction(bureau: Bureau) -> None:
    client = await of_a_whole_file(bureau)
    answer = await correct(bureau.referral, client, bsn=RIGHT)
    assert answer.status_code == 200, answer.text
    lijst = await bureau.later()
    before = await traces(bureau.rt, BSN)

    await bureau.settle()

    assert before >= {"mail_in.inhoud", "mail_out.inhoud", "outbox.envelope", "vorig_bsn.bsn_hash"}
    assert await traces(bureau.rt, BSN) == await traces(bureau.rt, RIGHT) == set()
    (regel,) = await bureau.anna.regels(lijst)
    assert regel["toestand"] == "vernietigd"


@pytest.mark.both_databases
async def test_each_pseudonym_of_before_a_correction_gets_one_of_its_own(
    bureau: Bureau, published: Published
) -> None:
    """So that what was known before can be counted as it was; a hash to search by is not told."""
    client = await of_a_whole_file(bureau)
    answer = await correct(bureau.referral, client, bsn=RIGHT)
    assert answer.status_code == 200, answer.text
    await bureau.later()
    await bureau.settle()

    vault = bureau.rt.need_vault()
    (told,) = await published(ClientgegevensVernietigd)
    (former,) = told.eerdere
    assert told.client_pseudoniem == vault.pseudonym(RIGHT, PURPOSE_CHAIN)
    assert former.client_pseudoniem == vault.pseudonym(BSN, PURPOSE_CHAIN)
    assert former.vervangend_pseudoniem != told.vervangend_pseudoniem
    async with bureau.rt.db.read() as session:
        envelopes = map(json.loads, await session.scalars(sa.select(OUTBOX.c.envelope)))
        data = {one["type"]: one["data"] for one in envelopes}
    corrected = data[ClientGecorrigeerd.type]
    assert (corrected["clientPseudoniem"], corrected["opvolger"]) == (
        former.vervangend_pseudoniem,
        told.vervangend_pseudoniem,
    )
    assert data[ClientgegevensVernietigd.type]["eerdere"] == [
        {
            "clientPseudoniem": former.vervangend_pseudoniem,
            "vervangendPseudoniem": former.vervangend_pseudoniem,
        }
    ]


@pytest.mark.both_databases
async def test_what_was_approved_before_a_correction_goes_too(bureau: Bureau) -> None:
    """A claim was approved under the BSN that proved wrong: it is found by its toewijzing."""
    referral = bureau.referral
    client = await referral.register()
    award = await referral.award()
    await execute(bureau.rt, planted(bureau.rt, BSN, award["toewijzingNummer"])[0])
    answer = await correct(referral, client, bsn=RIGHT)
    assert answer.status_code == 200, answer.text
    await bureau.later()

    await bureau.settle()

    assert await traces(bureau.rt, BSN) == await traces(bureau.rt, RIGHT) == set()
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["rijen"]["goedgekeurd"]) == (1, 1)


@pytest.mark.both_databases
async def test_the_proof_says_what_why_and_by_whom_and_not_of_whom(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    await of_a_whole_file(bureau)
    lijst = await bureau.later()
    client_id = (await bureau.anna.regels(lijst))[0]["clientId"]
    capsys.readouterr()

    await bureau.settle()

    logged = capsys.readouterr().out
    (proof,) = await bureau.proofs()
    assert (proof["lijstId"], proof["personen"], proof["gebleven"]) == (lijst["id"], 1, 0)
    assert proof["grondslag"].startswith("Jeugdwet art. 7.3.8 lid 3")
    (regel,) = await bureau.anna.regels(lijst)
    assert proof["rijen"] == regel["rijen"]
    assert {"client", "toewijzing", "verzoek", "besluit", "verzending"} <= set(proof["rijen"])
    assert {"mail_in", "mail_out", "outbox"} <= set(proof["gewist"])
    steps = [(one["handeling"], one["persoon"]) for one in proof["stappen"]]
    assert steps == [
        ("opstellen", "Anna Vos"),
        ("indienen", "Anna Vos"),
        ("vaststellen", "Bert Mol"),
        ("uitvoeren", "systeem"),
    ]
    assert "destruction_declared" in logged
    pseudoniem = bureau.rt.need_vault().pseudonym(BSN, PURPOSE_CHAIN)
    for personal in (BSN, pseudoniem, client_id):
        assert personal not in str(proof) + logged


@pytest.mark.both_databases
async def test_others_are_told_and_the_history_leads_to_nobody(
    bureau: Bureau, published: Published
) -> None:
    await of_a_whole_file(bureau)
    await bureau.later()
    await bureau.settle()

    pseudoniem = bureau.rt.need_vault().pseudonym(BSN, PURPOSE_CHAIN)
    (told,) = await published(ClientgegevensVernietigd)
    assert (told.gemeentecode, told.client_pseudoniem) == ("0384", pseudoniem)
    assert (told.categorie, told.grond) == ("clientdossier", "termijn")
    assert told.vervangend_pseudoniem != pseudoniem
    async with bureau.rt.db.read() as session:
        rows = (await session.execute(sa.select(OUTBOX.c.key, OUTBOX.c.envelope))).all()
    replaced = [row for row in rows if row.key == told.vervangend_pseudoniem]
    kinds = {json.loads(row.envelope)["type"] for row in replaced}
    assert {ToewijzingVastgesteld.type, ClientgegevensVernietigd.type} <= kinds
    for row in replaced:
        envelope = Envelope.from_bytes(row.envelope.encode())
        assert envelope.partitionkey == told.vervangend_pseudoniem
        assert envelope.data["clientPseudoniem"] == told.vervangend_pseudoniem
    # The log itself is as it was: it cannot be written over.
    (award,) = await published(ToewijzingVastgesteld)
    assert award.client_pseudoniem == pseudoniem


@pytest.mark.both_databases
async def test_who_is_stopped_half_way_goes_on_where_it_was(bureau: Bureau) -> None:
    for number in range(3):
        await child(bureau.referral, number)
    lijst = await bureau.later()
    work = carry_out(bureau.rt.need_vernietiging(), await bureau.approved_list())
    first = await anext(work)
    del work
    half = [one["toestand"] for one in await bureau.anna.regels(lijst)]
    none_yet = await bureau.proofs()

    await bureau.settle()

    assert first == "row 1 vernietigd"
    assert half == ["vernietigd", "open", "open"]
    assert none_yet == []
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["rijen"]) == (3, {"client": 3})
    for number in range(3):
        assert await traces(bureau.rt, bsn(number)) == set()


@pytest.mark.both_databases
async def test_who_is_stopped_while_wiping_wipes_the_rest(bureau: Bureau) -> None:
    await bureau.referral.ask()
    await bureau.later()
    v, kept = bureau.rt.need_vernietiging(), await bureau.approved_list()
    assert [told async for told in carry_out(v, kept)][-1] == WAITS
    (relay,) = [loop for loop in bureau.referral.service.loops if loop.name == "relay"]
    while await relay.step():
        pass
    work = carry_out(v, kept)
    assert await anext(work) == "looked through some rows"
    del work
    half = await traces(bureau.rt, BSN)

    told = await command(bureau.rt, "execute")

    assert "mail_in.inhoud" not in half
    assert "outbox.envelope" in half
    assert "proof 1: 1 persons" in told[0]
    assert await traces(bureau.rt, BSN) == set()
    (proof,) = await bureau.proofs()
    assert proof["gewist"]["mail_in"] == 1  # of before it was stopped
    assert await command(bureau.rt, "execute") == ["nothing was approved"]


@pytest.mark.both_databases
async def test_what_fails_half_way_a_person_leaves_all_of_it(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    await child(bureau.referral)
    await bureau.later()

    async def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store, "keep_regel", fails)
        with pytest.raises(OSError, match="full"):
            await bureau.settle()
    assert "client.bsn_hash" in await traces(bureau.rt, bsn(0))

    await bureau.settle()
    assert await traces(bureau.rt, bsn(0)) == set()


@pytest.mark.both_databases
async def test_what_was_held_or_changed_since_stays(bureau: Bureau) -> None:
    """Term and hold are looked at again when it is done."""
    held, changed, goes = [await child(bureau.referral, number) for number in range(3)]
    lijst = await bureau.later()
    await bureau.anna.hold(held, sinds="2047-03-01")
    again = client_json(bsn(1)) | {"geboortedatum": "2012-03-05"}
    assert (await bureau.referral.gemeente.post("/clienten", json=again)).status_code == 200

    await bureau.settle()

    rows = {one["clientId"]: one for one in await bureau.anna.regels(lijst)}
    found = {key: (one["toestand"], one["reden"]) for key, one in rows.items()}
    assert found == {
        held: ("opgeschort", "lopende-procedure"),
        changed: ("gebleven", "termijn-loopt"),
        None: ("vernietigd", None),
    }
    assert [await bureau.known(one) for one in (held, changed, goes)] == [True, True, False]
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["gebleven"]) == (1, 2)


@pytest.mark.both_databases
async def test_a_hold_placed_past_the_list_is_seen_when_it_is_done(bureau: Bureau) -> None:
    """As one does that begins on a day after the list was approved."""
    client_id = await child(bureau.referral)
    lijst = await bureau.later()
    await bureau.anna.hold(client_id, sinds="2047-03-02")
    bureau.clock.move_to(LATER + timedelta(days=1))

    await bureau.settle()

    (regel,) = await bureau.anna.regels(lijst)
    assert (regel["toestand"], await bureau.known(client_id)) == ("opgeschort", True)
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["gebleven"]) == (0, 1)


@pytest.mark.both_databases
async def test_a_client_who_asked_is_destroyed_before_any_term_ends(
    bureau: Bureau, published: Published
) -> None:
    asks, stays = await child(bureau.referral, 0), await child(bureau.referral, 1)
    today = bureau.clock.today().isoformat()
    await bureau.approve(clientId=asks, verzochtOp=today)

    await bureau.settle()

    assert await traces(bureau.rt, bsn(0)) == set()
    assert await bureau.known(stays)
    assert [told.grond for told in await published(ClientgegevensVernietigd)] == ["verzoek"]
    assert [one["grond"] for one in await bureau.proofs()] == ["verzoek"]
