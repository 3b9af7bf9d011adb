# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The monthly report (P-07): run, explained, reconciled (X-10), approved by another, published."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import OrgType
from libs.common.commands import RefusedError
from libs.common.commands.parser import parser_of
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.reporting import tables as t
from services.reporting.api.marap import aansluiten
from services.reporting.app import COMMANDS
from services.reporting.domain.indicatoren.register import REGISTER
from services.reporting.domain.marap import Marap, definitiewijzigingen, vaste_set
from services.reporting.handlers import marap as handlers
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Json = dict[str, Any]


def person(
    reporting: Reporting, persoon: str | None, org: OrgType = OrgType.REGIO, code: str = REGIO
) -> httpx.AsyncClient:
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    made: httpx.AsyncClient = reporting.make(reporting.service, org, code, scopes, persoon=persoon)
    return made


@pytest.fixture
async def region(reporting: Reporting) -> Reporting:
    """Two gemeenten with a quarter of care; three children in the smaller one."""
    story = FamilyStory()
    story.gemeente(LEUSDEN, "Leusden")
    story.gemeente(SOEST, "Soest")
    story.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    story.product()
    story.all_of_regie()
    story.award(1, JAN, date(2024, 3, 31))
    for n in range(12):
        story.delivery(JAN, client=f"l{n}", toewijzing_nummer=n + 1)
        for month in (JAN, FEB, MAR):
            story.line(month, 8_000, client=f"l{n}", toewijzing_nummer=n + 1)
    for n in range(3):
        story.delivery(FEB, client=f"s{n}", toewijzing_nummer=n + 1, gemeentecode=SOEST)
        story.line(MAR, 5_000, client=f"s{n}", toewijzing_nummer=n + 1, gemeentecode=SOEST)
    await reporting.hear(story)
    return reporting


def beheer(reporting: Reporting) -> httpx.AsyncClient:
    """Who lays reports beside billing."""
    return person(reporting, None, OrgType.BEHEER, "beheer")


def cells(soest: int = 15_000) -> Json:
    """As billing has it."""
    rows: list[tuple[str, str, int, int]] = [
        (LEUSDEN, f"2024-0{month}", 12, 96_000) for month in (1, 2, 3)
    ]
    rows.append((SOEST, "2024-03", 3, soest))
    rows.append(("0363", "2024-03", 9, 9))  # of no member: not of this report
    names = ("gemeentecode", "maand", "aantal", "bedrag")
    return {"cellen": [dict(zip(names, row, strict=True)) | {"agbCode": AGB} for row in rows]}


async def ran(reporting: Reporting, persoon: str = "Ada") -> Json:
    answer = await person(reporting, persoon).post("/maraps", json={"maand": "2024-03"})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    assert answer.headers["Location"].endswith(f"/maraps/{made['id']}")
    return made


async def act(
    client: httpx.AsyncClient, made: Json, path: str, body: Json, method: str = "POST"
) -> httpx.Response:
    """On the version that was read last."""
    headers = {"If-Match": f'"{made["versie"]}"'}
    answer = await client.request(method, f"/maraps/{made['id']}{path}", json=body, headers=headers)
    if answer.status_code == 200:
        made |= answer.json()
    return answer


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.both_databases
async def test_p07_from_run_to_publication(database_kind: str, region: Reporting) -> None:
    ada, bob = person(region, "Ada"), person(region, "Bob")
    gemeente = region.of(OrgType.GEMEENTE, LEUSDEN)
    made = await ran(region)

    unread = await gemeente.get(f"/maraps/{made['id']}")
    said = await act(
        ada, made, "/toelichtingen/I-01", {"tekst": "Meer door\nhet lokale team."}, "PUT"
    )
    early = await act(bob, made, "/besluiten", {"besluit": "goedkeuren"})
    await act(beheer(region), made, "/aansluitingen", cells())
    alone = await act(person(region, " ada "), made, "/besluiten", {"besluit": "goedkeuren"})
    approved = await act(bob, made, "/besluiten", {"besluit": "goedkeuren"})
    late = await act(ada, made, "/toelichtingen/I-01", {"tekst": "x"}, "PUT")
    published = await act(ada, made, "/besluiten", {"besluit": "publiceren"})
    read = await gemeente.get(f"/maraps/{made['id']}")

    assert unread.status_code == 404
    assert said.status_code == 200
    assert code(early) == (409, "aansluiting-ontbreekt")
    assert code(alone) == (403, "vier-ogen")
    assert (approved.json()["goedkeurder"], approved.json()["aangesloten"]) == ("Bob", True)
    assert code(late) == (409, "andere-toestand")
    assert (published.status_code, read.status_code) == (200, 200)
    shown = read.json()
    assert (shown["van"], shown["tot"], shown["toestand"]) == ("2024-01", "2024-03", "gepubliceerd")
    first = shown["tabellen"][0]
    assert (first["id"], first["toelichting"]) == ("I-01", "Meer door\nhet lokale team.")
    assert first["totaal"]["waarden"] == {"uniekeClienten": 15}
    assert first["totaal"]["eerder"] == {"uniekeClienten": 0}
    assert [one["id"] for one in shown["tabellen"]][-1] == "I-30"


