# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stays away is listed, and so is what is reported late or amiss; nothing is refused."""

from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.ijw.shared import Product
from services.referral.berichten import count_figures
from services.referral.domain.levering import Levering, Sleutel, Stop, StopMelding
from services.referral.domain.signaal import STOP_WERKDAGEN, last_day, opvallend, went_by_since
from tests.referral.harness import Json, Referral, retour
from tests.referral.messages import jw305, jw307, start, stop


@pytest.mark.parametrize(
    ("today", "werkdagen", "expected"),
    [
        (date(2026, 11, 26), 3, date(2026, 11, 22)),
        (date(2026, 11, 27), 3, date(2026, 11, 23)),
        (date(2026, 12, 28), 3, date(2026, 12, 21)),
        (date(2027, 1, 11), 5, date(2027, 1, 3)),
    ],
)
def test_the_last_day_of_which_the_term_went_by(
    today: date, werkdagen: int, expected: date
) -> None:
    """Weekends and Christmas do not count, and the last day itself is still in time."""
    assert went_by_since(today, werkdagen) == expected
    assert last_day(expected, werkdagen) < today <= last_day(_next(expected), werkdagen)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


async def _listed(referral: Referral, soort: str) -> list[Json]:
    answer = await referral.gemeente.get(f"/signalen?soort={soort}")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["resultaten"]
    return found


