# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the NZa gets of every award (B.7, RJ 8f): all twelve elements out of events alone."""

import io
from datetime import UTC, date, datetime

import httpx
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.contracts import VerzoekBeantwoord, VerzoekOntvangen
from services.reporting import tables as t
from services.reporting.api.tabel import PARQUET
from services.reporting.domain.nza import ELEMENTEN
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, DAY_ONE, LEUSDEN, REGIO, SOEST, Json, Story, pseudonym

JAN, FEB = date(2024, 1, 1), date(2024, 2, 1)
ROWS, CHECK = "/nza/toewijzingen?jaar=2024", "/nza/volledigheid?jaar=2024"
MADE = datetime(2023, 12, 20, 9, tzinfo=UTC)


def asked(story: Story, nummer: int, wanted: date, client: str = "noor") -> None:
    """A request of a GP that was granted under a number."""
    who: Json = {
        "verzoek_id": f"verzoek-{nummer}",
        "gemeentecode": LEUSDEN,
        "agb_code": AGB,
        "client_pseudoniem": pseudonym(client),
    }
    story.add(
        VerzoekOntvangen(
            **who,
            referentie_aanbieder="R",
            gewenste_ingangsdatum=wanted,
            verwijzer_type="02",
            ontvangen_op=MADE,
        ),
        MADE,
    )
    answer = {"besluit": "toegekend", "automatisch": False, "beantwoord_op": MADE}
    story.add(VerzoekBeantwoord.model_validate(who | answer | {"toewijzing_nummer": nummer}), MADE)


def whole(story: Story, nummer: int = 1, client: str = "noor") -> None:
    """An award on which everything happened."""
    asked(story, nummer, date(2024, 1, 8), client)
    story.award(nummer, JAN, date(2024, 3, 31), client=client, known=MADE)
    story.award(nummer, JAN, date(2024, 6, 30), client=client)
    story.delivery(
        date(2024, 1, 15),
        date(2024, 5, 31),
        client=client,
        toewijzing_nummer=nummer,
        reden_beeindiging="31",
    )
    story.line(FEB, 8_000, volume=60, client=client, toewijzing_nummer=nummer)
    story.line(date(2024, 3, 1), 4_000, volume=30, client=client, toewijzing_nummer=nummer)


async def get(client: httpx.AsyncClient, path: str) -> Json:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


@pytest.mark.both_databases
async def test_rj8f_all_twelve_elements_are_there_from_our_events_alone(
    reporting: Reporting, story: Story
) -> None:
    whole(story)
    await reporting.hear(story)

    (row,) = (await get(reporting.of(OrgType.REGIO, REGIO), ROWS))["resultaten"]

    assert len(ELEMENTEN) == 12
    assert {name: row[name] for name in ELEMENTEN if name != "client"} == {
        "gemeente": LEUSDEN,
        "geboortejaar": 2014,
        "verwijzer": "02",
        "vorm": "45/45B01",
        "toegewezen": "2023-12-20",
        "beoogd": "2024-01-08",
        "begin": "2024-01-15",
        "eind": "2024-05-31",
        "reden": "31",
        "bedrag": 12_000,
        "volume": 90,
    }
    assert (row["aanbieder"], row["eenheid"], len(row["client"])) == (AGB, "04", 32)
    assert row["client"] != pseudonym("noor")


async def test_rj8f_what_did_not_happen_yet_is_empty_and_a_pause_is_no_end(
    reporting: Reporting, story: Story
) -> None:
    story.award(1, JAN, None)
    story.award(2, FEB, None)
    story.delivery(FEB, date(2024, 3, 1), toewijzing_nummer=2, reden_beeindiging="20")
    story.award(3, date(2025, 1, 1), None)
    await reporting.hear(story)

    first, second = (await get(reporting.of(OrgType.REGIO, REGIO), ROWS))["resultaten"]

    assert [first[name] for name in ("begin", "eind", "bedrag", "volume", "verwijzer")] == [
        None
    ] * 5
    assert (first["beoogd"], first["toegewezen"]) == ("2024-01-01", "2024-01-01")
    assert (second["begin"], second["eind"], second["reden"]) == ("2024-02-01", None, None)


