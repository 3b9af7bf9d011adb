# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payments that the bank could not make: reported, confirmed by another, paid once."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from services.billing import tables as t
from services.billing.handlers.grootboekcontrole import differences
from tests.billing.betalen import (
    OTHER,
    account,
    all_lines,
    credit,
    prepared,
    step,
)
from tests.billing.claims import AANBIEDER
from tests.billing.harness import Billing

Client = Callable[..., httpx.AsyncClient]
Executed = Callable[[], Awaitable[dict[str, Any]]]
CLOSED = {"soort": "teruggestort", "code": "AC04", "op": "2026-11-24"}


@pytest.fixture
def executed(ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient) -> Executed:
    """A run that the bank has, as its dossier."""

    async def make() -> dict[str, Any]:
        run = (await prepared(anna))["id"]
        await step(bram, run, "goedkeuren")
        await step(anna, run, "uitvoeren")
        return await _dossier(anna, run)

    return make


async def _dossier(caller: httpx.AsyncClient, run: str) -> dict[str, Any]:
    found: dict[str, Any] = (await caller.get(f"/betaalruns/{run}")).json()
    return found


def _paid(run: dict[str, Any]) -> str:
    (betaling,) = run["betalingen"]
    return str(betaling["endToEndId"])


async def report(caller: httpx.AsyncClient, run: dict[str, Any], **changes: Any) -> httpx.Response:
    """By hand."""
    body = {"endToEndId": _paid(run)} | CLOSED | changes
    return await caller.post(f"/betaalruns/{run['id']}/mislukkingen", json=body)


async def decide(
    caller: httpx.AsyncClient, run: dict[str, Any], besluit: str = "goedkeuren"
) -> httpx.Response:
    """About its only payment."""
    body = {"betalingen": [_paid(run)], "besluit": besluit}
    return await caller.post(f"/betaalruns/{run['id']}/mislukkingen/besluiten", json=body)


@pytest.mark.both_databases
async def test_what_failed_is_owed_again_and_paid_once(
    ready: Billing,
    executed: Executed,
    anna: httpx.AsyncClient,
    bram: httpx.AsyncClient,
    client: Client,
) -> None:
    """To the account that is right by then; the first specification says it was not paid."""
    run = await executed()
    await account(anna, bram, AANBIEDER, OTHER)
    reported = await report(anna, run)
    none_yet = await anna.post("/betaalruns", json={"uitvoerdatum": "2026-11-25"})

    confirmed = await decide(bram, run)

    assert reported.status_code == 200, reported.text
    assert reported.json()["betalingen"][0]["toestand"] == "gemeld"
    assert (reported.json()["mislukt"], none_yet.json()["code"]) == (0, "niets-te-betalen")
    assert confirmed.status_code == 200, confirmed.text
    (betaling,) = confirmed.json()["betalingen"]
    assert (betaling["toestand"], betaling["mislukking"]) == ("mislukt", CLOSED)
    assert (confirmed.json()["mislukt"], confirmed.json()["toestand"]) == (10_000, "uitgevoerd")
    steps = [(one["handeling"], one["persoon"]) for one in confirmed.json()["stappen"]]
    assert steps[3:] == [
        ("mislukking-melden", "Anna Bos"),
        ("mislukking-goedkeuren", "Bram Vos"),
    ]
    again = await executed()
    (renewed,) = again["betalingen"]
    assert (again["bedrag"], renewed["iban"], renewed["toestand"]) == (10_000, OTHER, "opgenomen")
    assert renewed["endToEndId"] != betaling["endToEndId"]
    nothing = await anna.post("/betaalruns", json={"uitvoerdatum": "2026-11-25"})
    assert nothing.json()["code"] == "niets-te-betalen"
    aanbieder = client(ready.service, OrgType.AANBIEDER, AANBIEDER, ("betalingen:lezen",))
    for one, toestand in ((run, "mislukt"), (again, "opgenomen")):
        lines = await all_lines(aanbieder, f"/betaalruns/{one['id']}/specificatie")
        assert {(line["toestand"], len(lines)) for line in lines} == {(toestand, 2)}
    assert [one async for one in differences(ready.service.runtime)] == []


