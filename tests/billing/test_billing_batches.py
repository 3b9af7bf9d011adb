# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Several messages in one transaction: one outcome each, and none waits for another's fault."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.contracts.billing import DeclaratieBeoordeeld
from libs.common.mailbox import MAX_TRIES
from libs.common.runtime import settle
from libs.ijw import Claimed, read_claimed
from services.billing import tables as t
from services.billing.handlers.declareren import judge_declaraties
from services.billing.store.declaranten import lock_declarant, lock_declaranten
from tests.billing.claims import AANBIEDER, a_regel
from tests.billing.conftest import SCOPES, Client, Publish
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import BSN, Claim, contract, product, toewijzing

OTHERS = ("65656056", "65656057")
pytestmark = pytest.mark.both_databases


@pytest.fixture
async def several(billing: Billing, publish: Publish, client: Client) -> dict[str, Billing]:
    """Three aanbieders at one service, each with an award in the same gemeente."""
    await publish(contract(), product("45A03", 1250), toewijzing(10072))
    made = {AANBIEDER: billing}
    for number, agb in enumerate(OTHERS, start=1):
        its = {"agb_code": agb, "contract_id": f"contract-{agb}"}
        await publish(
            contract().model_copy(update=its),
            product("45A03", 1250).model_copy(update=its | {"product_id": f"product-{agb}"}),
            toewijzing(10072 + number, agb_code=agb),
        )
        caller = client(billing.service, OrgType.AANBIEDER, agb, SCOPES)
        made[agb] = Billing(billing.service, caller, billing.gemeente)
    await settle(billing.service)
    return made


def claim_of(agb: str, number: int, **changes: Any) -> Claim:
    line = a_regel(toewijzing_nummer=10072 + number, **changes)
    return Claim({BSN: [line]}, aanbieder=agb)


async def posted(several: dict[str, Billing]) -> dict[str, str]:
    """A claim of each, waiting to be judged; the ids by aanbieder."""
    ids = {}
    for number, (agb, billing) in enumerate(several.items()):
        answer = await billing.post(claim_of(agb, number).xml())
        ids[agb] = answer.json()["id"]
    return ids