async def test_rj8f_completeness_counts_only_what_should_be_there(
    reporting: Reporting, story: Story
) -> None:
    for nummer in range(1, 7):
        whole(story, nummer, client=f"kind-{nummer}")
    story.award(7, JAN, None, client="wacht")
    story.award(8, JAN, date(2024, 2, 29), client="geen-einde")
    story.delivery(JAN, client="geen-einde", toewijzing_nummer=8)
    await reporting.hear(story)

    shown = await get(reporting.of(OrgType.REGIO, REGIO), CHECK)

    numbers = {
        one["element"]: (one["verwacht"], one["aanwezig"], one["volledigheid"])
        for one in shown["elementen"]
    }
    assert numbers["client"] == numbers["geboortejaar"] == (8, 8, 100.0)
    assert numbers["verwijzer"] == (8, 6, 75.0)
    assert numbers["begin"] == (8, 7, 87.5)
    assert numbers["eind"] == numbers["reden"] == (7, 6, 85.7)
    assert numbers["bedrag"] == (7, 6, 85.7)
    (aanbieder,) = shown["aanbieders"]
    assert (aanbieder["aanbieder"], aanbieder["toewijzingen"]) == (AGB, 8)
    assert aanbieder["volledigheid"]["verwijzer"] == 75.0


async def test_rj8f_numbers_of_few_children_are_not_shown(
    reporting: Reporting, story: Story
) -> None:
    for nummer in range(1, 7):
        story.award(nummer, JAN, None, client=f"kind-{nummer}")
    story.award(7, JAN, date(2024, 2, 29), client="einde")
    story.delivery(JAN, client="einde", toewijzing_nummer=7)
    story.award(8, JAN, None, client="ander", agb_code="90000102")
    await reporting.hear(story)

    regio = await get(reporting.of(OrgType.REGIO, REGIO), CHECK)
    beheer = await get(reporting.of(OrgType.BEHEER, "beheer"), CHECK)

    elements = {one["element"]: one["verwacht"] for one in regio["elementen"]}
    assert (elements["client"], elements["eind"], elements["bedrag"]) == (8, None, None)
    assert [one["verborgen"] for one in regio["aanbieders"]] == [True, True]
    assert {one["verwacht"] for one in beheer["elementen"]} == {None}


async def test_rj8f_rows_come_in_pages_as_files_and_every_look_is_kept(
    reporting: Reporting, story: Story
) -> None:
    for nummer in (1, 2, 3):
        whole(story, nummer, client=f"kind-{nummer}")
    story.award(4, JAN, None, gemeentecode=SOEST)
    await reporting.hear(story)
    client = reporting.of(OrgType.REGIO, REGIO)

    first = await client.get(f"{ROWS}&limit=2")
    second = await client.get(first.links["next"]["url"].removeprefix("/v1"))
    text = await client.get(ROWS, headers={"Accept": "text/csv"})
    file = await client.get(ROWS, headers={"Accept": PARQUET})

    assert [one["nummer"] for one in first.json()["resultaten"]] == [1, 2]
    assert [one["nummer"] for one in second.json()["resultaten"]] == [3, 4]
    assert text.text.count("\r\n") == 5
    rows = pq.read_table(io.BytesIO(file.content)).to_pylist()
    assert (rows[0]["nummer"], rows[0]["begin"]) == (1, "2024-01-15")
    async with reporting.service.runtime.db.read() as session:
        looks = (await session.execute(sa.select(t.inzage))).all()
    assert {(one.weergave, one.rol, one.periode) for one in looks} == {
        ("nza-toewijzingen", "regio", "2024")
    }
    assert len(looks) == 4


@pytest.mark.parametrize(
    ("org_type", "code", "rows", "check"),
    [
        (OrgType.BEHEER, "beheer", 403, 200),
        (OrgType.GEMEENTE, LEUSDEN, 403, 403),
        (OrgType.AANBIEDER, AGB, 403, 403),
    ],
)
async def test_rj8f_rows_are_for_a_region_over_its_members(
    reporting: Reporting, story: Story, org_type: OrgType, code: str, rows: int, check: int
) -> None:
    story.award(1, JAN, None)
    story.award(2, JAN, None, gemeentecode="0999", known=DAY_ONE)
    story.award(3, JAN, None, gemeentecode=SOEST)
    await reporting.hear(story)

    own = await get(reporting.of(OrgType.REGIO, REGIO), ROWS)
    caller = reporting.of(org_type, code)

    assert {one["gemeente"] for one in own["resultaten"]} == {LEUSDEN, SOEST}
    assert (await caller.get(ROWS)).status_code == rows
    assert (await caller.get(CHECK)).status_code == check
