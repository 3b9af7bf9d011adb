# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Imports: CSV and JSON lines, all or row by row, with a report per row and all events."""

import json
import tracemalloc
from typing import Any

import httpx
import pytest

from services.contract.handlers.importeren import MAX_ROWS
from tests.contract.world import Json, World, a_contract, a_product, a_regio, a_tarief, named

CSV, NDJSON = "text/csv", "application/x-ndjson"
AANBIEDER_EVENT = "nl.jeugdwet.aanbieder.vastgesteld.v1"
PRODUCT_EVENT = "nl.jeugdwet.contractproduct.vastgesteld.v1"


def ndjson(rows: list[Json]) -> str:
    return "\n".join(json.dumps(row) for row in rows)


async def post(
    caller: httpx.AsyncClient,
    soort: str,
    content: str | bytes,
    *,
    media: str = CSV,
    modus: str = "alles",
    **headers: str,
) -> httpx.Response:
    return await caller.post(
        f"/{soort}/_importeer?modus={modus}",
        content=content,
        headers={"Content-Type": media} | headers,
        timeout=120,
    )


def report(answer: httpx.Response) -> tuple[int, int, int, int, int]:
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return tuple(body[n] for n in ("rijen", "nieuw", "gewijzigd", "gelijk", "geweigerd"))


def many(count: int) -> str:
    """Aanbieders, three of which cannot be."""
    rows = [f"{91000000 + n};Aanbieder {n};{10000000 + n}" for n in range(count)]
    rows[10] = "9100001;Te korte code;"
    rows[20] = "91000020;;123"
    rows[30] = "91000030;Te veel;12345678;velden"
    return "\n".join(["agbCode;naam;kvkNummer", *rows])


@pytest.mark.both_databases
async def test_ten_thousand_rows_with_a_report_per_row(world: World, database_kind: str) -> None:
    content, key = many(MAX_ROWS), {"Idempotency-Key": "invoer-9999"}

    kept = await post(world.regio, "aanbieders", content, modus="rijen", **key)
    again = await post(world.regio, "aanbieders", content, modus="rijen", **key)

    assert report(kept) == (MAX_ROWS, MAX_ROWS - 3, 0, 0, 3)
    assert again.json() == kept.json()
    faults = kept.json()["fouten"]
    assert [(f["rij"], f["veld"]) for f in faults] == [
        (11, "agbCode"),
        (21, "naam"),
        (21, "kvkNummer"),
        (31, ""),
    ]
    assert all(fault["reden"] for fault in faults)
    assert (await world.regio.get("/aanbieders/91009999")).json()["naam"] == "Aanbieder 9999"


@pytest.mark.both_databases
async def test_one_wrong_row_refuses_all(world: World, database_kind: str) -> None:
    refused = await post(world.regio, "aanbieders", many(150))

    assert named(refused) == {
        ("rij[11].agbCode", "string-pattern-mismatch"),
        ("rij[21].naam", "missing"),
        ("rij[21].kvkNummer", "string-pattern-mismatch"),
        ("rij[31]", "onleesbaar"),
    }
    assert len((await world.regio.get("/aanbieders")).json()["resultaten"]) == 2
    assert len((await world.published())[AANBIEDER_EVENT]) == 2


async def test_one_row_more_than_may_be_is_refused(world: World) -> None:
    rows = [f"{91000000 + n},Aanbieder" for n in range(MAX_ROWS + 1)]

    refused = await post(world.regio, "aanbieders", "\n".join(["agbCode,naam", *rows]))

    assert (refused.status_code, refused.json()["code"]) == (400, "te-veel-rijen")
    assert (await world.regio.get("/aanbieders/91000000")).status_code == 404


async def test_memory_does_not_grow_with_the_rows(world: World) -> None:
    """Rows are read, written and let go: what stays is the body and the report."""

    async def peak(count: int, first: int) -> int:
        rows = [f"{first + n};Aanbieder {n}" for n in range(count)]
        content = "\n".join(["agbCode;naam", *rows])
        tracemalloc.reset_peak()
        held = tracemalloc.get_traced_memory()[0]
        assert report(await post(world.regio, "aanbieders", content))[1] == count
        return tracemalloc.get_traced_memory()[1] - held

    tracemalloc.start()
    try:
        await peak(50, 92000000)
        few, lots = await peak(100, 93000000), await peak(1000, 94000000)
    finally:
        tracemalloc.stop()
    assert lots < few + 2 * 1024 * 1024


async def test_every_row_is_an_event(world: World) -> None:
    rows = [{"agbCode": f"9100000{n}", "naam": f"Aanbieder {n}"} for n in range(5)]
    changed = [{"agbCode": "91000000", "naam": "Andere naam"}, *rows[1:]]

    await post(world.regio, "aanbieders", ndjson(rows), media=NDJSON)
    second = await post(world.regio, "aanbieders", ndjson(changed), media=NDJSON)

    assert report(second) == (5, 0, 1, 4, 0)
    told = [e for e in (await world.published())[AANBIEDER_EVENT] if e["agbCode"][:3] == "910"]
    assert [(e["agbCode"], e["versie"]) for e in told] == [
        *((f"9100000{n}", 1) for n in range(5)),
        ("91000000", 2),
    ]


