# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Products in another form, gemeenten that are no more, claims before awards, out of events."""

from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import LEUSDEN, SINCE, SOEST

JAN = date(2024, 1, 1)
QUARTER = "van=2024-01&tot=2024-03"
pytestmark = pytest.mark.both_databases


async def get(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_i02_a_product_counts_in_the_form_of_each_month(reporting: Reporting) -> None:
    """Counted as dagbehandeling through 2023 and as begeleiding from 2024: one child, one help."""
    story = FamilyStory()
    story.regio((LEUSDEN, SINCE, None))
    story.counted_as("45/45B01", "dagbehandeling", geldig_tot=date(2023, 12, 31))
    story.counted_as("45", "begeleiding", geldig_van=JAN)
    story.delivery(date(2023, 3, 1))
    await reporting.hear(story)

    leusden = reporting.of(OrgType.GEMEENTE, LEUSDEN)

    async def forms(months: str) -> dict[str, int]:
        found = await get(leusden, f"/indicatoren/I-02?{months}")
        assert found["totaal"]["waarden"] == {"uniekeClienten": 1}
        return {r["cel"]["zorgvorm"]: r["waarden"]["uniekeClienten"] for r in found["rijen"]}

    assert await forms(QUARTER) == {"begeleiding": 1}
    assert await forms("van=2023-10&tot=2023-12") == {"dagbehandeling": 1}
    assert await forms("van=2023-12&tot=2024-01") == {"begeleiding": 1, "dagbehandeling": 1}
    asked = f"/indicatoren/I-13?{QUARTER}&groepering=zorgvorm"
    (row,) = (await get(leusden, asked))["rijen"]
    flows = {name: count for name, count in row["waarden"].items() if count}
    assert (row["cel"], flows) == ({"zorgvorm": "begeleiding"}, {"beginstand": 1, "eindstand": 1})


async def test_i05_young_people_of_a_gemeente_that_is_no_more_are_those_of_its_successor(
    reporting: Reporting,
) -> None:
    """Leusden goes up in Soest on 1 January 2024: 9 000 and 40 000 become 49 000, not 58 000."""
    story = FamilyStory()
    story.gemeente(LEUSDEN, geldig_tot=date(2023, 12, 31))
    story.gemeente(SOEST)
    await reporting.hear(story)
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    beheer = reporting.make(reporting.service, OrgType.BEHEER, "beheer", scopes)
    rows = [
        {"soort": "jeugdigen", "gebied": gebied, "jaar": jaar, "waarde": waarde, "bron": "CBS"}
        for gebied, jaar, waarde in (
            (LEUSDEN, 2023, 9_000),
            (SOEST, 2023, 40_000),
            (SOEST, 2024, 49_000),
        )
    ]
    assert (await beheer.post("/ingaven", json={"ingaven": rows})).status_code == 200

    async def young(months: str) -> int:
        found = await get(beheer, f"/indicatoren/I-05?{months}")
        return int(found["totaal"]["waarden"]["jeugdigen"])

    assert await young("van=2023-01&tot=2023-12") == 49_000
    assert await young(QUARTER) == 49_000


async def test_c5_a_claim_that_is_heard_before_its_award_counts_once_on_it(
    reporting: Reporting,
) -> None:
    """EUR 800 claimed of EUR 2 080: outside the formula until the award is told of, then in it."""
    story = FamilyStory()
    story.product()
    story.line(JAN, 80_000)
    await reporting.hear(story)
    leusden = reporting.of(OrgType.GEMEENTE, LEUSDEN)
    asked = f"/indicatoren/I-11?{QUARTER}"
    names = ("toegewezen", "gefactureerd", "buitenFormule")
    early = (await get(leusden, asked))["totaal"]["waarden"]
    assert [early[name] for name in names] == [0, 0, 80_000]

    story.told.clear()
    story.award(1, JAN, date(2024, 3, 31))
    await reporting.hear(story)
    late = (await get(leusden, asked))["totaal"]["waarden"]
    assert [late[name] for name in names] == [208_000, 80_000, 0]
    assert late["bruto"] == 38.5
