# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: that somebody was destroyed can be verified, and who came back is found."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.contracts import BewaarplichtVastgesteld
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention.scrub import redacted
from libs.common.retention.uitvoeren import WAITS, carry_out
from services.referral import tables as t
from tests.archief import LISTS
from tests.referral.conftest import Published
from tests.referral.gezinnen import bsn, child
from tests.referral.harness import Referral, award_json, client_json
from tests.referral.messages import ANDERE_GEMEENTE, BSN, jw315
from tests.referral.test_referral_correctie import RIGHT, correct
from tests.referral.vernietiging import LATER, Bureau, bureau_of, command, execute, planted, traces

Make = Callable[..., httpx.AsyncClient]
MAILBOX = t.MECHANICS.mailbox
assert MAILBOX is not None
MAIL_IN = MAILBOX.mail_in


@pytest.fixture
def bureau(client: Make, referral: Referral, clock: SimulatedClock) -> Bureau:
    return bureau_of(client, referral, clock)


@pytest.mark.both_databases
async def test_verify_finds_who_came_back(bureau: Bureau) -> None:
    """In whatever table and however sealed; but who is registered anew is no breach."""
    rt = bureau.rt
    await child(bureau.referral)
    await bureau.later()
    await bureau.settle()
    for row in planted(rt, bsn(0)):
        await execute(rt, row)
    asked = parser_of("referral").parse_args(["retention", "verify"])
    told = OPERATE["retention"](rt, asked)

    lines = [await anext(told) for _ in range(3)]
    with pytest.raises(RefusedError, match="does not hold"):
        await anext(told)

    assert lines[:2] == [
        "goedgekeurd.client_pseudoniem 1 rows of who was destroyed",
        "idempotency.body 1 rows of who was destroyed",
    ]
    for table in (t.goedgekeurd, t.MECHANICS.idempotency):
        await execute(rt, sa.delete(table))
    await command(rt, "verify")
    bureau.clock.move_to(LATER + timedelta(days=1))
    await child(bureau.referral)
    await command(rt, "verify")


@pytest.mark.both_databases
@pytest.mark.parametrize("breach", ["changed", "taken away", "cut off"])
async def test_verify_finds_a_proof_that_is_not_as_it_was(breach: str, bureau: Bureau) -> None:
    for number in range(2):
        client_id = await child(bureau.referral, number)
        await bureau.approve(clientId=client_id, verzochtOp=bureau.clock.today().isoformat())
        await bureau.settle()
    assert (await command(bureau.rt, "verify"))[-1].startswith("2 proofs")
    proof = bureau.rt.need_vernietiging().tables.verklaring
    statements = {
        "changed": sa.update(proof).where(proof.c.volgnummer == 1).values(personen=7),
        "taken away": sa.delete(proof).where(proof.c.volgnummer == 1),
        "cut off": sa.delete(proof).where(proof.c.volgnummer == 2),
    }

    await execute(bureau.rt, statements[breach])

    with pytest.raises(RefusedError, match="does not hold"):
        await command(bureau.rt, "verify")


@pytest.mark.both_databases
async def test_what_is_left_keeps_a_list_from_being_proven(bureau: Bureau) -> None:
    await child(bureau.referral)
    lijst = await bureau.later()
    row = sa.insert(t.regio).values(regiocode="X", versie=1, leden=[f"kind {bsn(0)}"])
    await execute(bureau.rt, row)

    await bureau.settle()

    assert await bureau.proofs() == []
    held = await bureau.anna.http.get(f"{LISTS}/{lijst['id']}")
    assert held.json()["toestand"] == "vastgesteld"
    with pytest.raises(RefusedError, match=r"regio\.leden 1 rows"):
        await command(bureau.rt, "execute")
    await execute(bureau.rt, sa.delete(t.regio).where(t.regio.c.regiocode == "X"))
    assert "proof 1: 1 persons" in (await command(bureau.rt, "execute"))[0]


@pytest.mark.both_databases
async def test_what_is_of_another_gemeente_stays(bureau: Bureau) -> None:
    """The same child, known to two: each keeps its own file for its own time."""
    there = bureau.referral.as_party(ANDERE_GEMEENTE)
    here = await child(bureau.referral)
    other = (await there.post("/clienten", json=client_json(bsn(0)))).json()["id"]
    await bureau.later()

    await bureau.settle()

    assert not await bureau.known(here)
    assert (await there.get(f"/clienten/{other}")).status_code == 200
    assert await traces(bureau.rt, bsn(0)) >= {"client.bsn_hash", "client.bsn_verzegeld"}
    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["eldersBekend"]) == (1, 1)
    assert (await command(bureau.rt, "verify"))[-1].startswith("1 proofs")


