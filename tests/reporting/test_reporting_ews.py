# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Early warning: deliveries by providers, levels that follow, steps that are set (P-10, B.3)."""

import json
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.commands.rebuild import rebuild
from libs.common.runtime import settle
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.ews import Parties, named, parties, quarter, values, year
from tests.reporting.story import AGB, REGIO, SOEST, Json

both = pytest.mark.both_databases
__all__ = ["parties"]


@both
async def test_p10_a_later_delivery_replaces_and_the_earlier_stays_known(
    parties: Parties, clock: SimulatedClock
) -> None:
    first = await parties.aanbieder.post("/ews/kwartaalleveringen", json=quarter())
    before = clock.now()
    clock.move_to(before + timedelta(days=1))
    again = await parties.aanbieder.post("/ews/kwartaalleveringen", json=quarter())
    better = quarter(liquiditeit=30_000)
    second = await parties.aanbieder.post("/ews/kwartaalleveringen", json=better)

    assert (first.status_code, first.json()["versie"]) == (201, 1)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (second.status_code, second.json()["versie"]) == (201, 2)
    listed = (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"]
    assert [(one["versie"], one["vervangenOp"] is None) for one in listed] == [
        (2, True),
        (1, False),
    ]
    replaced = await parties.houder.get(first.headers["Location"].removeprefix("/v1"))
    assert replaced.json()["gegevens"]["liquiditeit"] == 95_000

    now, then = await parties.assessment(), await parties.assessment(f"?peilmoment={_z(before)}")
    assert [values(one)["EWS-03"] for one in (now, then)] == [28.4211, 90.0]
    assert [one["niveau"] for one in (now, then)] == ["rood", "geel"], "earlier ones are missing"


def _z(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


async def test_p10_everything_that_is_wrong_is_said_at_once(parties: Parties) -> None:
    form = quarter(vormen=["99"], liquiditeit="veel", onbekend=1)
    assert named(await parties.aanbieder.post("/ews/kwartaalleveringen", json=form)) == {
        ("vormen[0]", "enum"),
        ("liquiditeit", "int-parsing"),
        ("onbekend", "extra-forbidden"),
    }
    content = quarter(
        "2026-K4",
        opbrengstenJeugdwet=200_000,
        wachttijden=[{"vorm": "44", "regiocode": "ELDERS", "wachtenden": 2}],
    )
    assert named(await parties.aanbieder.post("/ews/kwartaalleveringen", json=content)) == {
        ("periode", "nog-niet-voorbij"),
        ("opbrengstenJeugdwet", "hoger-dan-totaal"),
        ("wachttijden[0].regiocode", "onbekend"),
        ("wachttijden[0].vorm", "niet-aangeboden"),
        ("wachttijden[0].wachtdagen", "ontbreekt"),
    }
    wrong_year = await parties.aanbieder.post(
        "/ews/jaarleveringen", json=year(begroteOpbrengstenJeugdwet=400_001)
    )
    assert named(wrong_year) == {("begroteOpbrengstenJeugdwet", "hoger-dan-totaal")}
    assert (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"] == []


async def test_p10_an_upload_of_several_quarters(parties: Parties) -> None:
    names = [name for name in quarter() if name not in {"onderaannemers", "wachttijdenMaatregelen"}]

    def csv(*rows: Json) -> str:
        def cell(value: object) -> str:
            text = value if isinstance(value, str) else json.dumps(value)
            return '"' + text.replace('"', '""') + '"'

        lines = [";".join(cell(row[name]) for name in names) for row in rows]
        return "\n".join([";".join(names), *lines])

    async def upload(text: str) -> httpx.Response:
        return await parties.aanbieder.post(
            "/ews/kwartaalleveringen/_importeer",
            content=text.encode(),
            headers={"Content-Type": "text/csv"},
        )

    wrong = await upload(csv(quarter("2026-K2"), quarter("2027-K1", kvkNummer="1")))
    assert named(wrong) == {("rij[2].kvkNummer", "string-pattern-mismatch")}
    assert named(await upload(csv(quarter("2026-K2"), quarter("2026-K4")))) == {
        ("rij[2].periode", "nog-niet-voorbij")
    }
    assert (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"] == []
    good = await upload(csv(quarter("2026-K1"), quarter("2026-K2")))
    assert good.json() == {"rijen": 2, "nieuw": 2, "ongewijzigd": 0}
    more = await upload(csv(quarter("2026-K2"), quarter("2026-K3")))
    assert more.json() == {"rijen": 2, "nieuw": 1, "ongewijzigd": 1}
    listed = (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"]
    assert {one["kanaal"] for one in listed} == {"upload"}


async def test_p10_an_upload_of_budgets(parties: Parties) -> None:
    """Of years: each row as when delivered alone, all or none, and what stands is not new."""

    async def upload(*rows: Json, kind: str = "application/x-ndjson") -> httpx.Response:
        return await parties.aanbieder.post(
            "/ews/jaarleveringen/_importeer",
            content="\n".join(json.dumps(row) for row in rows).encode(),
            headers={"Content-Type": kind},
        )

    wrong = await upload(year(), year(jaar=2025, begroteOpbrengstenJeugdwet=400_001))
    assert named(wrong) == {("rij[2].begroteOpbrengstenJeugdwet", "hoger-dan-totaal")}
    assert (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"] == []
    good = await upload(year(), year(jaar=2025))
    assert good.json() == {"rijen": 2, "nieuw": 2, "ongewijzigd": 0}
    again = await upload(year(), year(jaar=2025, begrootResultaat=10_000))
    assert again.json() == {"rijen": 2, "nieuw": 1, "ongewijzigd": 1}
    listed = (await parties.aanbieder.get("/ews/leveringen")).json()["resultaten"]
    assert {(one["soort"], one["periode"], one["kanaal"]) for one in listed} == {
        ("jaar", "2025", "upload"),
        ("jaar", "2026", "upload"),
    }
    refused = await parties.houder.post(
        "/ews/jaarleveringen/_importeer", content=b"", headers={"Content-Type": "text/csv"}
    )
    assert refused.status_code == 403


async def test_p10_only_for_its_own_code_and_seen_by_its_account_holder(parties: Parties) -> None:
    await parties.delivered("2026-K3")
    query = f"?agbCode={AGB}"
    assert len((await parties.houder.get(f"/ews/leveringen{query}")).json()["resultaten"]) == 1
    assert (await parties.ander.get("/ews/leveringen")).json()["resultaten"] == []
    assert (await parties.buur.get(f"/ews/leveringen{query}")).status_code == 404
    assert (await parties.buur.get(f"/ews/aanbieders/{AGB}/beoordeling")).status_code == 404
    assert (await parties.ander.get(f"/ews/aanbieders/{AGB}/beoordeling")).status_code == 404
    assert (await parties.beheer.get(f"/ews/leveringen{query}")).status_code == 403
    refused = await parties.houder.post("/ews/kwartaalleveringen", json=quarter())
    assert refused.status_code == 403
    assert named(await parties.houder.get("/ews/leveringen")) == {("agbCode", "ontbreekt")}


async def test_p10_who_looked_is_kept(parties: Parties) -> None:
    await parties.delivered("2026-K3")
    await parties.assessment()
    await parties.aanbieder.get("/ews/leveringen")
    rt = parties.reporting.service.runtime
    table = rt.mechanics.outbox.outbox.metadata.tables["inzage"]
    async with rt.db.read() as session:
        rows = (await session.execute(sa.select(table).order_by(table.c.inzage_id))).all()
    assert [(r.weergave, r.agb_code, r.periode, r.client_id, r.rol) for r in rows] == [
        ("ews-beoordeling", AGB, "2026-K3", f"regio:{REGIO}", "accounthouder"),
        ("ews-leveringen", AGB, None, f"aanbieder:{AGB}", "aanbieder"),
    ]


@both
async def test_p10_a_level_is_told_when_it_becomes_another(
    parties: Parties, clock: SimulatedClock
) -> None:
    """Missing deliveries, then all of them, an own declaration, a step, and a risk by C-23."""
    (missing,) = await parties.told()
    assert (missing["niveau"], missing["redenen"]) == ("geel", ["levering-ontbreekt"])
    assert (missing["accounthouder"], missing["kwartaal"]) == (REGIO, "2026-K3")
    assert missing["vorigNiveau"] is None

    await parties.aanbieder.post("/ews/jaarleveringen", json=year())
    await parties.delivered("2026-K1", "2026-K2", "2026-K3")
    await settle(parties.reporting.service)
    assert [one["niveau"] for one in await parties.told()] == ["geel", "groen"]

    await parties.delivered("2026-K3", continuiteitsrisico=True)
    await parties.delivered("2026-K3")
    step = {"trede": 3, "datum": "2026-11-20", "eigenaar": "directeur", "actie": "herstelplan"}
    made = await parties.houder.post(
        f"/ews/aanbieders/{AGB}/stappen", json=step | {"uiterlijk": "2026-12-20"}
    )
    assert made.status_code == 201, made.text
    assert made.json()["doel"] == "herstelplan"
    done = step | {"trede": 0, "datum": "2026-11-23", "actie": "plan is goed"}
    await parties.houder.post(f"/ews/aanbieders/{AGB}/stappen", json=done)
    story = WholeStory()
    story.risk("liquiditeit")
    await parties.reporting.hear(story)

    told = await parties.told()
    assert [(one["vorigNiveau"], one["niveau"], one["versie"]) for one in told[1:]] == [
        ("geel", "groen", 2),
        ("groen", "oranje", 3),
        ("oranje", "groen", 4),
        ("groen", "rood", 5),
        ("rood", "groen", 6),
        ("groen", "oranje", 7),
    ]
    assert [one["redenen"] for one in told[2:]] == [
        ["zelf-verklaard-risico"],
        [],
        ["trede"],
        [],
        ["continuiteitsrisico"],
    ]
    assert not any("000" in json.dumps(one["redenen"]) for one in told), "no figure is told"
    before = len(told)
    await settle(parties.reporting.service)
    assert len(await parties.told()) == before, "nothing changed"


async def test_p10_the_ladder_only_grows_and_only_by_its_holder(parties: Parties) -> None:
    step = {"trede": 1, "datum": "2026-11-20", "eigenaar": "directeur", "actie": "gesprek"}
    path = f"/ews/aanbieders/{AGB}/stappen"
    assert (await parties.houder.post(path, json=step)).status_code == 201
    assert named(await parties.houder.post(path, json=step | {"datum": "2026-11-01"})) == {
        ("datum", "volgorde")
    }
    wrong = step | {"trede": 3, "datum": "2027-01-01"}
    assert named(await parties.houder.post(path, json=wrong)) == {
        ("datum", "toekomst"),
        ("uiterlijk", "ontbreekt"),
    }
    assert (await parties.buur.post(path, json=step)).status_code == 404
    assert (await parties.aanbieder.post(path, json=step)).status_code == 403
    bsn = step | {"actie": "gesprek over 999999990"}
    assert named(await parties.houder.post(path, json=bsn)) == {("actie", "bsn")}
    seen = (await parties.aanbieder.get(path)).json()["resultaten"]
    assert [(one["trede"], one["eigenaar"], one["regiocode"]) for one in seen] == [
        (1, "directeur", REGIO)
    ]


async def test_rj8g_what_is_expected_and_late(
    parties: Parties, clock: SimulatedClock, reporting: Reporting
) -> None:
    """On 23 November 2026: the year and two quarters missing, the third late since the 14th."""
    await parties.delivered("2026-K1")
    found = (await parties.aanbieder.get("/ews/verwachtingen")).json()
    assert (found["verplicht"], found["reden"]) == (True, "aangewezen in het aanbiederprofiel")
    assert [(one["periode"], one["uiterlijk"], one["status"]) for one in found["resultaten"]] == [
        ("2026", "2026-02-15", "ontbreekt"),
        ("2026-K1", "2026-05-15", "ontvangen"),
        ("2026-K2", "2026-08-14", "ontbreekt"),
        ("2026-K3", "2026-11-14", "te-laat"),
    ]
    for loop in reporting.service.beside_worker:
        if loop.name == "figures":
            await loop.step()
    shown = reporting.service.runtime.metrics.exposition().decode()
    assert "jeugdregio_ews_deliveries_overdue 3.0" in shown
    assert "jeugdregio_ews_deliveries_due 0.0" in shown


async def test_rj8g_a_solo_worker_owes_nothing(reporting: Reporting) -> None:
    story = WholeStory()
    story.profile("solist")
    story.holder()
    await reporting.hear(story)
    parties = Parties(reporting)

    found = (await parties.aanbieder.get("/ews/verwachtingen")).json()

    assert (found["verplicht"], found["resultaten"]) == (False, [])
    assert "8g lid 3" in found["reden"]
    assert (await parties.assessment())["niveau"] == "groen"


async def test_b3_own_facts_come_from_the_events(parties: Parties, reporting: Reporting) -> None:
    """Revenue of two regions, a year before, refused lines, days to the answer, children."""
    story = WholeStory()
    quarter_month, before = date(2026, 8, 1), date(2025, 8, 1)
    known = datetime(2026, 9, 1, tzinfo=UTC)
    story.line(quarter_month, 60_000, client="a", known=known)
    story.line(quarter_month, 30_000, client="b", known=known, gemeentecode=SOEST)
    story.line(quarter_month, 5_000, client="c", known=known, toegekend=False)
    story.line(before, 100_000, client="a", known=known)
    story.delivery(date(2026, 9, 30), client="d")
    begun = datetime(2026, 8, 5, tzinfo=UTC)
    answered = begun + timedelta(days=1, hours=12)
    story.message("JW323", begun, verwerkt_op=answered)
    await reporting.hear(story)

    path = f"/ews/aanbieders/{AGB}/beoordeling?kwartaal=2026-K3"
    found = (await parties.aanbieder.get(path)).json()

    assert {k: v for k, v in values(found).items() if v is not None} == {
        "EWS-09": -0.1,
        "EWS-10": 0.6667,
        "EWS-11": 0.3333,
        "EWS-12": 1.5,
        "EWS-13": 3.0,
        "EWS-14": 0.0,
    }
    assert found["omzettrendPerRegio"] == [
        {"regiocode": REGIO, "waarde": -0.4, "verborgen": False},
        {"regiocode": "FOODVALLEY", "waarde": None, "verborgen": False},
    ]


async def test_p10_norms_are_data_in_versions(parties: Parties, clock: SimulatedClock) -> None:
    shown = await parties.houder.get("/ews/normen")
    (first,) = shown.json()["resultaten"]
    stricter = {name: value for name, value in first.items() if name != "versie"} | {
        "geldigVanaf": "2026-07-01",
        "bron": "besluit van de bovenregionale tafel",
        "grenzen": [{"indicator": "EWS-06", "richting": "hoog", "waarschuwing": "0.75"}],
    }
    wrong = await parties.beheer.post("/ews/normen", json=stricter | {"geldigVanaf": "2026-07-02"})
    assert named(wrong) == {("geldigVanaf", "geen-kwartaal")}
    assert (await parties.houder.post("/ews/normen", json=stricter)).status_code == 403
    stale = await parties.beheer.post("/ews/normen", json=stricter, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    made = await parties.beheer.post(
        "/ews/normen", json=stricter, headers={"If-Match": shown.headers["ETag"]}
    )
    assert (made.status_code, made.json()["versie"]) == (201, 2)

    await parties.aanbieder.post("/ews/jaarleveringen", json=year())
    await parties.delivered("2026-K1", "2026-K2", "2026-K3")
    old, new = [await parties.assessment(f"?kwartaal=2026-K{n}") for n in (2, 3)]
    assert [(one["normversie"], one["niveau"]) for one in (old, new)] == [(1, "groen"), (2, "geel")]
    assert new["redenen"] == [
        {"code": "EWS-06", "tekst": "Afhankelijkheid van de Jeugdwet ligt voorbij de grens."}
    ]
    assert new["normbron"] == "besluit van de bovenregionale tafel"


@both
async def test_p01_a_rebuild_leaves_what_no_log_brings_back(
    parties: Parties, reporting: Reporting, start
) -> None:
    await parties.delivered("2026-K3")
    seen, told = await parties.assessment(), await parties.told()
    rt = reporting.service.runtime

    emptied = await rebuild(rt)
    again = await start("reporting", url=rt.db.url)
    await settle(again)

    assert "accounthouder emptied" in emptied
    stays = ("ews_levering", "ews_stap", "ews_norm", "ews_niveau", "inzage", "outbox")
    assert not any(line.startswith(stays) for line in emptied)
    anew = Parties(Reporting(again, reporting.log, reporting.make))
    assert await anew.assessment() == seen
    assert await anew.told() == told
