# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The view AH: amounts that two days would tell of one child, and who waits (B.4, B.5)."""

from datetime import date, timedelta

from libs.common.clock import SimulatedClock
from tests.reporting.conftest import Reporting
from tests.reporting.story import Json
from tests.reporting.test_reporting_accounthouders import BEGIN, KNOWN, Table, a_world, shown


async def test_b5_what_one_child_more_was_paid_for_is_not_told_by_two_days(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """No child more, but a line of 2 500 for one that was there: all amounts are rounded, of the
    quarter and of the trend of the next."""
    story = a_world(AAA=120, BBB=45, CCC=7, DDD=3)
    await reporting.hear(story)
    table = Table(reporting, story)
    first = await table.view()
    await table.view("?kwartaal=2026-K4")
    clock.move_to(clock.now() + timedelta(days=1))
    table.more()
    story.line(BEGIN, 2_500, client="AAA00701", gemeentecode="0307", known=clock.now())
    await table.reporting.hear(story)

    later, next_quarter = await table.view(), await table.view("?kwartaal=2026-K4")

    assert shown(first) == shown(later)
    assert [one["omzet"] for one in later["regios"]] == [120_000, 40_000, None, None]
    assert (first["totaal"]["omzet"], later["totaal"]["omzet"]) == (175_000, 180_000)
    assert next_quarter["trend"][-1]["omzet"] == 180_000


async def test_b4_who_has_help_without_a_delivery_message_does_not_wait(
    reporting: Reporting,
) -> None:
    """Of 16 awards without a delivery three were claimed on and two reported under a lump sum; one
    that was claimed on and credited again waits, and so does one with a line of another award."""
    story = a_world(AAA=40)
    for n in range(11):
        story.award(100 + n, BEGIN, None, client=f"wacht{n}", gemeentecode="0307")
    about: Json = {"gemeentecode": "0307", "known": KNOWN}
    story.line(BEGIN, 500, client="wacht0", toewijzing_nummer=999, **about)
    story.line(BEGIN, 500, client="wacht1", toewijzing_nummer=101, referentie_nummer="R1", **about)
    story.line(
        BEGIN, -500, client="wacht1", toewijzing_nummer=101, vorig_referentie_nummer="R1", **about
    )
    for n in range(3):
        story.award(200 + n, BEGIN, None, client=f"gedeclareerd{n}", gemeentecode="0307")
        story.line(BEGIN, 500, client=f"gedeclareerd{n}", toewijzing_nummer=200 + n, **about)
    for n in range(2):
        lump: Json = {"categorie": "43", "code": "43A01", "omvang": None}
        story.award(300 + n, BEGIN, None, client=f"taak{n}", gemeentecode="0307", **lump)
    lines = [(f"taak{n}", BEGIN, None) for n in range(2)]
    story.report(BEGIN, date(2026, 9, 30), lines, known=KNOWN)
    await reporting.hear(story)

    view = await Table(reporting).view()

    assert view["totaal"]["wachtend"]["waarde"] == 11
