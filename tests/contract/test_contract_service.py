# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Contracts over HTTP: what is kept and published, what is refused, and who may do what."""

import pytest

from tests.contract.world import Json, World, a_contract, a_product, a_regio, a_tarief, named

CONTRACT_EVENT = "nl.jeugdwet.contract.vastgesteld.v1"
PRODUCT_EVENT = "nl.jeugdwet.contractproduct.vastgesteld.v1"
ANDER_PRODUCT = a_product(code="45A02", tarieven=[a_tarief(9000, "2026-01-01")])


async def assert_published_equals_state(world: World, contract_id: str) -> None:
    """The newest events of a contract and of its products are what GET shows."""
    answer = await world.regio.get(f"/contracten/{contract_id}")
    shown = answer.json()
    events = await world.published()
    contracts = [e for e in events[CONTRACT_EVENT] if e["contractId"] == contract_id]
    assert [e["versie"] for e in contracts] == [*range(1, shown["versie"] + 1)]
    assert answer.headers["ETag"] == f'"{shown["versie"]}"'
    fields = ("agbCode", "gemeentecodes", "geldigVan", "geldigTot", "uitloopTot", "versie")
    assert contracts[-1] == {k: shown[k] for k in fields} | {"contractId": contract_id}
    last = {e["productId"]: e for e in events[PRODUCT_EVENT] if e["contractId"] == contract_id}
    assert len(last) == len(shown["producten"])
    for product in shown["producten"]:
        event = last[product["id"]]
        assert {k: v for k, v in product.items() if k != "id"}.items() <= event.items()
        assert event["agbCode"] == shown["agbCode"]


async def test_a_contract_is_kept_and_published(world: World) -> None:
    wanted = a_contract(gemeentecodes=["0327", "0307"], producten=[a_product(), ANDER_PRODUCT])
    made = await world.regio.post("/contracten", json=wanted)

    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    read = await world.aanbieder.get(f"http://test{made.headers['Location']}")
    assert read.json() == made.json()
    assert made.json()["contractant"] == "EEMLAND"
    assert made.json()["gemeentecodes"] == ["0307", "0327"]
    assert [p["code"] for p in made.json()["producten"]] == ["45A02", "45B01"]
    await assert_published_equals_state(world, made.json()["id"])


FAULTS: list[tuple[Json, str, str]] = [
    ({"agbCode": "99999999"}, "agbCode", "onbekend"),
    ({"gemeentecodes": ["9999", "0307"]}, "gemeentecodes[0]", "onbekend"),
    ({"gemeentecodes": ["0307", "0307"]}, "gemeentecodes[1]", "dubbel"),
    ({"gemeentecodes": ["0267"]}, "gemeentecodes[0]", "niet-bevoegd"),
    ({"gemeentecodes": []}, "gemeentecodes", "too-short"),
    ({"geldigTot": "2025-12-31"}, "geldigTot", "volgorde"),
    ({"geldigVan": "01-01-2026"}, "geldigVan", "date-parsing"),
    ({"geldigVan": 20260101}, "geldigVan", "date-parsing"),
    ({"producten": [a_product(), a_product()]}, "producten[1].code", "dubbel"),
]

