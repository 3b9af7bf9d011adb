# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-14: lump sums in instalments, and what was delivered for them."""

import asyncio
import json
from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import Event
from libs.common.contracts.billing import (
    MAX_OPGAVEREGELS,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
)
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.domain.taakgericht import Contract, Opgave, Opgaveregel
from services.billing.handlers.taakgericht import tell_agreed
from services.billing.rules.opgave import OPGAVE_EISEN, REGEL_EISEN, examine
from tests.billing.claims import AANBIEDER
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, contract, pseudoniem
from tests.billing.zaken import EEMLAND, REGIO, bsn, lump_sum_contract, region

Client = Callable[..., httpx.AsyncClient]
EventT = TypeVar("EventT", bound=Event)
Publish = Callable[..., Awaitable[None]]
AFSPRAAK: dict[str, Any] = {
    "contractId": "contract-bsa",
    "jaar": 2020,
    "bedrag": 1_200_000_000,
    "sleutel": EEMLAND,
    "sleutelBron": "Clienten 2019, tabel 2, versie 1",
}
REGEL: dict[str, Any] = {
    "bsn": BSN,
    "categorie": "45",
    "code": "45T01",
    "begindatum": "2026-09-14",
    "dagen": 6,
}
OPGAVE: dict[str, Any] = {
    "contractId": "contract-bsa",
    "gemeentecode": "0327",
    "periodeBegin": "2026-10-01",
    "periodeEind": "2026-10-31",
    "regels": [REGEL, REGEL | {"bsn": OTHER_BSN, "einddatum": "2026-10-09", "dagen": 3}],
}


@pytest.fixture
async def eemland(billing: Billing, publish: Publish) -> Billing:
    """A billing service that knows the region and its lump sum contract."""
    await publish(region(), *lump_sum_contract(), contract())
    await settle(billing.service)
    return billing


@pytest.fixture
def regio(eemland: Billing, client: Client) -> httpx.AsyncClient:
    """The region that buys."""
    scopes = ("taakgericht:afspreken", "taakgericht:lezen")
    return client(eemland.service, OrgType.REGIO, REGIO, scopes)


@pytest.fixture
def aanbieder(eemland: Billing, client: Client) -> httpx.AsyncClient:
    """The aanbieder that delivers."""
    scopes = ("taakgericht:opgeven", "taakgericht:lezen")
    return client(eemland.service, OrgType.AANBIEDER, AANBIEDER, scopes)


async def published(billing: Billing) -> list[TaakleveringOpgegeven]:
    """Reports that went into the outbox, in order."""
    return await told_as(billing, TaakleveringOpgegeven)


async def told_as(billing: Billing, kind: type[EventT]) -> list[EventT]:
    table = billing.service.runtime.mechanics.outbox.outbox
    query = sa.select(table.c.envelope).where(table.c.topic == kind.topic)
    async with billing.service.runtime.db.read() as session:
        rows = (await session.scalars(query.order_by(table.c.seq))).all()
    told = [one for one in map(json.loads, rows) if one["type"] == kind.type]
    return [kind.model_validate(one["data"]) for one in told]


@pytest.mark.both_databases
async def test_b14_c10_twelve_million_in_instalments(
    regio: httpx.AsyncClient, eemland: Billing, client: Client
) -> None:
    """C-10 with B-14: each gemeente its year to the cent, and twelve months that add up to it."""
    answer = await regio.post("/taakafspraken", json=AFSPRAAK)

    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["bijdragen"] == {
        "0307": 662_307_437,
        "0308": 82_721_933,
        "0313": 98_415_161,
        "0317": 29_790_535,
        "0327": 105_596_808,
        "0342": 166_108_833,
        "0351": 55_059_293,
    }
    assert made["agbCode"] == AANBIEDER
    (told,) = await told_as(eemland, TaakafspraakVastgesteld)
    assert {one.gemeentecode: one.bedrag for one in told.bijdragen} == made["bijdragen"]
    assert (told.contract_id, told.jaar, told.bedrag) == ("contract-bsa", 2020, 1_200_000_000)
    assert (told.agb_code, told.afspraak_id) == (AANBIEDER, made["id"])
    of_leusden = [x for x in made["termijnen"] if x["gemeentecode"] == "0327"]
    assert [x["vervaldatum"] for x in of_leusden] == [f"2020-{m:02}-01" for m in range(1, 13)]
    assert sum(x["bedrag"] for x in of_leusden) == 105_596_808
    assert sum(x["bedrag"] for x in made["termijnen"]) == 1_200_000_000
    leusden = client(eemland.service, OrgType.GEMEENTE, "0327", ("taakgericht:lezen",))
    assert (await leusden.get(f"/taakafspraken/{made['id']}")).json() == made
    nijkerk = client(eemland.service, OrgType.GEMEENTE, "0267", ("taakgericht:lezen",))
    assert (await nijkerk.get(f"/taakafspraken/{made['id']}")).status_code == 404
    short = {name: value for name, value in made.items() if name != "termijnen"}
    for caller in (regio, leusden):
        assert (await caller.get("/taakafspraken")).json() == {"resultaten": [short]}
    assert (await nijkerk.get("/taakafspraken")).json() == {"resultaten": []}


