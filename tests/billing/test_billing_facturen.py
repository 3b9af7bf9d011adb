# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-13: invoices outside the messages, judged by the same rules as far as they can be asked."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.contracts.billing import DeclaratieBeoordeeld
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.domain.toewijzing import open_number
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.conftest import Publish
from tests.billing.facturen import (
    FACTUUR,
    REGEL,
    award_on,
    child,
    codes_of,
    submitted,
    without_bsn,
)
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, product, pseudoniem, toewijzing

Client = Callable[..., httpx.AsyncClient]
SCOPES = ("facturen:indienen", "facturen:lezen", "declaraties:lezen")


@pytest.fixture
async def sender(known: Billing, publish: Publish, client: Client) -> httpx.AsyncClient:
    """The aanbieder that invoices; there is an award on each of three references."""
    await publish(*(toewijzing(award_on(one), bsn=child(one)) for one in ("K-17", "K-18", "K-19")))
    await settle(known.service)
    return client(known.service, OrgType.AANBIEDER, AANBIEDER, SCOPES)


@pytest.mark.both_databases
async def test_b13_a_secured_invoice(
    known: Billing, sender: httpx.AsyncClient, client: Client
) -> None:
    """Approved by the same rules, flagged, published with the flag, and the BSN only sealed."""
    made = await submitted(sender)

    assert (made["totaalToegekend"], made["buitenBerichten"], made["kenmerk"]) == (
        5000,
        True,
        "K-17",
    )
    (event,) = await _published(known)
    assert (event.buiten_berichten, event.client_pseudoniem) == (True, pseudoniem(BSN))
    assert BSN not in event.model_dump_json() + json.dumps(made)
    runtime = known.service.runtime
    async with runtime.db.read() as session:
        (kept,) = (await session.execute(sa.select(t.declaratie_client))).all()
    assert BSN not in str(kept)
    assert runtime.need_vault().open(kept.bsn_verzegeld) == BSN.encode()
    gemeente = client(known.service, OrgType.GEMEENTE, GEMEENTE, ("facturen:lezen",))
    (shown,) = (await gemeente.get("/facturen")).json()["resultaten"]
    assert (shown["id"], shown["zonderBsn"]) == (made["id"], False)
    assert (await gemeente.get(f"/facturen/{made['id']}")).json() == made
    assert await known.declaraties() == []  # those are messages, with an answer


async def _published(billing: Billing) -> list[DeclaratieBeoordeeld]:
    table = billing.service.runtime.mechanics.outbox.outbox
    query = sa.select(table.c.envelope).where(table.c.topic == DeclaratieBeoordeeld.topic)
    async with billing.service.runtime.db.read() as session:
        rows = (await session.scalars(query.order_by(table.c.seq))).all()
    return [DeclaratieBeoordeeld.model_validate(json.loads(row)["data"]) for row in rows]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"volume": 21, "bedrag": 26_250}, ["9321"]),
        ({"tarief": 1300, "bedrag": 5200}, ["0611"]),
        ({"bedrag": 5001}, ["9346"]),
        ({"toewijzingNummer": 99}, ["9338"]),
        ({"toewijzingNummer": 10073}, ["9340"]),
    ],
)
async def test_b13_the_same_checks(
    sender: httpx.AsyncClient, change: dict[str, Any], codes: list[str]
) -> None:
    """Volume, tariff, amount, toewijzing, product: the codes that a JW325 would have."""
    assert codes_of(await submitted(sender, regels=[REGEL | change])) == [codes]


async def test_b13_the_toewijzing_of_another_client(sender: httpx.AsyncClient) -> None:
    """The lines are not judged, as in a message."""
    assert codes_of(await submitted(sender, bsn=OTHER_BSN)) == [["0233"]]