PRODUCT_FAULTS: list[tuple[Json, str, str]] = [
    ({"categorie": "39"}, "categorie", "onbekend"),
    ({"eenheid": "82"}, "eenheid", "past-niet-bij-variant"),
    ({"eenheid": None}, "eenheid", "past-niet-bij-variant"),
    ({"eenheid": "99"}, "eenheid", "onbekend"),
    ({"variant": "outputgericht", "eenheid": "04"}, "eenheid", "past-niet-bij-variant"),
    ({"variant": "anders"}, "variant", "literal-error"),
    ({"omschrijving": " "}, "omschrijving", "string-too-short"),
    ({"tarieven": []}, "tarieven", "ontbreekt"),
    ({"variant": "taakgericht", "eenheid": None}, "tarieven", "overbodig"),
    ({"variant": "outputgericht", "eenheid": "83"}, "tarieven", "overbodig"),
    ({"tarieven": [a_tarief(1, "2025-12-31")]}, "tarieven[0].geldigVan", "buiten-contract"),
    ({"tarieven": [a_tarief(1, "2029-01-01")]}, "tarieven[0].geldigVan", "buiten-contract"),
    (
        {"tarieven": [a_tarief(1, "2026-01-01", "2029-01-01")]},
        "tarieven[0].geldigTot",
        "buiten-contract",
    ),
    ({"tarieven": [a_tarief(1, "2026-02-01", "2026-01-31")]}, "tarieven[0].geldigTot", "volgorde"),
    (
        {"tarieven": [a_tarief(1, "2026-01-01", "2026-06-30"), a_tarief(2, "2026-06-30")]},
        "tarieven[1].geldigVan",
        "overlap",
    ),
    ({"tarieven": [a_tarief(-1, "2026-01-01")]}, "tarieven[0].bedrag", "greater-than-equal"),
    (
        {"tarieven": [a_tarief(1, "2026-01-01") | {"bedrag": "80.00"}]},
        "tarieven[0].bedrag",
        "int-type",
    ),
]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    FAULTS
    + [({"producten": [a_product(**c)]}, f"producten[0].{f}", k) for c, f, k in PRODUCT_FAULTS],
)
async def test_what_is_wrong_is_named_and_nothing_is_kept(
    world: World, change: Json, field: str, code: str
) -> None:
    before = await world.published()

    refused = await world.regio.post("/contracten", json=a_contract(**change))

    assert named(refused) == {(field, code)}
    assert (await world.regio.get("/contracten")).json()["resultaten"] == []
    assert await world.published() == before


async def test_everything_wrong_is_named_at_once(world: World) -> None:
    tarieven = [a_tarief(1, "2029-02-01", "2029-01-01")]
    wrong = a_contract(
        agbCode="99999999",
        gemeentecodes=["9999", "0267"],
        producten=[a_product(categorie="39", eenheid="82", tarieven=tarieven), ANDER_PRODUCT],
    )

    assert named(await world.regio.post("/contracten", json=wrong)) == {
        ("agbCode", "onbekend"),
        ("gemeentecodes[0]", "onbekend"),
        ("gemeentecodes[1]", "niet-bevoegd"),
        ("producten[0].categorie", "onbekend"),
        ("producten[0].eenheid", "past-niet-bij-variant"),
        ("producten[0].tarieven[0].geldigVan", "buiten-contract"),
        ("producten[0].tarieven[0].geldigTot", "volgorde"),
        ("producten[0].tarieven[0].geldigTot", "buiten-contract"),
    }


@pytest.mark.parametrize(
    ("variant", "eenheid", "tarieven"),
    [
        *(("inspanningsgericht", code, 1) for code in ("01", "04", "14", "16", "84")),
        ("outputgericht", "82", 1),
        ("outputgericht", "83", 0),
        ("taakgericht", None, 0),
        ("taakgericht", "04", 0),
    ],
)
async def test_c_04_each_variant_has_its_units(
    world: World, variant: str, eenheid: str | None, tarieven: int
) -> None:
    product = a_product(
        variant=variant, eenheid=eenheid, tarieven=[a_tarief(1, "2026-01-01")] * tarieven
    )

    made = await world.sign(producten=[product])

    assert made["producten"][0] | product == made["producten"][0]
    await assert_published_equals_state(world, made["id"])


async def test_a_product_is_contracted_once_per_gemeente_and_day(world: World) -> None:
    await world.sign()
    overlap = a_contract(
        geldigVan="2028-12-31",
        geldigTot=None,
        gemeentecodes=["0327"],
        producten=[a_product(tarieven=[a_tarief(1, "2028-12-31")])],
    )

    clash = await world.regio.post("/contracten", json=overlap)
    by_gemeente = await world.gemeente.post("/contracten", json=overlap)

    assert (clash.status_code, clash.json()["code"]) == (409, "product-al-gecontracteerd")
    assert "45/45B01 voor 0327 (2026-01-01 t/m 2028-12-31)" in clash.json()["detail"]
    assert by_gemeente.status_code == 409
    assert len((await world.regio.get("/contracten")).json()["resultaten"]) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"geldigVan": "2029-01-01", "geldigTot": None},
        {"agbCode": "90000102"},
        {"producten": [ANDER_PRODUCT]},
        {"gemeentecodes": ["0307"]},
    ],
    ids=["later", "other aanbieder", "other product", "other gemeente"],
)
async def test_what_does_not_overlap_is_contracted(world: World, change: Json) -> None:
    await world.sign(gemeentecodes=["0327"])
    start = change.get("geldigVan", "2026-01-01")
    wanted = a_contract(gemeentecodes=["0327"]) | change
    for product in wanted["producten"]:
        product["tarieven"] = [a_tarief(1, start)]

    assert (await world.regio.post("/contracten", json=wanted)).status_code == 201


