# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The check of CBS deliveries (P-11): our facts as records, and the mirror report beside them."""

import io
from datetime import date

import httpx
import pyarrow.parquet as pq
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from services.reporting.api.tabel import PARQUET
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Json

JAN, MAR, JUN = date(2023, 1, 1), date(2023, 3, 1), date(2023, 6, 1)
SCOPES = ["weergaven:lezen", "rapportages:schrijven"]
H1 = "periode=2023-H1"


@pytest.fixture
def story() -> FamilyStory:
    made = FamilyStory()
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    return made


def children(story: FamilyStory, count: int, **changes: object) -> None:
    """So many with ambulant help from January."""
    for n in range(count):
        story.delivery(JAN, None, client=f"{changes.get('gemeentecode', '')}-{n}", **changes)


def gemeente(reporting: Reporting, code: str = LEUSDEN) -> httpx.AsyncClient:
    client: httpx.AsyncClient = reporting.make(reporting.service, OrgType.GEMEENTE, code, SCOPES)
    return client


def regio(reporting: Reporting) -> httpx.AsyncClient:
    client: httpx.AsyncClient = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    return client


async def get(client: httpx.AsyncClient, path: str) -> Json:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def told(*regels: tuple[str, str, str, int]) -> Json:
    names = ("gemeente", "aanbieder", "hulpvorm", "aantal")
    rows = [dict(zip(names, regel, strict=True)) for regel in regels]
    return {"periode": "2023-H1", "bron": "spiegelrapportage", "regels": rows}


@pytest.mark.both_databases
async def test_p11_records_of_a_half_year_out_of_events(
    reporting: Reporting, story: FamilyStory
) -> None:
    story.delivery(JAN, MAR, reden_beeindiging="31", toewijzing_nummer=1)
    story.delivery(date(2023, 2, 1), JUN, reden_beeindiging="34", toewijzing_nummer=2)
    story.delivery(date(2022, 5, 1), client="loopt")
    story.delivery(date(2022, 5, 1), date(2022, 12, 31), client="voorbij")
    story.delivery(date(2023, 7, 1), client="later")
    story.delivery(date(2023, 6, 30), client="vervoer", categorie="42", code="42A01")
    story.delivery(JUN, client="pleegkind", categorie="35", code="35A01")
    story.line(MAR, 100, client="alleen-gedeclareerd")
    story.referral(
        "vrij",
        "gestart",
        client="wijk",
        toegang="vrij-toegankelijk",
        cbs_hulpvorm="01",
        cbs_verwijzer="06",
        begindatum=MAR,
    )
    await reporting.hear(story)

    shown = await get(gemeente(reporting), f"/cbs/aantallen?{H1}&groepering=aanbieder,hulpvorm")
    reasons = await get(gemeente(reporting), f"/cbs/aantallen?{H1}&groepering=reden")

    counts = {
        tuple(row["cel"].values()): [
            row[name] for name in ("records", "begonnen", "geeindigd", "lopend")
        ]
        for row in shown["rijen"]
    }
    assert counts == {
        (AGB, "02"): [2, 1, 1, 1],
        (AGB, "11"): [1, 1, 0, 1],
        ("wijkteam", "01"): [1, 1, 0, 1],
    }
    assert (shown["totaal"]["records"], shown["uiterlijk"]) == (4, "2023-07-21")
    assert [(row["cel"], row["records"]) for row in reasons["rijen"]] == [({"reden": "02"}, 1)]


async def test_p11_measures_count_by_their_own_period(
    reporting: Reporting, story: FamilyStory
) -> None:
    story.measure("ots", JAN, date(2023, 6, 30))
    story.measure("voogdij", date(2021, 1, 1))
    story.measure("jeugdreclassering", date(2023, 2, 1))
    await reporting.hear(story)
    client = gemeente(reporting)

    jb = await get(client, f"/cbs/aantallen?{H1}&soort=jeugdbescherming&groepering=soort")
    jr = await get(client, "/cbs/aantallen?periode=2023-K1&soort=jeugdreclassering")
    wrong = await client.get("/cbs/aantallen?periode=2023-K1")

    rows = {row["cel"]["soort"]: row for row in jb["rijen"]}
    assert (rows["ots"]["geeindigd"], rows["ots"]["lopend"]) == (1, 0)
    assert (rows["voogdij"]["begonnen"], rows["voogdij"]["lopend"]) == (0, 1)
    assert (jr["totaal"]["records"], jr["totaal"]["begonnen"]) == (1, 1)
    assert wrong.status_code == 400
    assert wrong.json()["invalidParams"][0]["name"] == "periode"