@pytest.mark.both_databases
async def test_b13_invoice_and_message_know_each_other(
    known: Billing, sender: httpx.AsyncClient
) -> None:
    """What one claimed the other cannot claim again; an invoice has no place in the months."""
    await known.claim(Claim({BSN: [a_regel()]}))
    assert codes_of(await submitted(sender)) == [["9389"]]
    may = {
        "referentieNummer": "F2",
        "periodeBegin": "2026-05-01",
        "periodeEind": "2026-05-31",
    }
    of_may = {"dagtekening": "2026-06-01", "factuurnummer": "2"}
    later = await submitted(sender, regels=[REGEL | may], **of_may)
    assert codes_of(later) == [[]]

    march = a_regel(
        referentie_nummer="RN2",
        toewijzing_nummer=10074,
        periode_begin=date(2026, 3, 1),
        periode_eind=date(2026, 3, 31),
    )
    message = await known.claim(Claim({OTHER_BSN: [march]}, "ID2", "DN2"))
    assert message["status"] == "verwerkt"
    again = a_regel(
        referentie_nummer="RN3", periode_begin=date(2026, 5, 1), periode_eind=date(2026, 5, 31)
    )
    period = (date(2026, 5, 1), date(2026, 5, 31))
    await known.claim(Claim({BSN: [again]}, "ID3", "DN3", period))
    (line,) = await known.regels()
    assert line["retourcodes"] == ["9389"]


@pytest.mark.both_databases
async def test_b13_a_client_without_bsn(known: Billing, sender: httpx.AsyncClient) -> None:
    """Judged on the award of its reference, by every rule; a client is one per reference."""
    first = await submitted(sender, **without_bsn())
    assert (codes_of(first), first["zonderBsn"]) == ([[]], True)

    repeated = REGEL | {"referentieNummer": "F2"}
    twice = await submitted(sender, **without_bsn(repeated, factuurnummer="2"))
    assert codes_of(twice) == [["9389"]]
    sibling = REGEL | {"referentieNummer": "F3"}
    other = await submitted(sender, **without_bsn(sibling, factuurnummer="3", kenmerk="K-18"))
    assert codes_of(other) == [[]]
    wrong = [
        REGEL | {"referentieNummer": "F4", "tarief": 1, "bedrag": 4, "periodeEind": "2026-04-29"},
        REGEL | {"referentieNummer": "F5", "code": "45A99"},
        REGEL | {"referentieNummer": "F1"},
    ]
    refused = await submitted(sender, **without_bsn(*wrong, factuurnummer="4", kenmerk="K-19"))
    assert [("0611" in c, "S329" in c, "8021" in c) for c in codes_of(refused)] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    names = {event.client_pseudoniem for event in await _published(known)}
    assert len(names) == 3
    assert not names & {pseudoniem(BSN), pseudoniem("")}


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("awarded", "change", "codes"),
    [
        ({}, {"volume": 21, "bedrag": 26_250}, ["9321"]),
        ({}, {"periodeBegin": "2025-04-01", "periodeEind": "2025-04-30"}, ["9307"]),
        ({"code": None, "omvang": None, "budget": 4_999}, {}, ["9369"]),
        ({"agb_code": "12345678"}, {}, ["9338"]),
        ({"bsn": OTHER_BSN}, {}, ["0233"]),
    ],
    ids=["volume", "term", "budget", "of another aanbieder", "of another client"],
)
async def test_b13_nothing_is_paid_that_nobody_awarded(
    known: Billing,
    sender: httpx.AsyncClient,
    publish: Publish,
    awarded: dict[str, Any],
    change: dict[str, Any],
    codes: list[str],
) -> None:
    """Without BSN too: volume, term and budget bound what a line may ask."""
    on_reference = {"bsn": child("K-20")} | awarded
    budget = on_reference.pop("budget", None)
    given = toewijzing(20_020, **on_reference)
    await publish(given.model_copy(update={"budget": budget}))
    await settle(known.service)

    made = await submitted(sender, **without_bsn(REGEL | change, kenmerk="K-20"))

    (found,) = codes_of(made)
    assert (set(codes) <= set(found), made["totaalToegekend"]) == (True, 0), found


@pytest.mark.parametrize("nummer", [{}, {"toewijzingNummer": None}, {"toewijzingNummer": -1}])
async def test_b13_every_line_names_a_toewijzing(
    sender: httpx.AsyncClient, nummer: dict[str, Any]
) -> None:
    """With no award there is nothing to hold a line against: nothing is kept, nothing payable."""
    bare = {k: v for k, v in REGEL.items() if k != "toewijzingNummer"} | nummer
    answer = await sender.post("/facturen", json=FACTUUR | {"bsn": None, "regels": [bare]})

    assert answer.status_code == 400, answer.text
    assert "toewijzingNummer" in str(answer.json()["invalidParams"][0])
    assert (await sender.get("/facturen")).json() == {"resultaten": []}


