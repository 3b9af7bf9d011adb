# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far the facts can be trusted (P-09): nothing is dropped, and what is odd is told."""

from datetime import UTC, date, datetime

from libs.common.auth import OrgType
from services.reporting.domain.datakwaliteit import NietIngedeeld, afgeschermde_producten
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, Story

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
QUARTER = "van=2024-01&tot=2024-03"


async def test_p09_completeness_orphans_and_late_starts(reporting: Reporting, story: Story) -> None:
    story.award(1, JAN, date(2024, 3, 31))
    story.delivery(JAN)
    story.line(JAN, 8_000)
    story.line(FEB, 8_000, known=datetime(2024, 3, 20, tzinfo=UTC))
    story.line(MAR, 700, toewijzing_nummer=77)
    story.delivery(date(2023, 12, 1), client="vorig-jaar")
    story.delivery(FEB, client="wees", toewijzing_nummer=None, categorie="99", code="99X01")
    late = len(story.told)
    story.delivery(date(2024, 1, 2), client="laat", toewijzing_nummer=88)
    story.told[late] = (datetime(2024, 1, 20, tzinfo=UTC), story.told[late][1])
    await reporting.hear(story)

    answer = await reporting.of(OrgType.GEMEENTE, LEUSDEN).get(f"/datakwaliteit?{QUARTER}")

    assert answer.status_code == 200, answer.text
    shown = answer.json()
    (provider,) = shown["aanbieders"]
    assert provider.pop("agbCode") == AGB
    assert provider == shown["totaal"]
    assert (provider["verwacht"], provider["ontvangen"]) == (3, 2)
    assert provider["volledigheid"] == 66.7
    assert (provider["starts"], provider["startsLaat"]) == (3, 1)
    assert provider["startsZonderToewijzing"] == 2
    assert provider["declaratiesZonderToewijzing"] == 1
    assert provider["bedragZonderToewijzing"] == 700
    assert shown["nietIngedeeld"] == [{"productcategorie": "99", "product": "99X01", "aantal": 1}]


async def test_p09_of_nobody_is_nothing(reporting: Reporting, story: Story) -> None:
    await reporting.hear(story)
    client = reporting.of(OrgType.GEMEENTE, LEUSDEN)

    shown = (await client.get(f"/datakwaliteit?{QUARTER}")).json()
    wrong = await client.get("/datakwaliteit?van=2024-03&tot=2024-01")

    assert (shown["aanbieders"], shown["nietIngedeeld"]) == ([], [])
    assert shown["totaal"]["volledigheid"] is None
    assert wrong.status_code == 400


def test_p09_the_place_of_a_product_does_not_tell_how_few_it_is() -> None:
    """Six goes with three; most used first would tell which of both is more."""
    told = [NietIngedeeld("99", code, n) for code, n in (("A", 12), ("C", 6), ("B", 3))]
    shown = [(one.product, one.aantal) for one in afgeschermde_producten(told, 5)]
    assert shown == [("A", 12), ("B", None), ("C", None)]