async def test_a_product_is_added_once(world: World) -> None:
    made = await world.sign()
    path = f"/contracten/{made['id']}/producten"

    added = await world.regio.post(path, json=ANDER_PRODUCT, headers={"If-Match": '"1"'})
    again = await world.regio.post(path, json=ANDER_PRODUCT)
    stale = await world.regio.post(path, json=a_product(code="45C03"), headers={"If-Match": '"1"'})
    wrong = await world.regio.post(path, json=a_product(code="45C03", eenheid="82"))

    assert (added.status_code, added.headers["ETag"]) == (201, '"2"')
    assert (again.status_code, again.json()["code"]) == (409, "product-dubbel")
    assert (stale.status_code, stale.headers["ETag"]) == (412, '"2"')
    assert named(wrong) == {("eenheid", "past-niet-bij-variant")}
    read = (await world.regio.get(f"/contracten/{made['id']}")).json()
    assert read["producten"] == [added.json(), made["producten"][0]]
    await assert_published_equals_state(world, made["id"])


async def test_an_added_product_may_not_be_contracted_elsewhere(world: World) -> None:
    await world.sign()
    other = await world.sign(producten=[ANDER_PRODUCT])

    clash = await world.regio.post(f"/contracten/{other['id']}/producten", json=a_product())

    assert (clash.status_code, clash.json()["code"]) == (409, "product-al-gecontracteerd")


def tarieven_of(made: Json) -> str:
    return f"/contracten/{made['id']}/producten/{made['producten'][0]['id']}/tarieven"


async def test_a_new_tariff_closes_none_silently(world: World) -> None:
    made = await world.sign()

    clash = await world.regio.post(tarieven_of(made), json=a_tarief(8334, "2027-01-01"))

    assert (clash.status_code, clash.json()["code"]) == (409, "tarief-overlap")
    assert "2026-01-01 t/m onbepaald" in clash.json()["detail"]
    await assert_published_equals_state(world, made["id"])


async def test_c_06_tariffs_follow_each_other(world: World) -> None:
    made = await world.sign()
    path = tarieven_of(made)
    first, second = a_tarief(8000, "2026-01-01", "2026-12-31"), a_tarief(8334, "2027-01-01")

    closed = await world.regio.put(path, json={"tarieven": [first]}, headers={"If-Match": '"1"'})
    stale = await world.regio.post(path, json=second, headers={"If-Match": '"1"'})
    added = await world.regio.post(path, json=second, headers={"If-Match": '"2"'})

    assert (closed.status_code, closed.headers["ETag"]) == (200, '"2"')
    assert stale.status_code == 412
    assert (added.status_code, added.headers["ETag"]) == (201, '"3"')
    assert added.json()["tarieven"] == [first, second]
    await assert_published_equals_state(world, made["id"])


async def test_the_same_tariffs_again_are_no_version_and_no_event(world: World) -> None:
    tarieven = [a_tarief(8000, "2026-01-01", "2026-12-31"), a_tarief(8334, "2027-01-01")]
    made = await world.sign(producten=[a_product(tarieven=tarieven)])
    before = await world.published()

    again = await world.regio.put(tarieven_of(made), json={"tarieven": tarieven[::-1]})

    assert (again.status_code, again.headers["ETag"]) == (200, '"1"')
    assert again.json() == made["producten"][0]
    assert await world.published() == before


@pytest.mark.parametrize(
    ("tarieven", "expected"),
    [
        ([], {("tarieven", "ontbreekt")}),
        (
            [a_tarief(1, "2026-01-01"), a_tarief(2, "2029-01-01")],
            {("tarieven[1].geldigVan", "buiten-contract"), ("tarieven[1].geldigVan", "overlap")},
        ),
    ],
)
async def test_replacing_tariffs_is_checked(
    world: World, tarieven: list[Json], expected: set[tuple[str, str]]
) -> None:
    made = await world.sign()

    refused = await world.regio.put(tarieven_of(made), json={"tarieven": tarieven})

    assert named(refused) == expected
    await assert_published_equals_state(world, made["id"])


