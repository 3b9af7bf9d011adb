# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dossiers through HTTP: versions, who sees what, and the examples of C-01 and C-13 to C-24."""

from typing import Any

import httpx
import pytest

from tests.contract.world import Json, World, named

AGB = "90000101"


async def opened(caller: httpx.AsyncClient, path: str, body: Json) -> Json:
    answer = await caller.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def listed(caller: httpx.AsyncClient, path: str) -> list[Json]:
    answer = await caller.get(path)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["resultaten"]
    return found


def a_stop(**changes: Any) -> Json:
    stop: Json = {
        "agbCode": AGB,
        "door": "aanbieder",
        "grond": "te weinig personeel",
        "gemeldOp": "2026-03-15",
        "toestemmingOp": "2026-03-20",
        "geldigVan": "2026-04-01",
        "geldigTot": "2026-04-30",
    }
    return stop | changes


def a_kpi(**changes: Any) -> Json:
    kpi: Json = {
        "agbCode": AGB,
        "naam": "No-show onder vijf procent",
        "formule": "gemiste afspraken / afspraken",
        "streefwaarde": "5",
        "geldigVan": "2026-01-01",
    }
    return kpi | changes


@pytest.mark.both_databases
async def test_every_version_is_kept(world: World) -> None:
    """A change counts, the same again does not, and what it was before can be read."""
    answer = await world.regio.post("/kpis", json=a_kpi())
    made = answer.json()
    path = f"/kpis/{made['id']}"
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"].endswith(path)

    measured = a_kpi(
        metingen=[{"datum": "2026-06-30", "waarde": "6.5", "oordeel": 4, "toelichting": "beter"}]
    )
    changed = await world.regio.put(path, json=measured, headers={"If-Match": '"1"'})
    same = await world.regio.put(path, json=measured)
    stale = await world.regio.put(path, json=a_kpi(), headers={"If-Match": '"1"'})

    assert [one.status_code for one in (changed, same, stale)] == [200, 200, 412]
    assert (changed.headers["ETag"], same.headers["ETag"]) == ('"2"', '"2"')
    versions = await listed(world.regio, f"{path}/versies")
    assert [(one["versie"], len(one["metingen"])) for one in versions] == [(1, 0), (2, 1)]


