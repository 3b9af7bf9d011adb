# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-10, B-14: what gemeenten pay of a lump sum, out of events, in the indicators that have it."""

from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts import AfrekenvoorwaardenVastgesteld
from libs.common.contracts.voorwaarden import Sleutelgewicht
from services.reporting.domain.accounthouders import ALLE
from services.reporting.domain.doelmaten import TAAKGERICHT
from services.reporting.domain.indicatoren.feiten import Bedrag, Feiten, Ingave, Vraag
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.aanbiederfeiten import read_facts
from tests.reporting.conftest import Reporting
from tests.reporting.regie import JAN, FamilyStory
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST

Json = dict[str, Any]
QUARTER = "van=2024-01&tot=2024-03"


@pytest.fixture
def story() -> FamilyStory:
    """One child with EUR 100 of claims in each of two gemeenten."""
    made = FamilyStory()
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    for gemeente, client in ((LEUSDEN, "noor"), (SOEST, "sem")):
        made.delivery(JAN, client=client, gemeentecode=gemeente)
        made.line(JAN, 10_000, client=client, gemeentecode=gemeente)
    return made


async def values(reporting: Reporting, id: str, code: str = LEUSDEN, query: str = "") -> Json:
    client: httpx.AsyncClient = reporting.of(OrgType.GEMEENTE, code)
    answer = await client.get(f"/indicatoren/{id}?{QUARTER}{query}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()["totaal"]["waarden"]
    return found


@pytest.mark.both_databases
async def test_c10_a_lump_sum_by_key_is_spending_of_its_gemeenten(
    reporting: Reporting, story: FamilyStory
) -> None:
    """EUR 12 000 for Leusden and EUR 4 800 for Soest a year: EUR 3 000 and 1 200 a quarter."""
    story.lump_sum_key(2024, {LEUSDEN: 999, SOEST: 1})
    story.lump_sum_key(2024, {LEUSDEN: 1_200_000, SOEST: 480_000})
    await reporting.hear(story)

    assert await values(reporting, "I-06") == {
        "uitgaven": 310_000,
        "toegekend": 10_000,
        "bijdragen": 300_000,
    }
    assert (await values(reporting, "I-06", SOEST))["bijdragen"] == 120_000
    assert (await values(reporting, "I-07"))["kostenPerClient"] == 310_000
    assert (await values(reporting, "I-09"))["kostenPerTraject"] == 310_000
    budget = await values(reporting, "I-30")
    assert (budget["gerealiseerd"], budget["bijdrageTaakgericht"]) == (310_000, 300_000)


async def test_b14_what_was_agreed_counts_in_the_place_of_the_key(
    reporting: Reporting, story: FamilyStory
) -> None:
    """Agreed at EUR 24 000 for a key of EUR 12 000; other contracts and years for themselves."""
    story.lump_sum(2024, {LEUSDEN: 2_400_000})
    story.lump_sum_key(2024, {LEUSDEN: 1_200_000})
    story.lump_sum_key(2024, {LEUSDEN: 40_000}, contract="ander")
    story.lump_sum_key(2025, {LEUSDEN: 77_777})
    await reporting.hear(story)

    assert (await values(reporting, "I-06"))["bijdragen"] == 600_000 + 10_000
    by_provider = await reporting.of(OrgType.GEMEENTE, LEUSDEN).get(
        f"/indicatoren/I-06?{QUARTER}&groepering=aanbieder"
    )
    (row,) = by_provider.json()["rijen"]
    assert (row["cel"]["aanbieder"], row["waarden"]["uitgaven"]) == (AGB, 620_000)


async def test_the_budget_of_terms_of_settlement_is_no_lump_sum(
    reporting: Reporting, story: FamilyStory
) -> None:
    """C-11: they say how a year is settled between gemeenten, whatever it is paid by."""
    terms = AfrekenvoorwaardenVastgesteld(
        contract_id="taak",
        jaar=2024,
        versie=1,
        agb_code=AGB,
        grondslag="clienten",
        budget=1_200_000,
        sleutel=(Sleutelgewicht(gemeentecode=LEUSDEN, gewicht=1),),
    )
    story.add(terms)
    await reporting.hear(story)

    assert (await values(reporting, "I-06"))["bijdragen"] == 0


async def test_b4_a_provider_has_its_lump_sum_as_turnover_of_the_region(
    reporting: Reporting, story: FamilyStory
) -> None:
    """A quarter of EUR 12 000 and two claims of EUR 100; EWS-09 and EWS-10 look at the same."""
    story.lump_sum(2024, {LEUSDEN: 1_200_000})
    await reporting.hear(story)
    quarter = Kwartaal(2024, 1)
    runtime = reporting.service.runtime
    async with runtime.db.read() as session:
        found = await read_facts(session, [AGB], quarter, runtime.clock.now())

    assert found.omzet[AGB, quarter] == {REGIO: 320_000, ALLE: 320_000}
    assert found.per_regio(AGB, quarter) == {REGIO: 320_000}


def test_t02_three_quarters_of_spending_is_a_lump_sum() -> None:
    """EUR 3 000 of a quarter beside EUR 1 000 of claims."""
    about: Json = {"gemeente": LEUSDEN, "aanbieder": AGB}
    facts = Feiten(
        bedragen=[Bedrag(**about, client="noor", maand=JAN, bedrag=100_000)],
        ingaven=[Ingave(**about, soort="taakbijdrage", jaar=2024, waarde=1_200_000)],
    )
    asked = Vraag(JAN, JAN.replace(month=3, day=31), JAN.replace(month=6))
    assert TAAKGERICHT.bereken(facts, asked).waarden == {
        "aandeel": 75.0,
        "taakgericht": 300_000,
        "uitgaven": 400_000,
    }