def _no_award(**changes: Any) -> dict[str, Any]:
    """A line that credits F1 and names no toewijzing."""
    of_debit = {"vorigReferentieNummer": "F1", "debetCredit": "C"} | changes
    return {k: v for k, v in REGEL.items() if k != "toewijzingNummer"} | of_debit


@pytest.fixture
async def of_before(known: Billing, sender: httpx.AsyncClient) -> dict[str, Any]:
    """An invoice without BSN that was approved without a toewijzing, when that could be."""
    made = await submitted(sender, **without_bsn())
    async with known.service.runtime.db.begin() as session:
        feiten = await session.scalar(sa.select(t.regel.c.feiten))
        values = {
            "toewijzing_nummer": open_number(pseudoniem(child("K-17"))),
            "feiten": {**(feiten or {}), "toewijzingVersie": 0},
        }
        await session.execute(sa.update(t.regel).values(values))
    return made


@pytest.mark.both_databases
async def test_b13_what_was_approved_without_a_toewijzing_can_be_credited(
    of_before: dict[str, Any], sender: httpx.AsyncClient
) -> None:
    """Of the same reference alone, once; with a BSN every line names one."""
    first, others = _no_award(referentieNummer="F2"), {"kenmerk": "K-18", "factuurnummer": "3"}
    with_bsn = await sender.post("/facturen", json=FACTUUR | {"regels": [first]})
    wrong = await submitted(sender, bsn=None, regels=[_no_award(referentieNummer="F9")], **others)

    made = await submitted(sender, bsn=None, regels=[first], factuurnummer="2")

    assert with_bsn.status_code == 400
    assert (codes_of(wrong), codes_of(made), made["totaalToegekend"]) == ([["8017"]], [[]], -5000)
    twice = _no_award(referentieNummer="F4")
    again = await submitted(sender, bsn=None, regels=[twice], factuurnummer="4")
    assert codes_of(again) == [["9390"]]


@pytest.mark.both_databases
async def test_b13_what_was_approved_without_a_toewijzing_stays_so(
    known: Billing, publish: Publish, of_before: dict[str, Any], sender: httpx.AsyncClient
) -> None:
    """Explained and judged again as it was, it broke no rule: nothing is otherwise now."""
    answer = await sender.get(f"/declaraties/{of_before['id']}/regels/1/toelichting")
    await publish(product(versie=2))
    await settle(known.service)

    verdicts = {step["oordeel"] for step in answer.json()["stappen"]}
    assert (answer.json()["toegekend"], verdicts) == (True, {"voldaan", "niet-van-toepassing"})
    path = f"/declaraties/{of_before['id']}/_herbeoordeel"
    assert (await known.gemeente.post(path, json={})).json()["verschillen"] == []
    assert (await known.gemeente.get("/verschillen")).json() == {"resultaten": []}


@pytest.mark.both_databases
async def test_b13_credit_of_an_invoice(sender: httpx.AsyncClient) -> None:
    """In full and once, as in a message; then the month may be invoiced anew."""
    await submitted(sender, **without_bsn())
    credit = REGEL | {
        "referentieNummer": "F2",
        "vorigReferentieNummer": "F1",
        "debetCredit": "C",
    }
    renewed = REGEL | {"referentieNummer": "F3", "volume": 3, "bedrag": 3750}

    changed = await submitted(sender, **without_bsn(credit, renewed, factuurnummer="2"))

    assert (codes_of(changed), changed["totaalToegekend"]) == ([[], []], -1250)
    again = credit | {"referentieNummer": "F4"}
    assert codes_of(await submitted(sender, **without_bsn(again, factuurnummer="3"))) == [["9390"]]


async def test_b13_an_invoice_explains_itself(sender: httpx.AsyncClient) -> None:
    """With the same page as a message: every rule, and none broken on an approved line."""
    made = await submitted(sender, **without_bsn())
    answer = await sender.get(f"/declaraties/{made['id']}/regels/1/toelichting")
    verdicts = {step["oordeel"] for step in answer.json()["stappen"]}
    assert (answer.json()["toegekend"], verdicts) == (True, {"voldaan", "niet-van-toepassing"})


