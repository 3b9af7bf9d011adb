# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What kerncijfers and indicators do alike: whom they refuse, and where they place a product."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Json, Story
from tests.reporting.test_reporting_indicatoren import END, JAN, QUARTER, get, teller, told


async def test_indicators_refuse_what_is_not_the_callers_as_kerncijfers_do(
    reporting: Reporting, story: Story
) -> None:
    """Another region or gemeente, a gemeente that never was a member, and what is misspelt."""
    await reporting.hear(story)
    path = "/indicatoren/I-01?van=2024-01&tot=2024-03"
    regio, gemeente = reporting.of(OrgType.REGIO, REGIO), reporting.of(OrgType.GEMEENTE, LEUSDEN)

    for client, other in (
        (regio, "&regio=FOODVALLEY"),
        (regio, "&gemeente=0363"),
        (gemeente, f"&gemeente={SOEST}"),
    ):
        assert (await client.get(path + other)).status_code == 403, other
    wrong = await regio.get(f"{path}&vergelijkvan=2023-01")
    assert (wrong.status_code, wrong.json()["invalidParams"][0]["name"]) == (400, "vergelijkvan")
    right = await regio.get(f"{path}&gemeente={SOEST}&vergelijkVan=2023-01&vergelijkTot=2023-03")
    assert right.status_code == 200


async def test_more_cells_than_anybody_reads_are_refused_before_they_are_suppressed(
    reporting: Reporting, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.delivery(date(2024, 1, 1), client="noor")
    story.delivery(date(2024, 1, 1), client="sem", gemeentecode=SOEST)
    await reporting.hear(story)
    monkeypatch.setattr("services.reporting.handlers.indicatoren.MEESTE_CELLEN", 2)
    monkeypatch.delattr("services.reporting.handlers.indicatoren.afgeschermd")

    answer = await reporting.of(OrgType.REGIO, REGIO).get(
        "/indicatoren/I-01?van=2024-01&tot=2024-03&groepering=gemeente"
    )

    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["code"] == "te-veel"


@pytest.mark.both_databases
async def test_c05_a_product_is_placed_the_same_in_kerncijfers_and_indicators(
    database_kind: str, reporting: Reporting
) -> None:
    """By the region of that month, else by its category, else nowhere: one name for that."""
    story = WholeStory()
    story.regio((LEUSDEN, SINCE, None))
    story.counted_as("45/45B01", "logeren")
    for category, code in (("45", "45B01"), ("45", "45B02"), ("99", "99X99")):
        about: Json = {"client": f"kind {code}", "categorie": category, "code": code}
        story.delivery(JAN, END, **about)
    story.delivery(JAN, END, client="kind in soest", gemeentecode=SOEST)
    await reporting.hear(story)

    found = {
        path: await get(
            reporting.of(OrgType.BEHEER, "beheer"), f"/{path}?{QUARTER}&groepering={by}"
        )
        for path, by in (("kerncijfers", "zorgvorm"), ("indicatoren/I-02", "zorgvorm"))
    }

    counted = {row["zorgvorm"]: row["uniekeClienten"] for row in found["kerncijfers"]["rijen"]}
    reckoned = {row["cel"]["zorgvorm"] for row in found["indicatoren/I-02"]["rijen"]}
    assert counted == {"logeren": 1, "begeleiding en behandeling": 2, "niet-toegewezen": 1}
    assert reckoned == counted.keys()


async def test_p14_many_figures_are_told_in_as_many_statements_as_one(
    reporting: Reporting,
) -> None:
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    async def tell(rows: list[Json]) -> int:
        statements.clear()
        answer = await teller(reporting, OrgType.BEHEER, "beheer").post(
            "/ingaven", json={"ingaven": rows}
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["vastgelegd"] == len(rows)
        return sum("ingave" in text for text in statements)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        one = await tell([told(LEUSDEN, 1)])
        several = await tell([told(f"{n:04}", n + 2) for n in range(400)])
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert several == one