async def test_messages_of_several_aanbieders_are_judged_at_once(
    several: dict[str, Billing], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    async def counted(rt: Any, session: Any, commands: Sequence[Any]) -> Any:
        sizes.append(len(commands))
        return await judge_declaraties(rt, session, commands)

    monkeypatch.setattr("services.billing.berichten.judge_declaraties", counted)
    ids = await posted(several)
    await settle(several[AANBIEDER].service)

    assert sizes == [3]
    for agb, mail_id in ids.items():
        message = await several[agb].message(mail_id)
        antwoord = jw325_of(message)
        assert antwoord.header.ontvanger == agb
        assert antwoord.declaratie_antwoord is not None
        assert antwoord.declaratie_antwoord.totaal_toegekend_bedrag.signed == 5_000


@pytest.mark.parametrize("many", [0, 1_000_000])
async def test_lines_are_kept_and_told_alike_however_many(
    several: dict[str, Billing], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Of a large message the events are written beside the lines, of a small one after them."""
    monkeypatch.setattr("services.billing.handlers.beantwoorden._MANY_LINES", many)
    await posted(several)
    await settle(several[AANBIEDER].service)

    rt = several[AANBIEDER].service.runtime
    outbox = rt.mechanics.outbox.outbox.c
    query = sa.select(outbox.envelope).where(outbox.topic == DeclaratieBeoordeeld.topic)
    async with rt.db.read() as session:
        lines = (await session.execute(sa.select(t.regel))).all()
        events = [json.loads(row)["data"] for row in await session.scalars(query)]
    told = [DeclaratieBeoordeeld.model_validate(one) for one in events]
    assert {(e.agb_code, r.regel_id, r.bedrag) for e in told for r in e.regels} == {
        (line.agb_code, line.id, line.bedrag) for line in lines
    }
    assert len(lines) == 3


async def test_a_message_sees_what_the_one_before_it_of_the_same_aanbieder_did(
    several: dict[str, Billing],
) -> None:
    """Both wait together: the credit in the second finds the debit in the first."""
    billing = several[AANBIEDER]
    first = claim_of(AANBIEDER, 0)
    credit = a_regel(referentie_nummer="RN2", vorig_referentie_nummer="RN1", credit=True)
    second = Claim({BSN: [credit]}, identificatie="ID2", declaratie_nummer="DN2")
    await billing.post(first.xml())
    answer = await billing.post(second.xml())
    await settle(billing.service)

    message = await billing.message(answer.json()["id"])
    assert (message["status"], message["bevindingen"]) == ("verwerkt", [])


async def test_one_that_cannot_be_judged_costs_the_others_nothing(
    several: dict[str, Billing], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(opened: Callable[[], bytes]) -> Claimed:
        if OTHERS[0].encode() in opened():
            raise RuntimeError("a fault of ours")
        return read_claimed(opened)

    monkeypatch.setattr("services.billing.berichten.read_claimed", breaks)
    ids = await posted(several)
    for _ in range(MAX_TRIES):
        await settle(several[AANBIEDER].service)

    states = {agb: (await several[agb].message(i))["status"] for agb, i in ids.items()}
    assert states == {AANBIEDER: "verwerkt", OTHERS[0]: "vastgelopen", OTHERS[1]: "verwerkt"}


async def test_an_aanbieder_that_another_worker_judges_now_is_left_to_it(
    several: dict[str, Billing], database_kind: str
) -> None:
    """Its messages keep their place and their attempts; those of others go on."""
    if database_kind == "sqlite":
        pytest.skip("one process writes to a SQLite file")
    rt = several[AANBIEDER].service.runtime
    (mail_loop,) = [x for x in several[AANBIEDER].service.loops if x.name == "mail"]
    ids = await posted(several)
    async with rt.db.begin() as session:
        await lock_declaranten(session, {AANBIEDER, *OTHERS})  # each is known from now on
    async with rt.db.begin() as session:
        await lock_declarant(session, AANBIEDER)
        await mail_loop.step()
        await mail_loop.step()
        states = {agb: (await several[agb].message(i))["status"] for agb, i in ids.items()}
    assert states == {AANBIEDER: "ontvangen", OTHERS[0]: "verwerkt", OTHERS[1]: "verwerkt"}
    async with rt.db.read() as session:
        mail_in = rt.need_mailbox().tables.mail_in
        assert set(await session.scalars(sa.select(mail_in.c.pogingen))) == {0}

    await settle(several[AANBIEDER].service)

    assert (await several[AANBIEDER].message(ids[AANBIEDER]))["status"] == "verwerkt"


async def test_answers_of_one_gemeente_are_numbered_without_a_hole(
    several: dict[str, Billing],
) -> None:
    ids = await posted(several)
    await settle(several[AANBIEDER].service)

    answers = [jw325_of(await several[agb].message(i)) for agb, i in ids.items()]
    numbers = {one.header.bericht_identificatie.identificatie for one in answers}
    assert numbers == {f"A{number:011d}" for number in (1, 2, 3)}
    async with several[AANBIEDER].service.runtime.db.read() as session:
        kept = (await session.execute(sa.select(t.declaratie.c.periode_begin))).scalars().all()
    assert set(kept) == {date(2026, 4, 1)}


async def test_a_message_that_fails_level_1_has_its_own_outcome_beside_others(
    several: dict[str, Billing],
) -> None:
    billing = several[AANBIEDER]
    wrong = (
        claim_of(AANBIEDER, 0)
        .xml()
        .replace(b"<m:Eenheid>04</m:Eenheid>", b"<m:Eenheid>4</m:Eenheid>")
    )
    bad = (await billing.post(wrong)).json()["id"]
    good = (await several[OTHERS[0]].post(claim_of(OTHERS[0], 1).xml())).json()["id"]
    await settle(billing.service)

    assert (await billing.message(bad))["status"] == "afgekeurd"
    assert (await several[OTHERS[0]].message(good))["status"] == "verwerkt"