@pytest.mark.both_databases
@pytest.mark.parametrize("theirs", ["now", "before a correction of theirs"])
async def test_a_bsn_had_by_mistake_may_be_of_a_child_elsewhere(
    theirs: str, bureau: Bureau
) -> None:
    """What the other gemeente keeps and was sent of that child stays as it is."""
    referral = bureau.referral
    there = referral.as_party(ANDERE_GEMEENTE)
    client = await referral.register()
    made = (await there.post("/clienten", json=client_json(BSN))).json()
    award = await there.post("/toewijzingen", json=award_json())
    assert award.status_code == 201, award.text
    await bureau.settle()
    assert (await correct(referral, client, bsn=RIGHT)).status_code == 200
    if theirs != "now":
        right = {"reden": "onjuist-vastgelegd", "bron": "B", "bsn": bsn(7)}
        path, tag = f"/clienten/{made['id']}/_corrigeren", {"If-Match": '"1"'}
        assert (await there.post(path, json=right, headers=tag)).status_code == 200
    await bureau.settle()
    sent = (await referral.aanbieder.get("/uitgaande-berichten")).json()["resultaten"]
    today = bureau.clock.today().isoformat()
    bureau.clock.move_to(LATER)
    await bureau.approve(clientId=client["id"], verzochtOp=today)

    await bureau.settle()

    (proof,) = await bureau.proofs()
    assert (proof["personen"], proof["eldersBekend"]) == (1, 1)
    assert await traces(bureau.rt, BSN) >= {"mail_out.inhoud", "outbox.envelope", "outbox.key"}
    of_them = [one for one in sent if one["afzender"] == ANDERE_GEMEENTE]
    assert of_them
    for one in of_them:
        kept = await referral.aanbieder.get(one["inhoud"].removeprefix("/v1"))
        assert kept.status_code == 200


@pytest.mark.both_databases
async def test_who_is_registered_anew_before_the_proof_keeps_what_is_of_since(
    bureau: Bureau,
) -> None:
    """The list ends, with all of before wiped."""
    referral, rt = bureau.referral, bureau.rt
    before = await referral.ask()
    await bureau.later()
    work = carry_out(rt.need_vernietiging(), await bureau.approved_list())
    assert [told async for told in work][-1] == WAITS
    bureau.clock.move_to(LATER + timedelta(minutes=1))
    anew = await referral.register(geboortedatum="2040-02-14")
    sent = await referral.post(jw315(identificatie="ANEW"))

    await bureau.settle()

    assert sent.status_code == 202
    assert anew["id"] != before["clientId"]
    (proof,) = await bureau.proofs()
    assert proof["gewist"]["mail_in"] == 1
    async with rt.db.read() as session:
        kept = await session.scalars(sa.select(MAIL_IN.c.inhoud).order_by(MAIL_IN.c.ontvangen_op))
        told = [BSN in rt.need_vault().open(one).decode() for one in kept]
    assert told == [False, True]
    assert (await command(rt, "verify"))[-1].startswith("1 proofs")


@pytest.mark.both_databases
async def test_others_are_told_of_a_hold_and_of_its_end(
    bureau: Bureau, published: Published
) -> None:
    """By pseudonym, without who placed it or the article; those of before by command."""
    client_id = await child(bureau.referral)
    held = await bureau.anna.hold(client_id, tot="2027-01-01")
    assert await command(bureau.rt, "tell-holds") == ["1 holds told"]
    path = f"/bewaarplichten/{held['id']}/_opheffen"
    lifted = await bureau.anna.http.post(path, headers={"If-Match": '"1"'})
    assert lifted.status_code == 200, lifted.text
    assert await command(bureau.rt, "tell-holds") == ["0 holds told"]
    await bureau.settle()

    told = await published(BewaarplichtVastgesteld)

    assert [(one.versie, one.opgeheven_op is None) for one in told] == [
        (1, True),
        (1, True),
        (2, False),
    ]
    pseudoniem = bureau.rt.need_vault().pseudonym(bsn(0), PURPOSE_CHAIN)
    assert {one.client_pseudoniem for one in told} == {pseudoniem}
    assert "Awb" not in told[0].model_dump_json()


TWO = (
    b'<?xml version="1.0"?><v:Bericht xmlns:v="x"><v:Clienten>'
    b"<v:Client><v:Bsn>999900006</v:Bsn><v:Naam>Wit</v:Naam></v:Client>\n"
    b"<v:Client><v:Bsn>999900018</v:Bsn><v:Naam>Zwart</v:Naam></v:Client>"
    b"</v:Clienten></v:Bericht>"
)


@pytest.mark.parametrize(
    ("plain", "of", "rest"),
    [
        (TWO, {"999900006"}, TWO.replace(TWO[TWO.index(b"<v:Client>") : TWO.index(b"\n")], b"")),
        (TWO, {"999900006", "999900018"}, b""),
        (TWO.replace(b"Zwart", b"zie 999900006"), {"999900006"}, b""),
        (b"\xff no XML 999900006", {"999900006"}, b""),
    ],
)
def test_a_message_keeps_its_other_clients(plain: bytes, of: set[str], rest: bytes) -> None:
    assert redacted(plain, of) == rest