@pytest.mark.both_databases
async def test_what_was_agreed_before_there_was_an_event_is_told_by_command(
    regio: httpx.AsyncClient, eemland: Billing, clock: SimulatedClock
) -> None:
    """As it was agreed then, and in the same words as many times as it is asked."""
    await regio.post("/taakafspraken", json=AFSPRAAK)
    (first,) = await told_as(eemland, TaakafspraakVastgesteld)
    clock.move_to(clock.now() + timedelta(days=1))

    said = [line async for line in tell_agreed(eemland.service.runtime, Namespace())]

    assert said == ["lump sums told: 1; a worker passes them on"]
    assert await told_as(eemland, TaakafspraakVastgesteld) == [first, first]


async def test_a_year_is_agreed_once(regio: httpx.AsyncClient) -> None:
    """409 for the same year again, also with another amount."""
    assert (await regio.post("/taakafspraken", json=AFSPRAAK)).status_code == 201
    again = await regio.post("/taakafspraken", json=AFSPRAAK | {"bedrag": 1})
    assert (again.status_code, again.json()["code"]) == (409, "afspraak-bestaat")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"contractId": "onbekend"}, 404, "niet-gevonden"),
        ({"contractId": "contract-1"}, 409, "niet-taakgericht"),
        ({"jaar": 2018}, 409, "buiten-looptijd"),
        ({"sleutel": {"0267": 5}}, 409, "niet-onder-contract"),
        ({"sleutel": {"0327": 0}}, 400, "ongeldige-invoer"),
        ({"sleutel": {"0327": -1}}, 400, "ongeldige-invoer"),
        ({"eersteMaand": 7, "laatsteMaand": 6}, 400, "ongeldige-invoer"),
        ({"bedrag": 12.5}, 400, "ongeldige-invoer"),
    ],
)
async def test_lump_sums_that_cannot_be(
    regio: httpx.AsyncClient, change: dict[str, Any], status: int, code: str
) -> None:
    """Unknown or other contract, outside its term, not in it, no weight, months turned round."""
    answer = await regio.post("/taakafspraken", json=AFSPRAAK | change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_gemeente_agrees_for_itself_only(eemland: Billing, client: Client) -> None:
    """403 as soon as another one stands in the key."""
    scopes = ("taakgericht:afspreken",)
    leusden = client(eemland.service, OrgType.GEMEENTE, "0327", scopes)
    answer = await leusden.post("/taakafspraken", json=AFSPRAAK)
    assert (answer.status_code, answer.json()["code"]) == (403, "andere-gemeente")
    own = AFSPRAAK | {"sleutel": {"0327": 1}}
    assert (await leusden.post("/taakafspraken", json=own)).status_code == 201


@pytest.mark.both_databases
async def test_b14_delivery_report(
    aanbieder: httpx.AsyncClient, eemland: Billing, client: Client
) -> None:
    """Kept sealed, shown as counts, published with the pseudonym that claims have too."""
    answer = await aanbieder.post("/taakopgaven", json=OPGAVE)

    assert answer.status_code == 201, answer.text
    assert (answer.json()["versie"], answer.json()["aantalClienten"], answer.json()["dagen"]) == (
        1,
        2,
        9,
    )
    (event,) = await published(eemland)
    assert [regel.client_pseudoniem for regel in event.regels] == [
        pseudoniem(BSN),
        pseudoniem(OTHER_BSN),
    ]
    assert (event.versie, event.deel, event.delen, event.gemeentecode) == (1, 1, 1, "0327")
    assert BSN not in event.model_dump_json() + answer.text
    leusden = client(eemland.service, OrgType.GEMEENTE, "0327", ("taakgericht:lezen",))
    (shown,) = (await leusden.get("/taakopgaven")).json()["resultaten"]
    assert shown == answer.json()
    async with eemland.service.runtime.db.read() as session:
        rows = (await session.execute(sa.select(t.opgave_regel))).all()
    assert BSN not in str(rows)
    opened = {eemland.service.runtime.need_vault().open(row.bsn_verzegeld) for row in rows}
    assert opened == {BSN.encode(), OTHER_BSN.encode()}


async def test_b14_a_correction_replaces(aanbieder: httpx.AsyncClient, eemland: Billing) -> None:
    """The same lines in another order change nothing; other lines are the next version."""
    first = await aanbieder.post("/taakopgaven", json=OPGAVE)
    turned = OPGAVE | {"regels": OPGAVE["regels"][::-1]}
    same = await aanbieder.post("/taakopgaven", json=turned)
    assert (same.status_code, same.json()) == (200, first.json())

    corrected = await aanbieder.post("/taakopgaven", json=OPGAVE | {"regels": [REGEL]})
    emptied = await aanbieder.post("/taakopgaven", json=OPGAVE | {"regels": []})

    assert (corrected.json()["versie"], corrected.json()["aantalRegels"]) == (2, 1)
    assert (emptied.json()["versie"], emptied.json()["aantalRegels"]) == (3, 0)
    events = await published(eemland)
    assert [(e.versie, len(e.regels)) for e in events] == [(1, 2), (2, 1), (3, 0)]


@pytest.mark.both_databases
async def test_b14_corrections_at_once_are_versions(
    aanbieder: httpx.AsyncClient, eemland: Billing
) -> None:
    """Different lines are each a version; the same lines twice at once are one."""
    bodies = [OPGAVE | {"regels": [REGEL | {"dagen": days}]} for days in (1, 2, 3)]
    answers = await asyncio.gather(*(aanbieder.post("/taakopgaven", json=b) for b in bodies))
    assert sorted(answer.json()["versie"] for answer in answers) == [1, 2, 3]
    other = OPGAVE | {"gemeentecode": "0342"}
    twice = await asyncio.gather(*(aanbieder.post("/taakopgaven", json=other) for _ in "ab"))

    assert sorted(answer.status_code for answer in twice) == [200, 201]
    assert [event.versie for event in await published(eemland)] == [1, 2, 3, 1]


async def test_b14_a_large_report_goes_in_parts(
    aanbieder: httpx.AsyncClient, eemland: Billing
) -> None:
    """Each part small enough for everyone to forward; together all lines."""
    days = [date(2026, 9, 1).replace(day=1 + n % 28) for n in range(MAX_OPGAVEREGELS + 1)]
    regels = [
        REGEL | {"bsn": bsn(n), "begindatum": str(day), "dagen": 1} for n, day in enumerate(days)
    ]
    answer = await aanbieder.post("/taakopgaven", json=OPGAVE | {"regels": regels})

    assert answer.status_code == 201, answer.text
    events = await published(eemland)
    assert [(e.deel, e.delen, len(e.regels)) for e in events] == [
        (1, 2, MAX_OPGAVEREGELS),
        (2, 2, 1),
    ]
    assert max(len(e.model_dump_json(by_alias=True)) for e in events) < 60 * 1024


async def test_all_faults_in_one_answer(aanbieder: httpx.AsyncClient, eemland: Billing) -> None:
    """Each with rule, place and reason; nothing is kept and nothing published."""
    regels = [
        REGEL | {"dagen": 32},
        REGEL | {"code": "45A03", "bsn": OTHER_BSN},
        REGEL | {"begindatum": "2026-10-05", "dagen": 1},
    ]
    answer = await aanbieder.post(
        "/taakopgaven", json=OPGAVE | {"gemeentecode": "0267", "regels": regels}
    )

    assert answer.status_code == 400
    assert [(p["code"], p["name"]) for p in answer.json()["invalidParams"]] == [
        ("TG03", "gemeentecode"),
        ("TG14", "regels[0].dagen"),
        ("TG11", "regels[1].code"),
        ("TG15", "regels[2].begindatum"),
    ]
    assert (await aanbieder.get("/taakopgaven")).json() == {"resultaten": []}
    assert await published(eemland) == []


async def test_a_bsn_that_is_none(aanbieder: httpx.AsyncClient) -> None:
    """Refused at the edge, and not said back."""
    regel = REGEL | {"bsn": "123456789"}
    answer = await aanbieder.post("/taakopgaven", json=OPGAVE | {"regels": [regel]})
    assert answer.status_code == 400
    assert [p["name"] for p in answer.json()["invalidParams"]] == ["regels[0].bsn"]
    assert "123456789" not in answer.text


async def test_months_and_a_quarter_do_not_mix(aanbieder: httpx.AsyncClient) -> None:
    """409: otherwise the same days would count twice."""
    quarter = {"periodeBegin": "2026-07-01", "periodeEind": "2026-09-30", "regels": []}
    month = {"periodeBegin": "2026-08-01", "periodeEind": "2026-08-31", "regels": []}
    assert (await aanbieder.post("/taakopgaven", json=OPGAVE | quarter)).status_code == 201
    refused = await aanbieder.post("/taakopgaven", json=OPGAVE | month)
    assert (refused.status_code, refused.json()["code"]) == (409, "periode-overlapt")
    assert (await aanbieder.post("/taakopgaven", json=OPGAVE)).status_code == 201


async def test_the_contract_of_another_does_not_exist(eemland: Billing, client: Client) -> None:
    """For an aanbieder that is no party to it."""
    other = client(eemland.service, OrgType.AANBIEDER, "12345678", ("taakgericht:opgeven",))
    assert (await other.post("/taakopgaven", json=OPGAVE)).status_code == 404


BSA = Contract(
    "c", AANBIEDER, frozenset({"0327"}), date(2026, 1, 1), None, frozenset({("45", "45T01")})
)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def _line(**changes: Any) -> Opgaveregel:
    values: dict[str, Any] = {
        "nummer": 1,
        "pseudoniem": "a" * 32,
        "bsn_hash": "h",
        "bsn_verzegeld": b"",
        "categorie": "45",
        "code": "45T01",
        "begindatum": date(2026, 10, 5),
        "einddatum": None,
        "dagen": 27,
    }
    return Opgaveregel(**(values | changes))


def _found(*regels: Opgaveregel, periode: tuple[date, date] = OCTOBER, **changes: Any) -> list[str]:
    values = {"contract_id": "c", "agb_code": AANBIEDER, "gemeentecode": "0327"} | changes
    opgave = Opgave(**values, periode_begin=periode[0], periode_eind=periode[1], regels=regels)
    return [found.id for found in examine(opgave, BSA, date(2026, 12, 31))]


CASES: list[tuple[str, list[str], list[str]]] = [
    ("TG01", _found(), _found(periode=(date(2026, 10, 1), date(2026, 11, 30)))),
    (
        "TG01",
        _found(periode=(date(2026, 7, 1), date(2026, 9, 30))),
        _found(periode=(date(2026, 8, 1), date(2026, 10, 31))),
    ),
    ("TG01", _found(), _found(periode=(date(2026, 10, 2), date(2026, 10, 31)))),
    (
        "TG02",
        _found(periode=(date(2026, 12, 1), date(2026, 12, 31))),
        _found(periode=(date(2027, 1, 1), date(2027, 1, 31))),
    ),
    ("TG03", _found(), _found(gemeentecode="0342")),
    ("TG03", _found(), _found(periode=(date(2025, 12, 1), date(2025, 12, 31)))),
    ("TG11", _found(_line()), _found(_line(categorie="44"))),
    (
        "TG12",
        _found(_line(begindatum=OCTOBER[1], dagen=1)),
        _found(_line(begindatum=date(2026, 11, 1), dagen=0)),
    ),
    (
        "TG13",
        _found(_line(einddatum=OCTOBER[1])),
        _found(_line(einddatum=date(2026, 10, 4), dagen=0)),
    ),
    (
        "TG13",
        _found(_line(begindatum=date(2026, 9, 1), einddatum=OCTOBER[0], dagen=1)),
        _found(_line(begindatum=date(2026, 9, 1), einddatum=date(2026, 9, 30), dagen=0)),
    ),
    ("TG14", _found(_line(dagen=27)), _found(_line(dagen=28))),
    (
        "TG15",
        _found(
            _line(einddatum=date(2026, 10, 9), dagen=5),
            _line(nummer=2, begindatum=date(2026, 10, 10), dagen=1),
        ),
        _found(
            _line(einddatum=date(2026, 10, 9), dagen=5),
            _line(nummer=2, begindatum=date(2026, 10, 9), dagen=1),
        ),
    ),
]


@pytest.mark.parametrize(("eis", "holds", "broken"), CASES)
def test_requirement(eis: str, holds: list[str], broken: list[str]) -> None:
    """One case that just holds, and one that just does not."""
    assert (holds, eis in broken) == ([], True)


def test_every_requirement_has_cases() -> None:
    """And none has a case that is no more."""
    known = {eis.id for eis in OPGAVE_EISEN} | {eis.id for eis in REGEL_EISEN}
    assert {eis for eis, _, _ in CASES} == known