async def test_adding_a_tariff_is_checked(world: World) -> None:
    made = await world.sign(producten=[a_product(variant="taakgericht", eenheid=None, tarieven=[])])

    outside = await world.regio.post(tarieven_of(made), json=a_tarief(1, "2029-01-01"))
    without = await world.regio.post(tarieven_of(made), json=a_tarief(1, "2026-01-01"))

    assert named(outside) == {("geldigVan", "buiten-contract")}
    assert (without.status_code, without.json()["code"]) == (409, "geen-tarief")


async def test_a_regio_signs_for_its_members_on_the_first_day(world: World) -> None:
    leden = [
        {"gemeentecode": "0307", "geldigVan": "2015-01-01", "geldigTot": "2025-12-31"},
        {"gemeentecode": "0327", "geldigVan": "2026-01-01"},
    ]
    await world.beheer.put("/regios/EEMLAND", json=a_regio(leden=leden))

    refused = await world.regio.post("/contracten", json=a_contract())
    other = await world.andere_regio.post("/contracten", json=a_contract(gemeentecodes=["0327"]))

    assert named(refused) == {("gemeentecodes[0]", "niet-bevoegd")}
    assert named(other) == {("gemeentecodes[0]", "niet-bevoegd")}
    await world.sign(gemeentecodes=["0327"])


async def test_a_gemeente_signs_for_itself_only(world: World) -> None:
    own = await world.gemeente.post("/contracten", json=a_contract(gemeentecodes=["0327"]))
    both = await world.gemeente.post("/contracten", json=a_contract())

    assert (own.status_code, own.json()["contractant"]) == (201, "0327")
    assert named(both) == {("gemeentecodes[0]", "niet-bevoegd")}


async def test_who_sees_a_contract(world: World) -> None:
    made = await world.sign()
    path = f"/contracten/{made['id']}"

    for caller in (world.beheer, world.regio, world.gemeente, world.aanbieder, world.lezer):
        assert (await caller.get(path)).json() == made
        assert (await caller.get("/contracten")).json()["resultaten"] == [made]
    for caller in (world.andere_regio, world.andere_gemeente, world.andere_aanbieder):
        assert (await caller.get(path)).status_code == 404
        assert (await caller.get("/contracten")).json()["resultaten"] == []


async def test_who_changes_a_contract(world: World) -> None:
    made = await world.sign()
    product = (f"/contracten/{made['id']}/producten", ANDER_PRODUCT)
    tarief = (tarieven_of(made), a_tarief(1, "2026-01-01"))

    for path, body in (("/contracten", a_contract()), product, tarief):
        for caller in (world.aanbieder, world.beheer, world.lezer):
            assert (await caller.post(path, json=body)).status_code == 403
    for path, body in (product, tarief):
        for caller in (world.andere_regio, world.andere_gemeente):
            assert (await caller.post(path, json=body)).status_code == 404
        party = await world.gemeente.post(path, json=body)
        assert (party.status_code, party.json()["code"]) == (403, "niet-de-contractant")
    await assert_published_equals_state(world, made["id"])


async def test_what_is_not_there_is_not_found(world: World) -> None:
    made = await world.sign()
    other = await world.sign(producten=[ANDER_PRODUCT])
    foreign = f"/contracten/{made['id']}/producten/{other['producten'][0]['id']}/tarieven"

    assert (await world.regio.get("/contracten/0")).status_code == 404
    assert (await world.regio.post("/contracten/0/producten", json=a_product())).status_code == 404
    assert (await world.regio.put(foreign, json={"tarieven": []})).status_code == 404


async def test_pages_of_contracts_follow_each_other(world: World) -> None:
    codes = ["45A01", "45B01", "45C01"]
    made = [await world.sign(producten=[a_product(code=code)]) for code in codes]

    first = await world.gemeente.get("/contracten?limit=2")
    rest = await world.gemeente.get(f"http://test{first.links['next']['url']}")

    assert first.json()["resultaten"] + rest.json()["resultaten"] == made
    assert "next" not in rest.links
