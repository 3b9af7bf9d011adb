# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-20: help that was delivered and not approved yet, by lag triangle."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from libs.ijw import JW323, declaratie_antwoord, read, write
from services.billing.rules.ibnr import Aandeel, cumulative, estimate, known_shares
from tests.billing.claims import GEMEENTE, a_regel
from tests.billing.conftest import Publish
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, product, toewijzing

Client = Callable[..., httpx.AsyncClient]
SHARES = tuple(Fraction(part, 100) for part in (55, 83, 95, 100))
MILLION = 100_000_000
JANUARY = 2026 * 12


def a_triangle(peil: int) -> dict[tuple[int, int], int]:
    """A million of care each month since January, approved after 0.55, 0.83, 0.95 and all."""
    parts = (55, 28, 12, 5)
    return {
        (maand, lag): MILLION * part // 100
        for maand in range(JANUARY, peil + 1)
        for lag, part in enumerate(parts)
        if maand + lag <= peil
    }


def test_b20_the_example_of_the_catalogue() -> None:
    """Invoiced 550k at lag factors 0.55/0.83/0.95/1.0: estimate 1 000k."""
    aandelen = [Aandeel(lag, deel) for lag, deel in enumerate(SHARES)]

    (found,) = estimate({(JANUARY, 0): 55_000_000}, JANUARY, aandelen)

    assert (found.verwacht, found.nog_te_ontvangen) == (100_000_000, 45_000_000)


def test_the_shares_follow_from_the_triangle() -> None:
    """Eight months, of which five are complete."""
    peil = JANUARY + 7
    aandelen = known_shares(a_triangle(peil), peil, meeste_lag=3)

    assert [one.deel for one in aandelen] == list(SHARES)
    assert all(one.onderbouwd for one in aandelen)
    shown = [
        (one.maand - JANUARY, one.goedgekeurd, one.verwacht)
        for one in estimate(a_triangle(peil), peil, aandelen)
    ]
    assert shown == [
        (5, 95_000_000, MILLION),
        (6, 83_000_000, MILLION),
        (7, 55_000_000, MILLION),
    ]


def test_what_no_earlier_month_shows_is_not_invented() -> None:
    aandelen = known_shares(a_triangle(JANUARY + 1), JANUARY + 1, meeste_lag=3)

    assert [(one.deel, one.onderbouwd) for one in aandelen] == [
        (Fraction(55, 83), False),
        (Fraction(1), False),
        (Fraction(1), False),
        (Fraction(1), True),
    ]


def test_what_is_approved_after_the_month_looked_at_does_not_count() -> None:
    late = {(JANUARY, 0): 100, (JANUARY, 2): 900}

    assert cumulative(late, JANUARY + 1) == {(JANUARY, 0): 100, (JANUARY, 1): 100}


def test_more_credit_than_debit_is_not_scaled() -> None:
    aandelen = [Aandeel(0, Fraction(1, 2)), Aandeel(1, Fraction(1))]

    (found,) = estimate({(JANUARY, 0): -100}, JANUARY, aandelen)

    assert found.nog_te_ontvangen == 0