async def test_p11_the_mirror_report_beside_our_own_counts(
    reporting: Reporting, story: FamilyStory
) -> None:
    children(story, 20)
    children(story, 30, agb_code="90000102")
    children(story, 6, agb_code="90000103")
    await reporting.hear(story)
    client = gemeente(reporting)
    mirror = told(
        (LEUSDEN, AGB, "02", 21),
        (LEUSDEN, "90000102", "02", 20),
        (LEUSDEN, "90000109", "02", 4),
    )

    kept = await client.post("/cbs/spiegelrapportages", json=mirror)
    shown = await get(client, f"/cbs/vergelijking?{H1}")

    assert shown["alleenGedeclareerd"] == 0
    assert kept.json() == {"vastgelegd": 3, "ongewijzigd": 0}, kept.text
    assert [
        (row["cel"]["aanbieder"], row["verschil"], row["bevinding"]) for row in shown["rijen"]
    ] == [
        (AGB, 1, "binnen-marge"),
        ("90000102", -10, "minder-bij-cbs"),
        ("90000103", -6, "alleen-eigen"),
        ("90000109", 4, "alleen-cbs"),
    ]
    assert shown["totaal"] == {
        "cel": {},
        "cbs": 45,
        "eigen": 56,
        "verschil": -11,
        "bevinding": "minder-bij-cbs",
    }


@pytest.mark.both_databases
async def test_p11_a_correction_is_a_whole_delivery_and_the_one_before_can_be_asked(
    reporting: Reporting, story: FamilyStory, clock: SimulatedClock
) -> None:
    children(story, 5)
    await reporting.hear(story)
    client = gemeente(reporting)
    first = told((LEUSDEN, AGB, "02", 5), (LEUSDEN, "90000109", "02", 4))
    await client.post("/cbs/spiegelrapportages", json=first)
    before = clock.now()
    clock.move_to(before.replace(year=before.year + 1))
    rows = f"gemeente;aanbieder;hulpvorm;aantal\r\n{LEUSDEN};{AGB};02;5\r\n"

    kept = await client.post(
        f"/cbs/spiegelrapportages/_importeren?{H1}&bron=correctie",
        content=rows,
        headers={"Content-Type": "text/csv"},
    )
    now = await get(client, f"/cbs/vergelijking?{H1}")
    moment = httpx.QueryParams({"periode": "2023-H1", "peilmoment": before.isoformat()})
    then = await get(client, f"/cbs/vergelijking?{moment}")

    assert kept.json() == {"vastgelegd": 2, "ongewijzigd": 0}, kept.text
    assert [row["bevinding"] for row in now["rijen"]] == ["gelijk"]
    assert [row["bevinding"] for row in then["rijen"]] == ["gelijk", "alleen-cbs"]


async def test_p11_a_region_sees_no_count_of_few_children(
    reporting: Reporting, story: FamilyStory
) -> None:
    children(story, 20)
    children(story, 3, gemeentecode=SOEST, agb_code="90000102")
    children(story, 7, gemeentecode=SOEST, agb_code="90000103")
    await reporting.hear(story)
    client = regio(reporting)
    await client.post("/cbs/spiegelrapportages", json=told((SOEST, "90000102", "02", 3)))

    shown = await get(client, f"/cbs/vergelijking?{H1}")
    own = await get(gemeente(reporting, SOEST), f"/cbs/vergelijking?{H1}")
    listed = (await get(gemeente(reporting, SOEST), "/ingaven"))["resultaten"]

    by_aanbieder = {row["cel"]["aanbieder"]: row for row in shown["rijen"]}
    assert by_aanbieder["90000102"]["bevinding"] == "niet-getoond"
    assert by_aanbieder["90000103"]["eigen"] is None
    assert by_aanbieder[AGB]["eigen"] == 20
    assert {row["eigen"] for row in own["rijen"]} == {3, 7}
    assert listed == []


async def test_p11_help_that_is_only_claimed_may_be_why_the_cbs_has_more(
    reporting: Reporting, story: FamilyStory
) -> None:
    story.delivery(JAN, MAR, client="gemeld")
    for client, month in (("gemeld", MAR), ("gemeld", JUN), ("los", MAR), ("los", JUN)):
        story.line(month, 100, client=client)
    story.line(date(2022, 6, 1), 100, client="eerder")
    story.line(MAR, 100, client="vervoer", categorie="42", code="42A01")
    await reporting.hear(story)

    shown = await get(gemeente(reporting), f"/cbs/vergelijking?{H1}")
    to_regio = await get(regio(reporting), f"/cbs/vergelijking?{H1}")

    assert shown["alleenGedeclareerd"] == 2
    assert to_regio["alleenGedeclareerd"] is None