async def test_op090_a_retour_that_stays_away(referral: Referral, clock: SimulatedClock) -> None:
    """Sent on Monday 23 November: not on Thursday yet, on Friday it is listed, until it comes."""
    await referral.register()
    await referral.award()
    clock.move_to(datetime(2026, 11, 26, 22, 0, tzinfo=UTC))
    in_time = await _listed(referral, "retour-blijft-uit")

    clock.move_to(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    (late,) = await _listed(referral, "retour-blijft-uit")
    await referral.judge(retour(await referral.jw301()))

    assert in_time == []
    assert (late["soort"], late["uiterlijk"]) == ("retour-blijft-uit", "2026-11-26")
    assert late["berichtId"]
    assert await _listed(referral, "retour-blijft-uit") == []


async def test_op288_a_stop_that_stays_away(referral: Referral, clock: SimulatedClock) -> None:
    """Help until 31 December: five working days later it is listed, until the stop comes."""
    await referral.register()
    await referral.award()
    started = await referral.judge(jw305(start(1, date(2026, 1, 1))))
    assert started["status"] == "verwerkt", started
    uiterlijk = last_day(date(2026, 12, 31), STOP_WERKDAGEN)
    clock.move_to(datetime.combine(uiterlijk, datetime.min.time(), UTC))
    in_time = await _listed(referral, "stop-blijft-uit")

    clock.move_to(datetime.combine(_next(uiterlijk), datetime.min.time(), UTC))
    (late,) = await _listed(referral, "stop-blijft-uit")
    reported = stop(1, date(2026, 1, 1), date(2026, 12, 31))
    stopped = await referral.judge(jw307(reported, dagtekening=_next(uiterlijk)))

    assert in_time == []
    assert (late["toewijzingNummer"], late["uiterlijk"]) == (1, uiterlijk.isoformat())
    assert stopped["status"] == "verwerkt", stopped
    assert await _listed(referral, "stop-blijft-uit") == []


async def test_a_soort_that_is_none(referral: Referral) -> None:
    """Which of them is asked has to be said."""
    answers = [
        await referral.gemeente.get(path) for path in ("/signalen", "/signalen?soort=onbekend")
    ]
    assert [answer.status_code for answer in answers] == [400, 400]


FROM = date(2026, 1, 1)


async def _started(referral: Referral, dagtekening: date, number: int, status: str = "1") -> None:
    """The start on the first toewijzing, with this day above its message."""
    sent = jw305(start(1, FROM, status), identificatie=f"START{number}", dagtekening=dagtekening)
    taken_in = await referral.judge(sent)
    assert taken_in["status"] == "verwerkt", taken_in


@pytest.mark.both_databases
async def test_op271_a_start_that_comes_late(referral: Referral, clock: SimulatedClock) -> None:
    """Awarded from January, received on Monday 23 November: in time until the 30th."""
    clock.move_to(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    await referral.register()
    await referral.award()
    clock.move_to(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    await _started(referral, date(2026, 11, 30), 1)
    in_time = await _listed(referral, "start-te-laat")
    await _started(referral, date(2026, 12, 1), 2, "3")

    await _started(referral, date(2026, 12, 1), 3)
    (late,) = await _listed(referral, "start-te-laat")
    rt = referral.service.runtime
    async with rt.db.read() as session:
        await count_figures(rt, session)
    figures = rt.metrics.exposition().decode()
    await _started(referral, date(2026, 12, 1), 4, "3")

    assert in_time == []
    assert (late["toewijzingNummer"], late["begindatum"]) == (1, "2026-01-01")
    assert (late["uiterlijk"], late["gemeldOp"]) == ("2026-11-30", "2026-12-01")
    assert 'jeugdregio_reports_flagged{kind="start-te-laat"} 1.0' in figures
    assert await _listed(referral, "start-te-laat") == []


@pytest.mark.both_databases
async def test_op272_a_stop_that_comes_late(referral: Referral, clock: SimulatedClock) -> None:
    """Help ended on Monday 23 November: reported on the 30th in time, on 1 December late."""
    clock.move_to(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    await referral.register()
    await referral.award()
    clock.move_to(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    await _started(referral, date(2026, 11, 24), 1)
    seen = []
    for number, (day, status) in enumerate(
        [(date(2026, 11, 30), "1"), (date(2026, 12, 1), "3"), (date(2026, 12, 1), "1")]
    ):
        reported = stop(1, FROM, date(2026, 11, 23), status=status)
        sent = jw307(reported, identificatie=f"STOP{number}", dagtekening=day)
        taken_in = await referral.judge(sent)
        assert taken_in["status"] == "verwerkt", taken_in
        seen.append([one["gemeldOp"] for one in await _listed(referral, "stop-te-laat")])

    assert seen == [[], [], ["2026-12-01"]]
    assert await _listed(referral, "start-te-laat") == []


def test_op272_after_a_temporary_stop_nobody_knows_what_is_late() -> None:
    """The definitive stop counts from when it was known; without the pause it would be late."""
    sleutel = Sleutel(1, "45", "45B01", FROM)
    paused = Levering(sleutel, stops=(Stop(date(2026, 6, 30), "20"),))
    ended = StopMelding("", sleutel, Stop(date(2026, 6, 30), "31"), "1")
    day = date(2026, 9, 1)

    found = [one.soort for one in opvallend(ended, day, None, Levering(sleutel))]

    assert list(opvallend(ended, day, None, paused)) == []
    assert found == ["stop-te-laat"]


@pytest.mark.both_databases
async def test_iv075_a_start_of_another_product(referral: Referral, clock: SimulatedClock) -> None:
    """45B01 is awarded and 45B02 started: taken in as there is no retourcode for it, and shown."""
    clock.move_to(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    await referral.register()
    await referral.award()
    other = start(1, FROM, product=Product(categorie="45", code="45B02"))
    taken_in = await referral.judge(jw305(other, dagtekening=date(2026, 11, 23)))
    (odd,) = await _listed(referral, "product-wijkt-af")
    page = await referral.gemeente.get("/signalen?soort=product-wijkt-af&limit=1")

    assert taken_in["status"] == "verwerkt", taken_in
    assert (odd["toewijzingNummer"], odd["categorie"], odd["code"]) == (1, "45", "45B02")
    assert odd["uiterlijk"] is None
    assert page.json()["resultaten"] == [odd]
    assert await _listed(referral, "start-te-laat") == []
