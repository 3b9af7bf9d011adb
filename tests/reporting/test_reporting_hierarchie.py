# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Hierarchies that overlap and hold for a time (P-03): a gemeente is at once in a region, in a part
of it and in a province, and figures are asked by each."""

from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from services.reporting.tables import ingave
from tests.reporting.conftest import Reporting, by_migration
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Json, Story

BUREN = "0214"
"""In Gelderland, the others in Utrecht."""
YEAR = "van=2024-01&tot=2024-12"
JAN, JUN, JUL = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)
MONTHS = "0027_figures_of_a_month"
APR, OCT = date(2024, 4, 1), date(2024, 10, 1)


def a_region() -> Story:
    """Twenty children in Leusden, twelve in Soest, fifteen in Buren; six went there from Soest."""
    story = Story()
    story.regio(*((code, SINCE, None) for code in (LEUSDEN, SOEST, BUREN)))
    for code, count in ((LEUSDEN, 20), (SOEST, 12), (BUREN, 15)):
        for n in range(count):
            story.delivery(JAN, JUN, client=f"{code}-{n}", gemeentecode=code)
    for n in range(6):
        story.delivery(JUL, client=f"{SOEST}-{n}", gemeentecode=BUREN)
    return story


def part(gemeente: str, code: str, day: date = SINCE, erin: int = 1) -> Json:
    return {
        "soort": "subregio",
        "gebied": gemeente,
        "jaar": day.year,
        "onderwerp": code,
        "waarde": erin,
        "bron": "regiovisie",
        "datum": day.isoformat(),
    }


async def tell(reporting: Reporting, *parts: Json) -> None:
    beheer = reporting.make(
        reporting.service, OrgType.BEHEER, "beheer", ["weergaven:lezen", "rapportages:schrijven"]
    )
    answer = await beheer.post("/ingaven", json={"ingaven": list(parts)})
    assert answer.status_code == 200, answer.text


async def by(client: httpx.AsyncClient, query: str) -> dict[str, int | None]:
    """Children by the labels of each cell, and in all."""
    answer = await client.get(f"/indicatoren/I-01?{query}")
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    rows: dict[str, int | None] = {
        ".".join(row["cel"].values()): row["waarden"]["uniekeClienten"] for row in shown["rijen"]
    }
    return rows | {"": shown["totaal"]["waarden"]["uniekeClienten"]}


NORTH_SOUTH = (part(LEUSDEN, "NOORD"), part(SOEST, "NOORD"), part(BUREN, "ZUID"))


@pytest.mark.both_databases
async def test_p03_a_region_by_its_parts_and_by_province(
    database_kind: str, reporting: Reporting
) -> None:
    """Each cell is a count of its own: a child that went from one to the other is in both."""
    await reporting.hear(a_region())
    await tell(reporting, *NORTH_SOUTH)
    regio = reporting.of(OrgType.REGIO, REGIO)
    now = reporting.service.runtime.clock.now()
    moment = f"{YEAR}&peilmoment={now:%Y-%m-%dT%H:%M:%SZ}"

    for asked in (YEAR, moment):  # counted ahead, and from the facts
        parts = await by(regio, f"{asked}&groepering=subregio")
        provinces = await by(regio, f"{asked}&groepering=provincie")
        in_time = await by(regio, f"{asked}&groepering=kwartaal,provincie")
        one = await by(regio, f"{asked}&subregio=NOORD")
        by_month = await by(regio, f"{asked}&provincie=Utrecht&groepering=kwartaal")

        assert parts == {"NOORD": 32, "ZUID": 21, "": 47}
        assert provinces == {"Utrecht": 32, "Gelderland": 21, "": 47}
        assert in_time["2024-K1.Utrecht"] == 32
        assert in_time["2024-K2.Gelderland"] == 15
        assert one == {"": 32}
        assert by_month == {"2024-K1": 32, "2024-K2": 32, "": 32}


@pytest.mark.both_databases
async def test_p03_a_gemeente_counts_in_each_part_for_its_time(
    database_kind: str, reporting: Reporting
) -> None:
    story = a_region()
    for n in range(10):
        story.delivery(JUL, client=f"later-{n}", gemeentecode=SOEST)
    await reporting.hear(story)
    await tell(reporting, *NORTH_SOUTH, part(SOEST, "ZUID", JUL))
    regio = reporting.of(OrgType.REGIO, REGIO)

    parts = await by(regio, f"{YEAR}&groepering=subregio")
    halves = await by(regio, f"{YEAR}&groepering=kwartaal,subregio")

    assert parts == {"NOORD": 32, "ZUID": 31, "": 57}
    assert (halves["2024-K2.NOORD"], halves["2024-K2.ZUID"]) == (32, 15)
    assert (halves.get("2024-K3.NOORD"), halves["2024-K3.ZUID"]) == (None, 16)


@pytest.mark.both_databases
async def test_p03_a_gemeente_goes_in_and_out_of_a_part_within_a_year(
    database_kind: str, reporting: Reporting
) -> None:
    """Each month that was told counts; what is told again of a month replaces it."""
    story = a_region()
    for n in range(10):
        story.delivery(JUL, client=f"later-{n}", gemeentecode=LEUSDEN)
    await reporting.hear(story)
    await tell(reporting, part(LEUSDEN, "NOORD", JAN), part(SOEST, "NOORD"))
    await tell(reporting, part(LEUSDEN, "NOORD", APR, erin=0), part(LEUSDEN, "ZUID", APR))
    await tell(reporting, part(LEUSDEN, "ZUID", OCT), part(LEUSDEN, "NOORD", OCT))
    await tell(reporting, part(LEUSDEN, "ZUID", OCT, erin=0))
    regio = reporting.of(OrgType.REGIO, REGIO)

    found = await by(regio, f"{YEAR}&groepering=kwartaal,subregio")

    assert (found["2024-K1.NOORD"], found.get("2024-K1.ZUID")) == (32, None)
    assert (found["2024-K2.NOORD"], found["2024-K2.ZUID"]) == (12, 20)
    assert (found.get("2024-K3.NOORD"), found["2024-K3.ZUID"]) == (None, 10)
    assert (found["2024-K4.NOORD"], found.get("2024-K4.ZUID")) == (10, None)
    assert await told_of(reporting, LEUSDEN) == [
        ("NOORD", "2024-01-01", 1, 1),
        ("NOORD", "2024-04-01", 0, 1),
        ("NOORD", "2024-10-01", 1, 1),
        ("ZUID", "2024-04-01", 1, 1),
        ("ZUID", "2024-10-01", 0, 2),
    ]


async def told_of(reporting: Reporting, gemeente: str) -> list[tuple[str, str, int, int]]:
    """Of its parts, read by pages of one."""
    client, found = reporting.of(OrgType.GEMEENTE, gemeente), []
    address: str | None = "/ingaven?soort=subregio&limit=1"
    while address is not None:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        found += answer.json()["resultaten"]
        address = str(answer.url.join(answer.links["next"]["url"])) if answer.links else None
    names = ("onderwerp", "datum", "waarde", "versie")
    return [tuple(one[name] for name in names) for one in found]


@pytest.mark.both_databases
async def test_p03_what_was_told_of_a_part_before_months_were_kept_apart(
    database_kind: str, reporting: Reporting
) -> None:
    """The migration gives each its month; on the way back those of a year are numbered through."""
    await tell(reporting, part(LEUSDEN, "NOORD", JAN))
    await tell(reporting, part(LEUSDEN, "NOORD", JUL, erin=0), part(LEUSDEN, "ZUID", JUL))

    async def run(way: str) -> list[tuple[str, str, int]]:
        async with reporting.service.runtime.db.begin() as session:
            await (await session.connection()).run_sync(by_migration, MONTHS, way)
            rows = await session.execute(
                sa.text("SELECT onderwerp, datum, versie FROM ingave ORDER BY onderwerp, versie")
            )
            return [(row[0], str(row[1]), row[2]) for row in rows]

    back = await run("downgrade")
    open_ones = await _open(reporting)
    again = await run("upgrade")

    assert back == again
    assert back == [
        ("NOORD", "2024-01-01", 1),
        ("NOORD", "2024-07-01", 2),
        ("ZUID", "2024-07-01", 1),
    ]
    assert open_ones == [("NOORD", 2), ("ZUID", 1)], "one of a year counts"
    await tell(reporting, part(LEUSDEN, "NOORD", JAN), part(LEUSDEN, "NOORD", JUL))
    assert await told_of(reporting, LEUSDEN) == [
        ("NOORD", "2024-01-01", 1, 1),
        ("NOORD", "2024-07-01", 1, 3),
        ("ZUID", "2024-07-01", 1, 1),
    ]


@pytest.mark.both_databases
async def test_p03_versions_that_were_known_out_of_order_are_numbered_through(
    database_kind: str, reporting: Reporting
) -> None:
    """The clock of a server was set back between them."""
    for erin in (1, 0, 1):
        await tell(reporting, part(LEUSDEN, "NOORD", JAN, erin=erin))
    async with reporting.service.runtime.db.begin() as session:
        for versie in (1, 2, 3):
            known = datetime(2024, 1, 10 - versie, tzinfo=UTC)
            same = sa.and_(ingave.c.soort == "subregio", ingave.c.versie == versie)
            await session.execute(sa.update(ingave).where(same).values(bekend_op=known))

        connection = await session.connection()
        await connection.run_sync(by_migration, MONTHS, "downgrade")

        rows = await session.execute(sa.text("SELECT versie, waarde FROM ingave ORDER BY versie"))
        assert [tuple(row) for row in rows] == [(1, 0), (2, 1), (3, 1)]
        await connection.run_sync(by_migration, MONTHS, "upgrade")
    assert await _open(reporting) == [("NOORD", 3)]


async def _open(reporting: Reporting) -> list[tuple[str, int]]:
    """What counts, by the program of before."""
    query = "SELECT onderwerp, versie FROM ingave WHERE vervallen_op IS NULL ORDER BY onderwerp"
    async with reporting.service.runtime.db.read() as session:
        return [tuple(row) for row in await session.execute(sa.text(query))]


@pytest.mark.both_databases
async def test_p03_key_figures_by_part_and_by_province(
    database_kind: str, reporting: Reporting
) -> None:
    """Counted ahead and as of a moment the same; what is claimed too."""
    story = a_region()
    for code, cents in ((LEUSDEN, 700), (SOEST, 200), (BUREN, 40)):
        for n in range(6):
            story.line(JAN, cents, client=f"{code}-{n}", gemeentecode=code)
    await reporting.hear(story)
    await tell(reporting, *NORTH_SOUTH, part(SOEST, "ZUID", JUL))
    regio = reporting.of(OrgType.REGIO, REGIO)
    now = reporting.service.runtime.clock.now()

    async def figures(query: str) -> dict[str, tuple[int | None, int | None]]:
        answer = await regio.get(f"/kerncijfers?{query}")
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        names = shown["groepering"]
        rows = {".".join(row[name] or "" for name in names): row for row in shown["rijen"]}
        rows[""] = shown["totaal"]
        return {key: (row["uniekeClienten"], row["toegekendBedrag"]) for key, row in rows.items()}

    for moment in ("", f"&peilmoment={now:%Y-%m-%dT%H:%M:%SZ}"):
        asked = f"{YEAR}{moment}"
        assert await figures(f"{asked}&groepering=subregio") == {
            "NOORD": (32, 5_400),
            "ZUID": (21, 240),
            "": (47, 5_640),
        }
        assert await figures(f"{asked}&groepering=provincie,aanbieder") == {
            "Gelderland.90000101": (21, 240),
            "Utrecht.90000101": (32, 5_400),
            "": (47, 5_640),
        }
        assert await figures(f"{asked}&groepering=kwartaal&subregio=ZUID") == {
            "2024-K1": (15, 240),
            "2024-K2": (15, 0),
            "2024-K3": (6, 0),
            "2024-K4": (6, 0),
            "": (21, 240),
        }


async def test_p03_key_figures_hide_a_part_as_indicators_do(reporting: Reporting) -> None:
    story = Story()
    story.regio(*((code, SINCE, None) for code in (LEUSDEN, SOEST, BUREN)))
    for code, count in ((LEUSDEN, 20), (SOEST, 3), (BUREN, 30)):
        for n in range(count):
            story.delivery(JAN, client=f"{code}-{n}", gemeentecode=code)
    await reporting.hear(story)
    await tell(reporting, part(LEUSDEN, "NOORD"), part(SOEST, "ZUID"), part(BUREN, "ZUID"))
    regio = reporting.of(OrgType.REGIO, REGIO)

    async def counts(query: str) -> list[int | None]:
        answer = await regio.get(f"/kerncijfers?{YEAR}&{query}")
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        return [row["uniekeClienten"] for row in (*shown["rijen"], shown["totaal"])]

    assert await counts("groepering=gemeente") == [30, None, None, 53]
    assert await counts("groepering=subregio") == [None, None, 53]
    assert await counts("groepering=provincie") == [30, 23, 53]
    assert await counts("groepering=&subregio=ZUID") == [None]
    refused = await regio.get(f"/kerncijfers?{YEAR}&groepering=subregio&gemeente={SOEST}")
    assert (refused.status_code, refused.json()["invalidParams"][0]["code"]) == (400, "samen")


async def test_p03_parts_as_they_were_known(reporting: Reporting, clock: SimulatedClock) -> None:
    await reporting.hear(a_region())
    await tell(reporting, *NORTH_SOUTH)
    before = clock.now()
    clock.move_to(before + timedelta(days=1))
    await tell(reporting, part(SOEST, "NOORD", erin=0))
    regio = reporting.of(OrgType.REGIO, REGIO)

    now = await by(regio, f"{YEAR}&groepering=subregio")
    then = await by(regio, f"{YEAR}&groepering=subregio&peilmoment={before:%Y-%m-%dT%H:%M:%SZ}")

    assert (now["NOORD"], then["NOORD"]) == (20, 32)


async def test_p03_regions_that_hold_each_other_are_hidden_for_each_other(
    reporting: Reporting,
) -> None:
    """Of a landsdeel and its regions the public sees no three children by taking one off another,
    whatever is hidden elsewhere."""
    story = Story()
    sizes = {"0001": 40, "0002": 3, "0003": 40, "0004": 12}
    names = dict(zip(sizes, ("AA", "BB", "CC", "DD"), strict=True))
    for code, name in names.items():
        story.regio((code, SINCE, None), code=name)
        for n in range(sizes[code]):
            story.delivery(JAN, client=f"{code}-{n}", gemeentecode=code)
    story.regio(*((code, SINCE, None) for code in list(sizes)[:3]), code="LANDSDEEL")
    await reporting.hear(story)

    shown = await by(reporting.of(OrgType.BEHEER, "beheer"), f"{YEAR}&groepering=regio")

    assert (shown["AA"], shown["CC"], shown["BB"], shown["DD"]) == (40, 40, None, None)
    assert shown["LANDSDEEL"] is None


async def test_p03_only_the_beheer_says_what_a_part_is(reporting: Reporting) -> None:
    """Who could choose the parts could reckon with them."""
    await reporting.hear(a_region())
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    told = {"ingaven": [part(LEUSDEN, "NOORD")]}
    for org_type, code in ((OrgType.REGIO, REGIO), (OrgType.GEMEENTE, LEUSDEN)):
        client = reporting.make(reporting.service, org_type, code, scopes)
        refused = await client.post("/ingaven", json=told)
        assert (refused.status_code, refused.json()["code"]) == (403, "alleen-beheer")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"gebied": REGIO}, "gebied is een gemeente"),
        ({"onderwerp": "noord"}, "onderwerp is de code"),
        ({"waarde": 2}, "waarde is 1"),
        ({"datum": None}, "datum is de eerste dag"),
        ({"datum": "2015-01-02"}, "datum is de eerste dag"),
        ({"toelichting": "zomaar"}, "toelichting hoort"),
    ],
)
async def test_p03_a_part_has_a_gemeente_a_code_and_a_day(
    reporting: Reporting, changes: Json, wrong: str
) -> None:
    beheer = reporting.make(reporting.service, OrgType.BEHEER, "beheer", ["rapportages:schrijven"])
    told = {"ingaven": [part(LEUSDEN, "NOORD") | changes]}
    refused = await beheer.post("/ingaven", json=told)

    assert refused.status_code == 400, refused.text
    assert wrong in refused.json()["invalidParams"][0]["reason"]


@pytest.mark.parametrize(
    "query",
    [
        "groepering=subregio,provincie",
        "subregio=NOORD&groepering=provincie",
        "subregio=NOORD&provincie=Utrecht",
        f"subregio=NOORD&gemeente={LEUSDEN}",
    ],
)
async def test_p03_kinds_of_groups_are_not_laid_over_each_other(
    reporting: Reporting, query: str
) -> None:
    await reporting.hear(a_region())
    refused = await reporting.of(OrgType.REGIO, REGIO).get(f"/indicatoren/I-01?{YEAR}&{query}")

    assert refused.status_code == 400, refused.text
    assert "samen" in {one["code"] for one in refused.json()["invalidParams"]}


async def test_p03_a_part_is_hidden_however_it_is_asked(reporting: Reporting) -> None:
    """Of Soest three children are hidden beside Leusden; the part of Soest alone would tell."""
    story = Story()
    story.regio(*((code, SINCE, None) for code in (LEUSDEN, SOEST, BUREN)))
    for code, count in ((LEUSDEN, 20), (SOEST, 3), (BUREN, 30)):
        for n in range(count):
            story.delivery(JAN, client=f"{code}-{n}", gemeentecode=code)
    await reporting.hear(story)
    await tell(reporting, part(LEUSDEN, "NOORD"), part(SOEST, "ZUID"), part(BUREN, "ZUID"))
    regio = reporting.of(OrgType.REGIO, REGIO)

    parts = await by(regio, f"{YEAR}&groepering=subregio")
    (one,) = (await by(regio, f"{YEAR}&subregio=ZUID")).values()
    gemeenten = await by(regio, f"{YEAR}&groepering=gemeente")

    assert gemeenten == {LEUSDEN: None, SOEST: None, BUREN: 30, "": 53}
    assert parts == {"NOORD": None, "ZUID": None, "": 53}
    assert one is None