async def test_p11_as_csv_and_parquet(reporting: Reporting, story: FamilyStory) -> None:
    children(story, 5)
    await reporting.hear(story)
    client = gemeente(reporting)
    path = f"/cbs/aantallen?{H1}&groepering=aanbieder,hulpvorm"

    text = await client.get(path, headers={"Accept": "text/csv"})
    file = await client.get(path, headers={"Accept": PARQUET})

    head, first = text.text.split("\r\n")[:2]
    assert head == (
        "aanbieder;hulpvorm;records;begonnen;geeindigd;lopend;periode;peilmoment;definitieversie"
    )
    assert first.startswith(f"{AGB};02;5;5;0;5;2023-H1;")
    table = pq.read_table(io.BytesIO(file.content))
    assert table.to_pylist()[0]["records"] == 5
    assert table.schema.metadata[b"periode"] == b"2023-H1"
    for whole, column, told in (("aantallen", "records", "5"), ("vergelijking", "eigen", "5")):
        address = f"/cbs/{whole}?{H1}&groepering="
        found = await client.get(address, headers={"Accept": "text/csv"})
        names, row = (line.split(";") for line in found.text.split("\r\n")[:2])
        assert row[names.index(column)] == told, "without groups the whole is the one row"


async def test_p11_nobody_tells_or_asks_of_another(
    reporting: Reporting, story: FamilyStory
) -> None:
    await reporting.hear(story)
    aanbieder = reporting.make(reporting.service, OrgType.AANBIEDER, AGB, SCOPES)
    mirror = told((SOEST, AGB, "02", 5))

    foreign = await gemeente(reporting).post("/cbs/spiegelrapportages", json=mirror)
    by_ingave = await gemeente(reporting).post(
        "/ingaven",
        json={
            "ingaven": [
                {
                    "soort": "cbs-spiegel",
                    "gebied": LEUSDEN,
                    "jaar": 2023,
                    "onderwerp": f"2023-H1.{AGB}.02",
                    "waarde": 5,
                    "bron": "spiegel",
                }
            ]
        },
    )
    group = await gemeente(reporting).get(f"/cbs/vergelijking?{H1}&groepering=kleur&foo=1")

    assert (foreign.status_code, foreign.json()["code"]) == (403, "ander-gebied")
    assert (by_ingave.status_code, group.status_code) == (400, 400)
    assert {p["name"] for p in group.json()["invalidParams"]} == {"groepering", "foo"}
    assert (await aanbieder.get(f"/cbs/vergelijking?{H1}")).status_code == 403
    assert (await aanbieder.post("/cbs/spiegelrapportages", json=mirror)).status_code == 403


@pytest.mark.both_databases
async def test_p11_c5_regions_that_merge_let_no_child_in_or_out(
    database_kind: str, reporting: Reporting
) -> None:
    """Six go on from 2025, six end in February and five stay until new year's day; seven came in
    by another gemeente. To the old region nothing ended, to the new one only what began."""
    last, first = date(2025, 12, 31), date(2026, 1, 1)
    story = FamilyStory()
    story.regio((LEUSDEN, SINCE, last), code="OUD")
    story.regio((LEUSDEN, first, None), (SOEST, first, None), code="SAMEN")
    about = {"reden_beeindiging": "31"}
    for n in range(6):
        story.delivery(date(2025, 3, 1), client=f"loopt-{n}")
        story.delivery(date(2025, 3, 1), date(2026, 2, 10), client=f"eindigt-{n}", **about)
    for n in range(5):
        stay = {"categorie": "35", "code": "35A01", **about}
        story.delivery(date(2025, 3, 1), first, client=f"pleegkind-{n}", **stay)
    for n in range(7):
        story.delivery(date(2026, 2, 1), client=f"nieuw-{n}", gemeentecode=SOEST)
    await reporting.hear(story)

    async def of(code: str, query: str) -> dict[str, list[int]]:
        client = reporting.make(reporting.service, OrgType.REGIO, code, SCOPES)
        shown = await get(client, f"/cbs/aantallen?{query}")
        return {
            ".".join(row["cel"].values()): [
                row[name] for name in ("records", "begonnen", "geeindigd", "lopend")
            ]
            for row in [*shown["rijen"], shown["totaal"]]
        }

    old = await of("OUD", "periode=2025-H2&groepering=hulpvorm")
    old_reasons = await of("OUD", "periode=2025-H2&groepering=reden")
    new = await of("SAMEN", "periode=2026-H1&groepering=hulpvorm")
    reasons = await of("SAMEN", "periode=2026-H1&groepering=reden")
    before = await of("SAMEN", "periode=2025-H2&groepering=hulpvorm")

    assert old == {"02": [12, 0, 0, 12], "11": [5, 0, 0, 5], "": [17, 0, 0, 17]}
    assert old_reasons == {"": [17, 0, 0, 17]}
    assert new == {"02": [19, 7, 6, 13], "11": [5, 0, 5, 0], "": [24, 7, 11, 13]}
    assert reasons["01"] == [11, 0, 11, 0]
    assert before == {"": [0, 0, 0, 0]}