async def test_x10_a_report_that_is_changed_meanwhile_keeps_no_other_from_billing(
    region: Reporting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for maand in ("2024-02", "2024-03"):
        made = await person(region, "Ada").post("/maraps", json={"maand": maand})
        assert made.status_code == 201, made.text
    reconcile = handlers.reconcile

    async def changed_first(
        rt: Runtime, session: AsyncSession, marap: Marap, daar: handlers.Telling
    ) -> Marap:
        if marap.maand == FEB:
            raise Conflict("De rapportage is intussen gewijzigd.")
        return await reconcile(rt, session, marap, daar)

    async def of_billing(*_: object) -> handlers.Telling:
        rows = cells()["cellen"]
        return {
            (row["gemeentecode"], row["agbCode"], row["maand"]): (row["aantal"], row["bedrag"])
            for row in rows
        }

    monkeypatch.setattr(handlers, "reconcile", changed_first)
    monkeypatch.setattr(aansluiten, "_approved", of_billing)
    token = tmp_path / "token"
    token.write_text("token")
    asked = parser_of("reporting", COMMANDS).parse_args(
        ["reconcile", "http://billing.invalid/v1", "--token-file", str(token)]
    )
    told = []
    try:
        async for line in COMMANDS["reconcile"].run(region.service.runtime, asked):
            told.append(line)
    except RefusedError as why:
        told.append(str(why))

    assert sorted(told) == [
        "1 of 2 were changed meanwhile and are to be laid again",
        f"{REGIO} 2024-02 number 1: was changed meanwhile",
        f"{REGIO} 2024-03 number 1: agrees",
    ]


async def test_x10_a_difference_with_billing_keeps_it_a_concept(region: Reporting) -> None:
    ada, bob = person(region, "Ada"), person(region, "Bob")
    made = await ran(region)

    own = await act(ada, made, "/aansluitingen", cells())
    await act(beheer(region), made, "/aansluitingen", cells(14_999))
    refused = await act(bob, made, "/besluiten", {"besluit": "goedkeuren"})
    shown = (await ada.get(f"/maraps/{made['id']}")).json()
    await act(beheer(region), made, "/aansluitingen", cells())
    approved = await act(bob, made, "/besluiten", {"besluit": "goedkeuren"})

    assert own.status_code == 403, "not by who made it"
    assert code(refused) == (409, "aansluiting-verschilt")
    assert shown["aansluitverschillen"] == [
        {
            "gemeentecode": SOEST,
            "agbCode": AGB,
            "maand": "2024-03",
            "aantalHier": 3,
            "bedragHier": 15_000,
            "aantalDaar": 3,
            "bedragDaar": 14_999,
        }
    ]
    assert approved.status_code == 200


async def test_p01_a_report_of_may_is_the_same_in_december(region: Reporting) -> None:
    """What comes in later changes a new run, and not one that is reckoned again."""
    ada = person(region, "Ada")
    made = await ran(region)
    before = (await ada.get(f"/maraps/{made['id']}")).json()
    now = region.service.runtime.clock.now()
    later = FamilyStory(_lines=1_000)
    later.line(MAR, 700_000, client="l1", known=now)
    later.delivery(JAN, date(2024, 1, 5), client="nieuw", toewijzing_nummer=99)
    late = [(now, event) for _, event in later.told]
    later.told = late
    await region.hear(later)
    region.service.runtime.clock.move_to(now + timedelta(days=200))  # type: ignore[attr-defined]

    again = (await ada.get(f"/maraps/{made['id']}/herberekening")).json()
    after = (await ada.get(f"/maraps/{made['id']}")).json()
    anew = await ran(region)

    assert again == {"gelijk": True, "verschillen": []}
    assert after == before
    assert anew["nummer"] == 2
    fresh = (await ada.get(f"/maraps/{anew['id']}")).json()
    assert fresh["tabellen"][0]["totaal"]["waarden"] == {"uniekeClienten": 16}


async def test_what_was_changed_behind_its_back_is_seen(region: Reporting) -> None:
    made = await ran(region)
    async with region.service.runtime.db.begin() as session:
        await session.execute(sa.delete(t.levering).where(t.levering.c.gemeentecode == SOEST))
        await session.execute(sa.delete(t.regel).where(t.regel.c.gemeentecode == SOEST))

    again = (await person(region, "Ada").get(f"/maraps/{made['id']}/herberekening")).json()

    assert not again["gelijk"]
    found = {(one["id"], tuple(one["cel"]), one["veld"]) for one in again["verschillen"]}
    assert ("I-03", (SOEST,), "uniekeClienten") in found


async def test_b5_small_cells_are_in_no_form_of_it(region: Reporting) -> None:
    ada = person(region, "Ada")
    made = await ran(region)

    shown = (await ada.get(f"/maraps/{made['id']}?doelgroep=gemeente")).json()
    text = (await ada.get(f"/maraps/{made['id']}", headers={"Accept": "text/csv"})).text

    (table,) = [one for one in shown["tabellen"] if one["id"] == "I-03"]
    assert shown["doelgroep"] == "regio"
    assert {r["cel"]["gemeente"]: r["waarden"]["uniekeClienten"] for r in table["rijen"]} == {
        LEUSDEN: None,
        SOEST: None,
    }
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    found = [row for row in rows if row[0] == "I-03" and row[4]]
    assert [(row[4], row[7], row[10]) for row in found] == [(LEUSDEN, "", "ja"), (SOEST, "", "ja")]


async def test_no_text_is_a_formula_and_the_same_report_is_the_same_file(
    region: Reporting,
) -> None:
    ada = person(region, "=cmd|'/c calc'!A1")
    made = await ran(region, "=cmd|'/c calc'!A1")
    await act(ada, made, "/toelichtingen/I-01", {"tekst": '=HYPERLINK("http://x")'}, "PUT")

    async def file(accept: str) -> bytes:
        answer = await ada.get(f"/maraps/{made['id']}", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(accept)
        return answer.content

    book = zipfile.ZipFile(io.BytesIO(await file(XLSX)))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    charts = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert len(sheets) == 1 + len(vaste_set())
    assert charts
    assert not [name for name in sheets if re.search(rb"<f[ >]|hyperlink", book.read(name))]
    assert b"=HYPERLINK" in book.read("xl/sharedStrings.xml")
    pdf = await file("application/pdf")
    assert pdf.startswith(b"%PDF-")
    assert b"VeraBd" in pdf or b"Vera" in pdf
    assert await file("application/pdf") == pdf
    assert await file(XLSX) == await file(XLSX)


async def test_who_may_do_what(region: Reporting) -> None:
    made = await ran(region)
    other = person(region, "Eva", OrgType.REGIO, "UTRECHT")
    nameless = person(region, None)

    for path in ("", "/herberekening"):
        assert (await other.get(f"/maraps/{made['id']}{path}")).status_code == 404
    denied = await nameless.post("/maraps", json={"maand": "2024-03"})
    assert code(denied) == (403, "persoon-ontbreekt")
    gemeente = person(region, "Gem", OrgType.GEMEENTE, LEUSDEN)
    assert (await gemeente.post("/maraps", json={"maand": "2024-03"})).status_code == 403
    assert (await gemeente.get("/maraps")).json() == {"resultaten": []}
    listed = (await person(region, "Bob").get("/maraps")).json()["resultaten"]
    assert [(one["id"], one["aangesloten"]) for one in listed] == [(made["id"], None)]
    plain = await person(region, "Bob").post(
        f"/maraps/{made['id']}/besluiten",
        json={"besluit": "goedkeuren"},
        headers={"If-Match": '"9"'},
    )
    assert plain.status_code == 412
    unknown = await act(person(region, "Ada"), made, "/toelichtingen/I-99", {"tekst": "x"}, "PUT")
    assert unknown.status_code == 404
    named = {"tekst": "Het gaat om 999900006."}
    refused = await act(person(region, "Ada"), made, "/toelichtingen/I-01", named, "PUT")
    assert [(p["name"], p["code"]) for p in refused.json()["invalidParams"]] == [("tekst", "bsn")]
    odd = await person(region, "Ada").get(f"/maraps/{made['id']}", headers={"Accept": "image/png"})
    assert odd.status_code == 406


async def test_a_moment_that_is_not_settled_is_refused(region: Reporting) -> None:
    now = region.service.runtime.clock.now()
    body = {"maand": "2024-03", "peilmoment": now.isoformat()}
    refused = await person(region, "Ada").post("/maraps", json=body)
    assert code(refused) == (400, "te-vroeg")


def test_p08_a_changed_definition_is_told_once() -> None:
    now = {id: versions[-1].versie for id, versions in REGISTER.items()}
    before = now | {"I-07": 0}
    del before["I-11"]
    found = definitiewijzigingen(before, now)
    assert [(one.id, one.van, one.naar) for one in found] == [("I-07", 0, 1), ("I-11", 0, 3)]
    assert definitiewijzigingen(now, now) == []
    assert definitiewijzigingen(None, now) == []