async def test_a_credit_in_between_is_taken_off(
    ready: Billing, executed: Executed, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    run = await executed()
    await report(anna, run)
    await ready.claim(credit(3, "RN1"))

    await decide(bram, run)

    assert (await prepared(anna))["bedrag"] == 5_000


async def test_nobody_confirms_what_it_reported_and_nothing_fails_twice(
    executed: Executed, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    """Refused the payment stands; reported again and confirmed it is over."""
    run = await executed()
    early = await decide(bram, run)
    await report(anna, run)
    twice, own = await report(anna, run), await decide(anna, run)
    refused = await decide(bram, run, "afwijzen")
    await report(anna, run)
    await decide(bram, run)
    after = [await report(anna, run), await decide(bram, run)]

    assert [(a.status_code, a.json()["code"]) for a in (early, twice, own, *after)] == [
        (409, "verkeerde-stap"),
        (409, "verkeerde-stap"),
        (403, "vier-ogen"),
        (409, "verkeerde-stap"),
        (409, "verkeerde-stap"),
    ]
    (betaling,) = refused.json()["betalingen"]
    assert (betaling["toestand"], betaling["mislukking"]) == ("opgenomen", None)


async def test_only_of_a_run_that_the_bank_has(
    ready: Billing, anna: httpx.AsyncClient, executed: Executed, client: Client
) -> None:
    """One of the own, and a payment that is in it."""
    concept = await _dossier(anna, (await prepared(anna))["id"])
    early = await report(anna, concept)
    await step(anna, concept["id"], "intrekken")
    run = await executed()
    scopes = ("betalingen:voorbereiden",)
    other = client(ready.service, OrgType.GEMEENTE, "0307", scopes, persoon="Cor")

    assert (early.status_code, early.json()["code"]) == (409, "niet-uitgevoerd")
    assert (await report(anna, run, endToEndId="0384-0-0")).status_code == 404
    assert (await report(other, run)).status_code == 404
    for wrong in ({"code": "te laat"}, {"soort": "kwijt"}, {"op": "gisteren"}):
        assert (await report(anna, run, **wrong)).status_code == 400


def pain002(run: dict[str, Any], **statuses: str) -> bytes:
    """What a bank says of the file of a run: of the whole, of its batch, of its payment."""
    told = {"group": "PART", "batch": "PART", "payment": "RJCT", "version": "10"} | statuses
    whole, one = told.get("whole", "FF01"), told.get("one", "AC01")
    end_to_end = told.get("endtoend") or _paid(run)
    original = told.get("original") or run["id"].replace("-", "")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{told["version"]}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-11-25T07:15:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{original}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
<GrpSts>{told["group"]}</GrpSts><StsRsnInf><Rsn><Cd>{whole}</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>{original}-1</OrgnlPmtInfId><PmtInfSts>{told["batch"]}</PmtInfSts>
<TxInfAndSts><OrgnlEndToEndId>{end_to_end}</OrgnlEndToEndId><TxSts>{told["payment"]}</TxSts>
<StsRsnInf><Rsn><Cd>{one}</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>""".encode()


async def take_in(caller: httpx.AsyncClient, run: dict[str, Any], content: bytes) -> httpx.Response:
    """Post the file of the bank."""
    path = f"/betaalruns/{run['id']}/mislukkingen/_inlezen"
    headers = {"Content-Type": "application/xml"}
    return await caller.post(path, content=content, headers=headers)


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ({}, "AC01"),
        ({"version": "03"}, "AC01"),
        ({"group": "RJCT", "payment": "ACCP"}, "FF01"),
        ({"batch": "RJCT", "payment": "ACCP"}, "MS03"),
        ({"payment": "ACSC"}, None),
    ],
    ids=["a payment", "an older version", "the whole file", "a batch", "accepted"],
)
async def test_the_file_of_the_bank_reports_what_it_rejects(
    executed: Executed, anna: httpx.AsyncClient, statuses: dict[str, str], code: str | None
) -> None:
    """Once: the same file again changes nothing."""
    run = await executed()

    first, again = [await take_in(anna, run, pain002(run, **statuses)) for _ in range(2)]

    assert (first.status_code, first.json()) == (200, again.json()), first.text
    (betaling,) = first.json()["betalingen"]
    told = {"soort": "afgewezen", "code": code, "op": "2026-11-25"}
    assert betaling["mislukking"] == (told if code else None)
    assert betaling["toestand"] == ("gemeld" if code else "opgenomen")


@pytest.mark.parametrize(
    "statuses",
    [
        {"group": "RJCT", "whole": "DU01", "payment": "ACCP"},
        {"group": "RJCT", "whole": "AM05", "batch": "RJCT"},
        {"one": "DU04"},
    ],
    ids=["the whole file", "with another code for its parts", "a payment"],
)
async def test_what_the_bank_got_twice_did_not_fail(
    executed: Executed, anna: httpx.AsyncClient, statuses: dict[str, str]
) -> None:
    """The first time it may have been paid: nothing of such a file is taken in."""
    run = await executed()

    answer = await take_in(anna, run, pain002(run, **statuses))

    assert (answer.status_code, answer.json()["code"]) == (409, "dubbel-aangeboden")
    assert (await _dossier(anna, run["id"]))["betalingen"][0]["toestand"] == "opgenomen"


@pytest.mark.parametrize("soort", ["afgewezen", "teruggestort"])
async def test_nor_does_it_by_hand(executed: Executed, anna: httpx.AsyncClient, soort: str) -> None:
    """Whoever copies the code of the bank is told so too."""
    run = await executed()

    answer = await report(anna, run, soort=soort, code="AM05")

    assert (answer.status_code, answer.json()["code"]) == (409, "dubbel-aangeboden")
    assert "(AM05)" in answer.json()["detail"]
    assert (await _dossier(anna, run["id"]))["betalingen"][0]["toestand"] == "opgenomen"


async def test_one_that_was_reported_as_double_before_can_only_be_refused(
    ready: Billing, executed: Executed, anna: httpx.AsyncClient, bram: httpx.AsyncClient
) -> None:
    run = await executed()
    await report(anna, run)
    async with ready.service.runtime.db.begin() as session:
        (told,) = await session.scalars(sa.select(t.betaling.c.mislukking))
        old = told | {"code": "DU04"}
        await session.execute(sa.update(t.betaling).values(mislukking=old))

    confirmed = await decide(bram, run)
    refused = await decide(bram, run, "afwijzen")

    assert (confirmed.status_code, confirmed.json()["code"]) == (409, "dubbel-aangeboden")
    assert refused.json()["betalingen"][0]["toestand"] == "opgenomen"


async def test_a_file_that_says_nothing_about_this_run(
    executed: Executed, anna: httpx.AsyncClient
) -> None:
    """Of another run, of a payment that is not in it, no pain.002, no XML, an entity, too large."""
    run = await executed()
    doctype = b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'
    wrong = {
        "ander-betaalbestand": [pain002(run, original="X" * 32)],
        "onbekende-betaling": [pain002(run, endtoend="0384-1-1")],
        "geen-pain002": [b"<Document/>", b"geen xml", doctype, b""],
    }

    for code, files in wrong.items():
        for content in files:
            answer = await take_in(anna, run, content)
            assert (answer.status_code in (400, 409), answer.json()["code"]) == (True, code)
    large = await take_in(anna, run, b"<x>" + b" " * (5 * 1024 * 1024) + b"</x>")
    assert large.status_code == 413
    assert (await _dossier(anna, run["id"]))["betalingen"][0]["toestand"] == "opgenomen"