async def test_a_post_that_comes_twice_opens_one(world: World) -> None:
    key = {"Idempotency-Key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    first = await world.regio.post("/clientenstops", json=a_stop(), headers=key)
    again = await world.regio.post("/clientenstops", json=a_stop(), headers=key)

    assert first.json() == again.json()
    assert len(await listed(world.regio, "/clientenstops")) == 1


async def test_who_sees_a_dossier(world: World) -> None:
    """Its region and the members, beheer, and the aanbieder it is about; nobody else."""
    made = await opened(world.regio, "/kpis", a_kpi())
    path = f"/kpis/{made['id']}"

    seen = (world.regio, world.gemeente, world.beheer, world.aanbieder)
    assert [(await one.get(path)).status_code for one in seen] == [200] * 4
    others = (world.andere_regio, world.andere_gemeente, world.andere_aanbieder)
    assert [(await one.get(path)).status_code for one in others] == [404] * 3
    assert [await listed(one, "/kpis") for one in others] == [[], [], []]
    assert (await world.gemeente.put(path, json=a_kpi())).status_code == 404
    assert (await world.aanbieder.put(path, json=a_kpi())).status_code == 403
    assert (await world.lezer.post("/kpis", json=a_kpi())).status_code == 403


async def test_pages_and_filters(world: World) -> None:
    for agb_code in (AGB, "90000102", AGB):
        await opened(world.regio, "/kpis", a_kpi(agbCode=agb_code))

    first = await world.regio.get("/kpis?limit=2")
    rest = await world.regio.get(first.links["next"]["url"].removeprefix("/v1"))
    assert [len(page.json()["resultaten"]) for page in (first, rest)] == [2, 1]
    assert len(await listed(world.regio, f"/kpis?agbCode={AGB}")) == 2


WRONG: list[tuple[str, Json, set[tuple[str, str]]]] = [
    ("/kpis", a_kpi(agbCode="99999999"), {("agbCode", "onbekend")}),
    ("/kpis", a_kpi(geldigTot="2025-12-31"), {("geldigTot", "volgorde")}),
    ("/clientenstops", a_stop(geldigVan="2026-03-28"), {("geldigVan", "te-vroeg")}),
    ("/clientenstops", a_stop(toestemmingOp=None), {("toestemmingOp", "ontbreekt")}),
]


@pytest.mark.parametrize(("path", "body", "faults"), WRONG)
async def test_what_is_refused_is_not_kept(
    world: World, path: str, body: Json, faults: set[tuple[str, str]]
) -> None:
    assert named(await world.regio.post(path, json=body)) == faults
    assert await listed(world.regio, path) == []


async def test_c01_without_kvk_an_aanbieder_cannot_be_delivered_to_the_cbs(world: World) -> None:
    """Name, postal address and KvK are mandatory on the list."""
    naam = {"naam": "Zonder KvK"}
    assert (await world.regio.put("/aanbieders/90000102", json=naam)).status_code == 200
    for agb_code in (AGB, "90000102"):
        await world.sign(agbCode=agb_code)
        adres = {"straat": "Stationsplein 1", "postcode": "3818 LE", "plaats": "Amersfoort"}
        profiel = {"agbCode": agb_code, "soort": "jhp", "postadres": adres}
        await opened(world.regio, "/aanbiederprofielen", profiel)

    shown = (await world.regio.get("/cbs-aanbieders?jaar=2026")).json()

    assert [one["agbCode"] for one in shown["resultaten"]] == [AGB]
    assert shown["resultaten"][0]["postadres"] == "Stationsplein 1, 3818 LE Amersfoort"
    (left,) = shown["nietLeverbaar"]
    assert (left["agbCode"], left["ontbreekt"]) == ("90000102", ["kvkNummer"])
    second = {"agbCode": AGB, "soort": "gi"}
    refused = await world.beheer.post("/aanbiederprofielen", json=second)
    assert named(refused) == {("agbCode", "dubbel")}


async def test_c05_a_region_says_what_its_product_is(world: World) -> None:
    """41 is day treatment, 55 nationally bought; 44 is living unless the region says respite."""
    shown = (await world.regio.get("/segmenten")).json()
    forms = {one["categorie"]: one["zorgvorm"] for one in shown["resultaten"]}
    assert (forms["41"], forms["44"], forms["46"]) == ("dagbehandeling", "wonen", "crisis")
    assert (forms["47"], forms["48"]) == ("jeugdreclassering", "jeugdbescherming")
    assert (forms["53"], forms["55"]) == ("ziekenhuiszorg", "landelijk ingekochte zorg")

    logeren = {
        "product": "44/44A09",
        "segment": "wonen",
        "perceel": "logeren",
        "zorgvorm": "logeren",
        "geldigVan": "2026-01-01",
    }
    await opened(world.regio, "/productindelingen", logeren)
    again = await world.regio.post("/productindelingen", json=logeren)
    assert named(again) == {("geldigVan", "overlap")}


async def test_c13_a_subcontractor_needs_consent_before(world: World) -> None:
    """But for a self-employed one; and again whoever stands below it."""
    sub = {
        "hoofdaannemer": AGB,
        "kvkNummer": "12345678",
        "naam": "William Schrikker Groep",
        "geldigVan": "2026-01-01",
    }
    missing = {("toestemmingOp", "ontbreekt")}
    assert named(await world.regio.post("/onderaannemingen", json=sub)) == missing
    late = sub | {"toestemmingOp": "2026-01-02"}
    assert named(await world.regio.post("/onderaannemingen", json=late)) == missing
    made = await opened(world.regio, "/onderaannemingen", sub | {"toestemmingOp": "2025-12-01"})
    await opened(world.regio, "/onderaannemingen", sub | {"zzp": True})

    told, _ = (await world.published())["nl.jeugdwet.onderaanneming.vastgesteld.v1"]
    assert (told["dossierId"], told["versie"], told["agbCode"]) == (made["id"], 1, AGB)
    assert (told["kvkNummer"], told["onderaannemer"], "naam" in told) == ("12345678", None, False)

    below = sub | {"zzp": True, "onder": made["id"]}
    assert named(await world.regio.post("/onderaannemingen", json=below)) == missing


async def test_c14_a_combination_has_a_lead(world: World) -> None:
    combi = {
        "naam": "BSA",
        "penvoerder": AGB,
        "leden": [AGB, "90000102"],
        "geldigVan": "2026-01-01",
    }
    made = await opened(world.regio, "/combinaties", combi)
    grown = combi | {"geldigTot": "2028-12-31"}
    changed = await world.regio.put(f"/combinaties/{made['id']}", json=grown)
    assert changed.status_code == 200, changed.text
    first, last = (await world.published())["nl.jeugdwet.combinatie.vastgesteld.v1"]
    assert (first["versie"], last["versie"]) == (1, 2)
    assert (last["agbCode"], last["leden"]) == (AGB, [AGB, "90000102"])
    assert (first["geldigTot"], last["geldigTot"]) == (None, "2028-12-31")
    other = combi | {"leden": ["90000102", "90000102"]}
    assert named(await world.regio.post("/combinaties", json=other)) == {
        ("penvoerder", "geen-lid"),
        ("leden", "dubbel"),
    }


async def test_c15_who_signs_for_whom(world: World) -> None:
    """JeugdzorgPlus Zuidoost 2021-2024: shares of who takes part add up on each day."""
    period = {"geldigVan": "2021-01-01", "geldigTot": "2024-12-31"}
    mandate = {
        "schaal": "bovenregionaal",
        "functie": "JeugdzorgPlus",
        "coordinerend": "0957",
        "document": "samenwerkingsovereenkomst Zuidoost",
        "contactpersoon": "Contractmanager Roermond",
        "deelnemers": [
            {"code": "MLO", "aandeel": "40", **period},
            {"code": "MLW", "aandeel": "35", **period},
            {"code": "NL", "aandeel": "25", **period},
        ],
    }
    made = await opened(world.gemeente, "/mandaten", mandate)
    assert made["coordinerend"] == "0957"
    half = mandate | {"deelnemers": mandate["deelnemers"][:2]}
    assert named(await world.gemeente.post("/mandaten", json=half)) == {("deelnemers", "som")}


async def test_c18_meetings_leave_agreements(world: World) -> None:
    score = {"datum": "2026-06-30", "oordeel": 6}
    refused = await world.regio.post("/kpis", json=a_kpi(metingen=[score]))
    assert named(refused) == {("metingen[0].oordeel", "less-than-equal")}
    agreed = {"datum": "2026-06-30", "tekst": "plan voor no-show", "uiterlijk": "2026-09-01"}
    made = await opened(world.regio, "/kpis", a_kpi(afspraken=[agreed]))
    assert made["afspraken"][0]["afgerondOp"] is None


async def test_c19_a_client_stop_is_told_and_published(world: World) -> None:
    """1 to 30 April; fourteen days before when the aanbieder asks, at once when who pays does."""
    await opened(world.regio, "/clientenstops", a_stop(producten=["45"]))
    at_once = a_stop(
        door="opdrachtgever",
        grond="veiligheid",
        gemeldOp="2026-05-02",
        toestemmingOp=None,
        geldigVan="2026-05-02",
        geldigTot=None,
    )
    await opened(world.regio, "/clientenstops", at_once)

    events = (await world.published())["nl.jeugdwet.clientenstop.vastgesteld.v1"]
    assert [(e["geldigVan"], e["geldigTot"], e["producten"]) for e in events] == [
        ("2026-04-01", "2026-04-30", ["45"]),
        ("2026-05-02", None, []),
    ]


async def test_c20_from_285_to_210_places(world: World) -> None:
    """75 fewer, 26.3 percent, on a straight path: 266.25, 247.5, 228.75; and what was occupied."""
    places = {
        "functie": "JeugdzorgPlus",
        "schaal": "bovenregionaal",
        "jaar": 2015,
        "afgesproken": 285,
        "beschikbaar": 280,
        "bezetteDagen": 90_000,
        "beschikbareDagen": 102_200,
        "streefjaar": 2019,
        "streefplaatsen": 210,
    }
    made = await opened(world.regio, "/capaciteiten", places)
    path = {one["jaar"]: one["plaatsen"] for one in made["pad"]}
    assert path == {2015: 285, 2016: 266.25, 2017: 247.5, 2018: 228.75, 2019: 210}
    assert (made["verandering"], made["veranderingProcent"]) == (-75, -26.3)
    assert made["bezetting"] == 88.1
    full = places | {"bezetteDagen": 102_201, "streefjaar": 2015}
    assert named(await world.regio.post("/capaciteiten", json=full)) == {
        ("bezetteDagen", "te-veel"),
        ("streefjaar", "volgorde"),
    }


async def test_c23_the_third_negative_year_opens_a_risk(world: World) -> None:
    """And the account holder hears of it, for it is published."""
    years = {"2023": -100_00, "2024": -50_00}
    made = await opened(world.regio, "/risicos", {"agbCode": AGB, "resultaten": years})
    assert (made["open"], made["redenen"]) == (False, [])

    third = {"agbCode": AGB, "resultaten": years | {"2025": -1}}
    changed = (await world.regio.put(f"/risicos/{made['id']}", json=third)).json()

    told = "drie jaar op rij een negatief resultaat (2023-2025)"
    assert (changed["open"], changed["redenen"]) == (True, [told])
    events = (await world.published())["nl.jeugdwet.continuiteitsrisico.vastgesteld.v1"]
    assert [(e["versie"], e["open"]) for e in events] == [(1, False), (2, True)]
    assert (await world.aanbieder.get("/risicos")).status_code == 403
    sudden = {"agbCode": "90000102", "gebeurtenissen": ["toezichtmaatregel"]}
    assert (await opened(world.regio, "/risicos", sudden))["open"]


async def test_c24_a_finding_is_for_ones_own_region_unless_shared(world: World) -> None:
    finding = {
        "agbCode": AGB,
        "soort": "bibob",
        "datum": "2026-05-01",
        "bevinding": "advies van het bureau",
    }
    await opened(world.regio, "/integriteitsbevindingen", finding)
    assert await listed(world.andere_regio, "/integriteitsbevindingen") == []

    shared = finding | {"soort": "toezicht", "gedeeld": True}
    refused = await world.regio.post("/integriteitsbevindingen", json=shared)
    assert named(refused) == {("grondslagDelen", "ontbreekt")}
    grounded = shared | {"grondslagDelen": "openbaar gemaakt door de inspectie"}
    await opened(world.regio, "/integriteitsbevindingen", grounded)

    (seen,) = await listed(world.andere_regio, "/integriteitsbevindingen")
    assert seen["soort"] == "toezicht"
    assert len(await listed(world.gemeente, "/integriteitsbevindingen")) == 2
    assert (await world.aanbieder.get("/integriteitsbevindingen")).status_code == 403


async def test_c22_the_list_for_the_nza(world: World) -> None:
    """Names, KvK and forms, with who delivers below them; nothing of clients; also as CSV."""
    await world.sign(uitloopTot="2029-06-30")
    sub = {
        "hoofdaannemer": AGB,
        "kvkNummer": "12345678",
        "naam": "Leger des Heils",
        "geldigVan": "2026-01-01",
        "toestemmingOp": "2025-12-01",
    }
    await opened(world.regio, "/onderaannemingen", sub)

    (row,) = (await world.regio.get("/nza-lijst?jaar=2026")).json()["resultaten"]
    assert row == {
        "agbCode": AGB,
        "naam": f"Aanbieder {AGB}",
        "kvkNummer": AGB,
        "vormen": ["begeleiding en behandeling"],
        "onderaannemers": ["Leger des Heils (KvK 12345678)"],
    }
    page = await world.regio.get("/nza-lijst?jaar=2026&limit=1")
    rest = await world.regio.get(page.links["next"]["url"].removeprefix("/v1"))
    assert (page.json()["resultaten"], rest.json()["resultaten"]) == ([row], [])
    assert (await world.regio.get("/nza-lijst?jaar=2030")).json()["resultaten"] == []
    table = await world.regio.get("/nza-lijst?jaar=2026", headers={"Accept": "text/csv"})
    assert table.text.splitlines()[0] == "agbCode;naam;kvkNummer;vormen;onderaannemers"
    assert (await world.aanbieder.get("/nza-lijst?jaar=2026")).status_code == 403


async def test_c01_a_profile_is_told_without_where_it_lives(world: World) -> None:
    """Reporting needs the kind, the duty for the early warning system and crucial functions."""
    profiel = {
        "agbCode": AGB,
        "soort": "jhp",
        "ewsPlichtig": True,
        "crucialeFuncties": ["pleegzorg"],
        "contactCbs": "afdeling cijfers",
    }
    made = await opened(world.regio, "/aanbiederprofielen", profiel)

    (told,) = (await world.published())["nl.jeugdwet.aanbiederprofiel.vastgesteld.v1"]
    assert told == {
        "dossierId": made["id"],
        "versie": 1,
        "eigenaar": made["eigenaar"],
        "agbCode": AGB,
        "soort": "jhp",
        "ewsPlichtig": True,
        "crucialeFuncties": ["pleegzorg"],
    }