def test_a_year_end_month_without_approvals_is_expected_as_those_before_it() -> None:
    """December on 31 December: claims come in January, so nothing of it is known."""
    december = JANUARY + 11
    monthly = {
        (maand, lag): MILLION * part // 100
        for maand in range(JANUARY, december)
        for lag, part in ((1, 80), (2, 20))
        if maand + lag <= december
    }
    aandelen = known_shares(monthly, december, meeste_lag=3)

    *_, november, last = estimate(monthly, december, aandelen)

    assert (aandelen[0].deel, aandelen[0].onderbouwd) == (Fraction(0), True)
    assert (november.nog_te_ontvangen, november.uit_vorige) == (MILLION // 5, False)
    assert (last.maand, last.goedgekeurd, last.verwacht) == (december, 0, MILLION)
    assert last.uit_vorige


def test_a_month_of_silence_is_expected_only_as_far_as_it_can_still_grow() -> None:
    """And who stopped is expected nothing of: after three such months nothing tells."""
    monthly = {(JANUARY + maand, 1): 1_000 for maand in range(6)}
    half = [Aandeel(0, Fraction(0)), Aandeel(1, Fraction(3, 4)), Aandeel(2, Fraction(1))]

    silent = {one.maand: one.verwacht for one in estimate(monthly, JANUARY + 7, half)}
    stopped = estimate(monthly, JANUARY + 10, half)

    assert silent == {JANUARY + 6: 250, JANUARY + 7: 1_000}
    assert stopped == []


_triangles = st.dictionaries(
    st.tuples(st.integers(JANUARY, JANUARY + 8), st.integers(-1, 6)),
    st.integers(0, 10**9),
    max_size=40,
)


@given(_triangles, st.integers(JANUARY, JANUARY + 8))
def test_without_credits_nothing_shrinks(triangle: dict[tuple[int, int], int], peil: int) -> None:
    """Shares lie between 0 and 1 and grow with the lag; an estimate is never below the known."""
    aandelen = known_shares(triangle, peil, meeste_lag=6)

    delen = [one.deel for one in aandelen]
    assert delen == sorted(delen)
    assert all(0 <= deel <= 1 for deel in delen)
    for one in estimate(triangle, peil, aandelen):
        assert one.nog_te_ontvangen >= 0


@pytest.mark.both_databases
async def test_from_claims_to_an_estimate(
    billing: Billing, publish: Publish, client: Client, clock: SimulatedClock
) -> None:
    """October doubled from the first month after it to the second; so will November."""
    size = (100, "04", "4")
    others = toewijzing(10074, bsn=OTHER_BSN, omvang=size)
    await publish(contract(), product(), toewijzing(omvang=size), others)
    reader = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("verplichtingen:lezen",))
    await billing.claim(_claim(1, 10, BSN))
    clock.move_to(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))  # December in the Netherlands
    await billing.claim(_claim(2, 10, OTHER_BSN))
    await billing.claim(_claim(3, 11, BSN))

    before = (await reader.get("/nog-te-ontvangen?peilmaand=2026-11")).json()
    after = (await reader.get("/nog-te-ontvangen?peilmaand=2026-12")).json()

    assert [(one["maand"], one["goedgekeurd"]) for one in before["zorgmaanden"]] == [
        ("2026-10", 5_000),
        ("2026-11", 0),
    ]
    assert [(one["goedgekeurd"], one["verwacht"]) for one in after["zorgmaanden"]] == [
        (10_000, 10_000),
        (5_000, 10_000),
        (0, 10_000),
    ]
    assert [one["uitVorige"] for one in after["zorgmaanden"]] == [False, False, True]
    assert (before["nogTeOntvangen"], after["nogTeOntvangen"]) == (5_000, 15_000)
    assert after["aandelen"][1] == {"maanden": 1, "aandeel": 0.5, "onderbouwd": False}
    other = (await reader.get("/nog-te-ontvangen?peilmaand=2026-12&aanbieder=12345678")).json()
    assert (other["zorgmaanden"], other["nogTeOntvangen"]) == ([], 0)


@pytest.mark.both_databases
async def test_what_was_approved_before_the_gemeente_worked_here_has_its_own_lag(
    billing: Billing, publish: Publish, client: Client
) -> None:
    """June was approved in July, though it was taken in only now: one month, as October."""
    await publish(contract(), product(), toewijzing())
    await settle(billing.service)
    beheer = client(billing.service, OrgType.BEHEER, "beheer", ("verleden:inlezen",))
    asked = _claim(1, 6, BSN, date(2026, 7, 6)).xml()
    heen = read(asked)
    assert isinstance(heen, JW323)
    then = date(2026, 7, 14)
    answer = write(declaratie_antwoord(heen, [], identificatie="A1", dagtekening=then))
    past = {"bericht": asked.decode(), "antwoord": answer.decode()}
    taken = await beheer.post("/verleden/_inlezen", json={"berichten": [past]})
    assert taken.status_code == 200, taken.text
    assert [one["uitkomst"] for one in taken.json()["uitkomsten"]] == ["ingelezen"], taken.text
    await billing.claim(_claim(2, 10, BSN))
    reader = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("verplichtingen:lezen",))

    shown = (await reader.get("/nog-te-ontvangen?peilmaand=2026-11")).json()

    approved = {one["maand"]: one["goedgekeurd"] for one in shown["zorgmaanden"]}
    assert (approved["2026-06"], approved["2026-10"]) == (5_000, 5_000)
    assert [one["aandeel"] for one in shown["aandelen"]][:3] == [0, 1, 1]


def _claim(number: int, month: int, bsn: str, dagtekening: date | None = None) -> Claim:
    begin, end = date(2026, month, 1), date(2026, month, 31 if month == 10 else 30)
    regel = a_regel(
        referentie_nummer=f"RN{number}",
        toewijzing_nummer=10072 if bsn == BSN else 10074,
        periode_begin=begin,
        periode_eind=end,
    )
    return Claim({bsn: [regel]}, f"ID{number}", f"DN{number}", (begin, end), dagtekening or end)
