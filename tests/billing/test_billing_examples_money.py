# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The acceptance examples B-05, B-11 and B-20 through HTTP, with their own numbers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import Omvang, Tarief
from tests.billing.claims import GEMEENTE
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, product, toewijzing
from tests.billing.story import Publish, a_claim, awarded, codes, contracted, month, tell

Client = Callable[..., httpx.AsyncClient]


async def _read(caller: httpx.AsyncClient, path: str) -> Any:
    answer = await caller.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_b_05_thirteen_hours_under_both_ways_of_counting(
    billing: Billing, publish: Publish
) -> None:
    """2 h a week, March 2026: 12 h by weeks touched, 8 h by whole weeks; 13 h under neither."""
    weekly = (2, "04", "2")
    others = toewijzing(10074, bsn=OTHER_BSN, omvang=weekly)
    await tell(billing, publish, contract(), product(), toewijzing(omvang=weekly), others)
    march = date(2026, 3, 1)
    thirteen = month(march, volume=13, bedrag=16_250)
    twelve = month(
        march,
        nummer=2,
        volume=12,
        bedrag=15_000,
        toewijzing_nummer=10074,
        referentie_nummer="RN2",
    )
    eight = month(march, volume=8, bedrag=10_000, referentie_nummer="RN3")
    both = replace(a_claim(thirteen), clienten={BSN: [thirteen], OTHER_BSN: [twelve]})
    assert await codes(billing, both) == [["9321"], []]
    assert await codes(billing, a_claim(eight, number=2)) == [[]]

    tried = await billing.gemeente.post("/declaraties/_proef", json={"weken": "heel"})

    rows = {row["retourcode"]: row for row in tried.json()["perRetourcode"]}
    assert (rows["9321"]["regelsToen"], rows["9321"]["bedragToen"]) == (1, 16_250)
    assert (rows["9321"]["regelsNu"], rows["9321"]["bedragNu"]) == (2, 31_250)
    assert (rows["toegekend"]["regelsNu"], rows["toegekend"]["bedragNu"]) == (1, 10_000)


@pytest.mark.both_databases
async def test_b_11_awarded_2080_and_approved_1120(
    billing: Billing, publish: Publish, client: Client
) -> None:
    """B.2: 2 h a week at 80 euro in weeks 1 to 13 of 2024; 14 h are claimed."""
    since = date(2024, 1, 1)
    price = (Tarief(bedrag=8_000, geldig_van=since),)
    term = {"ingangsdatum": since, "einddatum": date(2024, 3, 31)}
    weekly = Omvang(volume=2, eenheid="04", frequentie="2")
    await tell(
        billing,
        publish,
        contract().model_copy(update={"geldig_van": since}),
        contracted(tarieven=price),
        awarded(**term, omvang=weekly),
    )
    hours = {"tarief": 8_000}
    lines = (
        month(since, **hours, volume=10, bedrag=80_000),
        month(
            date(2024, 2, 1),
            **hours,
            nummer=2,
            volume=4,
            bedrag=32_000,
            referentie_nummer="RN2",
        ),
    )
    assert await codes(billing, a_claim(*lines)) == [[], []]

    treasurer = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("verplichtingen:lezen",))
    path = "/verplichtingen?van=2024-01&tot=2024-03"
    rows = (await _read(treasurer, path))["resultaten"]

    assert sum(row["toegewezen"] for row in rows) == 208_000
    assert sum(row["goedgekeurd"] for row in rows) == 112_000


@pytest.mark.both_databases
async def test_b_20_invoiced_550k_is_an_estimate_of_1000k(
    billing: Billing, publish: Publish, client: Client, clock: SimulatedClock
) -> None:
    """November was approved for 0.55, 0.83, 0.95 and all of a million in that month and the three
    after it; of February 550 000 euro was approved in the month itself."""
    until = {"einddatum": date(2027, 12, 31), "code": None, "omvang": None, "budget": 99_999_999}
    awards = [awarded(**until, toewijzing_nummer=10072 + n) for n in range(5)]
    dear = contracted(tarieven=(Tarief(bedrag=1_000_000, geldig_van=date(2026, 1, 1)),))
    await tell(billing, publish, contract(), dear, *awards)
    november, february = date(2026, 11, 1), date(2027, 2, 1)
    story = (
        (date(2026, 11, 30), november, 55),
        (date(2026, 12, 15), november, 28),
        (date(2027, 1, 15), november, 12),
        (date(2027, 2, 15), november, 5),
        (date(2027, 2, 28), february, 55),
    )
    for number, (day, care, hours) in enumerate(story):
        clock.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        line = month(
            care,
            toewijzing_nummer=10072 + number,
            referentie_nummer=f"RN{number}",
            volume=hours,
            tarief=1_000_000,
            bedrag=hours * 1_000_000,
        )
        claim: Claim = replace(a_claim(line, number=number), dagtekening=day)
        assert await codes(billing, claim) == [[]], day

    reader = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("verplichtingen:lezen",))
    found = await _read(reader, "/nog-te-ontvangen?peilmaand=2027-02")

    assert [one["aandeel"] for one in found["aandelen"][:4]] == [0.55, 0.83, 0.95, 1.0]
    last = found["zorgmaanden"][-1]
    assert (last["maand"], last["goedgekeurd"], last["verwacht"]) == (
        "2027-02",
        55_000_000,
        100_000_000,
    )
    to_come = {one["maand"]: one["nogTeOntvangen"] for one in found["zorgmaanden"]}
    # Of the months between nothing came, as far as November tells 0.05 and 0.17 still can.
    assert to_come == {
        "2026-11": 0,
        "2026-12": 5_000_000,
        "2027-01": 17_000_000,
        "2027-02": 45_000_000,
    }
