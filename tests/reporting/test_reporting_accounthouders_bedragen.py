# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The view AH: amounts that two days would tell of one child, and who waits (B.4, B.5)."""

from datetime import date, timedelta

import pytest

from libs.common.clock import SimulatedClock
from tests.reporting.conftest import Reporting
from tests.reporting.story import SINCE, Json
from tests.reporting.test_reporting_accounthouders import (
    BEGIN,
    KNOWN,
    Table,
    a_world,
    add_children,
    shown,
)

END = date(2026, 9, 30)


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


async def test_b5_of_a_rounded_view_means_and_shares_are_rounded_too(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """40 children of 122 days and 12 of 61, 7 lines of 47 refused; then five children more. With
    four decimals a mean tells over how many it is, which the rounded numbers hide."""
    story = a_world(AAA=40)
    for n in range(12):
        story.delivery(date(2026, 8, 1), client=f"nieuw{n}", gemeentecode="0307")
    for n in range(7):
        story.line(BEGIN, 500, toegekend=False, client=f"AAA{n}", gemeentecode="0307", known=KNOWN)
    await reporting.hear(story)
    table = Table(reporting, story)
    first = await table.view()
    clock.move_to(clock.now() + timedelta(days=1))
    table.more()
    for n in range(5):
        more: Json = {"client": f"later{n}", "gemeentecode": "0307"}
        story.delivery(date(2026, 8, 1), **more)
        story.line(BEGIN, 1_000, known=clock.now(), **more)
    await reporting.hear(story)

    later = await table.view()

    assert (first["afgerond"], later["afgerond"]) == (False, True)
    assert (first["gemiddeldeDuurDagen"], later["gemiddeldeDuurDagen"]) == (107.9231, 104.0)
    (region,) = later["regios"]
    assert first["totaal"]["afkeurpercentage"] == 0.1489
    assert (region["afkeurpercentage"], later["totaal"]["afkeurpercentage"]) == (0.13, 0.13)


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
    story.report(BEGIN, END, lines, known=KNOWN, gemeentecode="0307")
    await reporting.hear(story)

    view = await Table(reporting).view()

    assert view["totaal"]["wachtend"]["waarde"] == 11


@pytest.mark.both_databases
async def test_b4_help_under_another_pseudonym_ends_waiting_and_help_of_before_does_not(
    reporting: Reporting, database_kind: str
) -> None:
    """Of 30 one was claimed on and two reported under another BSN of the same child; of four the
    help under a lump sum ended before the award began, of eight it is of another gemeente."""
    story = a_world(AAA=40)
    lump: Json = {"categorie": "43", "code": "43A01", "omvang": None, "gemeentecode": "0307"}
    for n in range(30):
        story.award(100 + n, BEGIN, None, client=f"wacht{n}", **lump)
    about: Json = {"gemeentecode": "0307", "known": KNOWN}
    story.line(BEGIN, 500, client="nieuw0", toewijzing_nummer=100, **about)
    story.report(BEGIN, END, [(f"nieuw{n}", BEGIN, None) for n in (1, 2)], **about)
    for n in range(3):
        story.correction(f"wacht{n}", f"nieuw{n}", **about)
    before = BEGIN - timedelta(days=60)
    ended = [(f"wacht{n}", before, None) for n in range(3, 7)]
    story.report(before, BEGIN - timedelta(days=1), ended, **about)
    story.report(BEGIN, END, [(f"wacht{n}", BEGIN, None) for n in range(7, 15)], known=KNOWN)
    await reporting.hear(story)

    view = await Table(reporting).view()

    assert view["totaal"]["wachtend"]["waarde"] == 27


@pytest.mark.both_databases
@pytest.mark.parametrize("how", ["two pseudonyms", "two gemeenten"])
async def test_b5_what_is_nearly_all_of_one_child_is_hidden_however_it_was_told(
    reporting: Reporting, database_kind: str, how: str
) -> None:
    """EUR 1 000 of a child and EUR 110 of eleven others: half of it under another BSN, or in
    another gemeente of the region."""
    story = a_world(BBB=40)
    story.gemeente("0313")
    story.regio(("0307", SINCE, None), ("0313", SINCE, None), code="AAA")
    add_children(story, "AAA", 11)
    names = ("groot", "anders") if how == "two pseudonyms" else ("groot", "groot")
    codes = ("0307", "0307") if how == "two pseudonyms" else ("0307", "0313")
    for name, gemeente in zip(names, codes, strict=True):
        story.line(BEGIN, 50_000, client=name, gemeentecode=gemeente, known=KNOWN)
    if how == "two pseudonyms":
        story.correction("groot", "anders", known=KNOWN, gemeentecode="0307")
    await reporting.hear(story)

    view = await Table(reporting, story).view()

    money = {one["regiocode"]: one["omzet"] for one in view["regios"]}
    assert money == {"AAA": None, "BBB": None}