async def test_b13_an_invoice_judged_again_is_the_same(
    known: Billing, sender: httpx.AsyncClient
) -> None:
    """With and without a BSN behind it."""
    second = REGEL | {"referentieNummer": "F2"}
    invoices = [
        await submitted(sender),
        await submitted(sender, **without_bsn(second, factuurnummer="2")),
    ]
    for invoice in invoices:
        path = f"/declaraties/{invoice['id']}/_herbeoordeel"
        answer = await known.gemeente.post(path, json={})
        assert (invoice["totaalToegekend"], answer.json()["gelijk"]) == (5000, True)


async def test_a_number_is_used_once(sender: httpx.AsyncClient) -> None:
    """409, also when the earlier one was a message."""
    await submitted(sender)
    again = await sender.post("/facturen", json=FACTUUR)
    assert (again.status_code, again.json()["code"]) == (409, "factuurnummer-gebruikt")


async def test_only_the_two_parties(
    known: Billing, sender: httpx.AsyncClient, client: Client
) -> None:
    """For others it does not exist; a gemeente sends none."""
    made = await submitted(sender)
    other = client(known.service, OrgType.GEMEENTE, "0363", ("facturen:lezen",))
    assert (await other.get(f"/facturen/{made['id']}")).status_code == 404
    assert (await other.get("/facturen")).json() == {"resultaten": []}
    gemeente = client(known.service, OrgType.GEMEENTE, GEMEENTE, ("facturen:indienen",))
    assert (await gemeente.post("/facturen", json=FACTUUR)).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"kenmerk": OTHER_BSN},
        {"bsn": "123456789"},
        {"bsn": None, "kenmerk": None},
        {"dagtekening": "2026-11-24"},
        {"regels": []},
        {"regels": [REGEL | {"periodeEind": "2026-05-01"}]},
        {"regels": [REGEL | {"debetCredit": "C"}]},
        {"regels": [REGEL | {"volume": -4}]},
        {"regels": [REGEL | {"bedrag": 100_000_000}]},
        {"regels": [REGEL | {"eenheid": "99"}]},
        {"regels": [{k: v for k, v in REGEL.items() if k != "toewijzingNummer"}]},
    ],
)
async def test_bad_invoices(sender: httpx.AsyncClient, change: dict[str, Any]) -> None:
    """400, nothing kept, and what might be a BSN is not said back."""
    answer = await sender.post("/facturen", json=FACTUUR | change)
    assert answer.status_code == 400, answer.text
    assert (await sender.get("/facturen")).json() == {"resultaten": []}
    for number in (BSN, OTHER_BSN, "123456789"):
        assert number not in answer.text


CREDIT = REGEL | {"debetCredit": "C", "vorigReferentieNummer": "F0"}


@pytest.mark.parametrize(
    ("regels", "rule"),
    [
        ([REGEL | {"tarief": None}], "CD087"),
        ([REGEL | {"eenheid": "83", "volume": 5000}], "CD087"),
        ([REGEL | {"eenheid": "83", "tarief": None}], "CS339"),
        ([REGEL | {"periodeBegin": "2020-12-01", "periodeEind": "2020-12-31"}], "CS100"),
        ([REGEL | {"periodeBegin": "2021-04-01", "periodeEind": "2021-05-03"}], "kalendermaand"),
        ([REGEL | {"periodeBegin": "2021-04-01", "periodeEind": "2021-04-30"}], "TR335"),
        ([REGEL | {"periodeBegin": "2026-05-01", "periodeEind": "2026-05-05"}], "TR137"),
        ([CREDIT, CREDIT | {"referentieNummer": "F2"}], "TR315"),
        ([REGEL, CREDIT | {"referentieNummer": "F2", "vorigReferentieNummer": "F1"}], "TR316"),
    ],
)
async def test_b13_what_a_message_would_be_refused_for(
    sender: httpx.AsyncClient, regels: list[dict[str, Any]], rule: str
) -> None:
    """The rules inside a message, by name; no amount comes past the tariff for want of one."""
    answer = await sender.post("/facturen", json=FACTUUR | {"regels": regels})
    assert (answer.status_code, rule in answer.text) == (400, True), answer.text
    assert (await sender.get("/facturen")).json() == {"resultaten": []}