async def test_the_same_key_is_answered_from_store(world: World) -> None:
    key = {"Idempotency-Key": "invoer-0001"}
    contract = ndjson([a_contract()])

    first = await post(world.regio, "contracten", contract, media=NDJSON, **key)
    again = await post(world.regio, "contracten", contract, media=NDJSON, **key)
    other = await post(world.regio, "contracten", contract, media=NDJSON, modus="rijen", **key)
    without = await post(world.regio, "contracten", contract, media=NDJSON, modus="rijen")

    assert report(first) == report(again) == (1, 1, 0, 0, 0)
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")
    assert report(without) == (1, 0, 0, 0, 1)
    assert without.json()["fouten"][0]["code"] == "product-al-gecontracteerd"
    assert len((await world.regio.get("/contracten")).json()["resultaten"]) == 1


@pytest.mark.both_databases
async def test_products_and_tariffs_come_in_as_rows(world: World, database_kind: str) -> None:
    contract = await world.sign(producten=[])
    producten = [
        a_product(code=f"45{n:03d}", tarieven=[], variant="taakgericht", eenheid=None)
        for n in range(20)
    ]
    producten += [a_product(code="45B01"), a_product(code="45B02", variant="outputgericht")]
    tarieven = [
        {"categorie": "45", "code": "45B01"} | a_tarief(8100, "2027-01-01"),
        {"categorie": "45", "code": "45B01"} | a_tarief(8000, "2026-01-01", "2026-12-31"),
        {"categorie": "45", "code": "45999"} | a_tarief(1, "2026-01-01"),
    ]

    made = await post(
        world.regio,
        "producten",
        ndjson([row | {"contractId": contract["id"]} for row in producten]),
        media=NDJSON,
        modus="rijen",
    )
    await world.regio.put(
        f"/contracten/{contract['id']}/producten/{await product_id(world, contract)}/tarieven",
        json={"tarieven": [a_tarief(8000, "2026-01-01", "2026-12-31")]},
    )
    priced = await post(
        world.regio,
        "tarieven",
        ndjson([row | {"contractId": contract["id"]} for row in tarieven]),
        media=NDJSON,
        modus="rijen",
    )

    assert report(made) == (22, 21, 0, 0, 1)
    assert (made.json()["fouten"][0]["rij"], made.json()["fouten"][0]["veld"]) == (22, "eenheid")
    assert report(priced) == (3, 1, 0, 1, 1)
    assert priced.json()["fouten"][0]["code"] == "product-onbekend"
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    assert len(shown["producten"]) == 21
    told = (await world.published())[PRODUCT_EVENT][-1]
    assert [t["bedrag"] for t in told["tarieven"]] == [8000, 8100]


async def product_id(world: World, contract: Json) -> str:
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    found: str = next(p["id"] for p in shown["producten"] if p["code"] == "45B01")
    return found


async def test_tariffs_as_csv_are_whole_cents(world: World) -> None:
    contract = await world.sign(
        producten=[a_product(tarieven=[a_tarief(1, "2026-01-01", "2026-01-31")])]
    )
    head = "contractId,categorie,code,bedrag,geldigVan,geldigTot"
    content = f"{head}\r\n{contract['id']},45,45B01,8000,2026-02-01,\r\n"

    made = await post(world.regio, "tarieven", b"\xef\xbb\xbf" + content.encode())
    wrong = await post(world.regio, "tarieven", content.replace("8000", "80.00"))

    assert report(made) == (1, 1, 0, 0, 0)
    assert named(wrong) == {("rij[1].bedrag", "int-type")}


async def test_regions_come_in_as_csv_with_their_members(world: World) -> None:
    leden = json.dumps(a_regio()["leden"]).replace('"', '""')
    content = f'regiocode;naam;leden\nUTRECHT;Utrecht;"{leden}"\n\n'

    made = await post(world.beheer, "regios", content)

    assert report(made) == (1, 1, 0, 0, 0)
    assert len((await world.beheer.get("/regios/UTRECHT")).json()["leden"]) == 2


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        ("agbCode;naam\n", "application/json", 415, "inhoudstype-niet-ondersteund"),
        (b"agbCode;naam\n\xff\xfe", CSV, 400, "geen-utf8"),
        ("agbCode;agbCode\n1;2", CSV, 400, "kop-onjuist"),
        ("", CSV, 400, "kop-onjuist"),
        (b"a" * (25 * 1024 * 1024 + 1), CSV, 413, "te-groot"),
        ("[1]\n{oeps\n", NDJSON, 400, "import-geweigerd"),
        ('agbCode;naam\n"91000001;x', CSV, 400, "import-geweigerd"),
    ],
)
async def test_what_is_no_table_is_refused(
    world: World, content: Any, media: str, status: int, code: str
) -> None:
    refused = await post(world.regio, "aanbieders", content, media=media)

    assert (refused.status_code, refused.json()["code"]) == (status, code)


async def test_who_may_import(world: World) -> None:
    for caller in (world.gemeente, world.aanbieder, world.lezer):
        assert (await post(caller, "aanbieders", many(40))).status_code == 403
    assert (await post(world.regio, "gemeenten", "gemeentecode;naam")).status_code == 403
    foreign = await world.sign()
    row = {"contractId": foreign["id"]} | a_product(code="45B09")
    refused = await post(world.andere_regio, "producten", ndjson([row]), media=NDJSON)
    assert named(refused) == {("rij[1]", "niet-gevonden")}
