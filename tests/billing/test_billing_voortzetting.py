# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-20 in billing: help that goes on after a move, under the contract of the gemeente before."""

from datetime import date, timedelta

import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.ijw.worth import Tarief as Waarde
from libs.ijw.worth import continued
from services.billing.domain.contract import Contractproduct, Tarief
from tests.billing.claims import GEMEENTE, a_toewijzing
from tests.billing.conftest import Client
from tests.billing.harness import Billing
from tests.billing.messages import contract, product
from tests.billing.story import Publish, a_claim, awarded, codes, month, step, tell

APRIL = date(2026, 4, 1)
BEFORE = "0363"
MOVED = {
    "voortzetting_van": f"{BEFORE}/12",
    "tarief_gemeentecode": BEFORE,
    "tarief_tot": date(2027, 9, 14),
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2027, 9, 14), BEFORE), (date(2027, 9, 15), None)],
)
def test_r20_until_and_including_the_last_day(day: date, expected: str | None) -> None:
    """Moved on 15 September 2026."""
    moved = {name: MOVED[name] for name in ("tarief_gemeentecode", "tarief_tot")}
    assert a_toewijzing(**moved).at_old_tariff(day) == expected
    assert a_toewijzing().at_old_tariff(day) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 12, 31), 1250),
        (date(2027, 1, 1), 1300),
        (date(2027, 6, 30), 1300),
        (date(2027, 7, 1), 1300),
    ],
)
def test_r20_as_if_it_had_stayed(day: date, expected: int | None) -> None:
    """Indexed as the contract was; when that is over, the tariff of its last day."""
    tarieven = (
        Tarief(1250, date(2026, 1, 1), date(2026, 12, 31)),
        Tarief(1300, date(2027, 1, 1), None),
    )
    term = (date(2026, 1, 1), date(2027, 6, 30))
    sold = Contractproduct(
        "c", 1, "p", 1, "45", "45A03", "inspanningsgericht", "04", tarieven, *term
    )
    found = sold.tarief_continued_on(day)
    assert (found.bedrag if found else None) == expected
    valued = [
        in_term
        for t in tarieven
        if (in_term := continued(Waarde(t.bedrag, "04", t.geldig_van, t.geldig_tot), term, LAST))
    ]
    assert [t.bedrag for t in valued if t.holds_on(day)] == ([expected] if expected else [])
    assert max(t.geldig_tot or date.max for t in valued) == LAST


LAST = date(2027, 9, 14)


@pytest.mark.both_databases
async def test_r20_a_contract_of_before_that_came_late(
    billing: Billing, publish: Publish, clock: SimulatedClock, client: Client
) -> None:
    """Refused without it; a difference, and the value of the toewijzing, once it is known."""
    await tell(billing, publish, awarded(**MOVED))
    assert await codes(billing, a_claim(month(APRIL))) == [["S329"]]
    clock.move_to(clock.now() + timedelta(days=1))

    await tell(billing, publish, product(), contract(gemeenten=(BEFORE,)))

    treasurer = client(billing.service, OrgType.GEMEENTE, GEMEENTE, ("verplichtingen:lezen",))
    (found,) = (await billing.aanbieder.get("/verschillen")).json()["resultaten"]
    assert (found["retourcodesToen"], found["toegekendNu"]) == (["S329"], True)
    april = (await treasurer.get("/verplichtingen?van=2026-04&tot=2026-04")).json()
    (balance,) = april["resultaten"]
    assert balance["toegewezen"] + balance["gewijzigd"] == 5 * 4 * 1250 - 4 * 1250
    again = month(APRIL, referentie_nummer="RN2")
    assert await codes(billing, a_claim(again, number=2)) == [[]]
    told = await step(billing, "TR381")
    assert told["feiten"]["voortgezetVan"] == BEFORE
    assert "van gemeente 0363" in told["bevinding"]


async def test_r20_no_contract_of_before_either(billing: Billing, publish: Publish) -> None:
    """Then nobody ever agreed on it; and one of a third gemeente counts for nothing."""
    await tell(billing, publish, awarded(**MOVED), product(), contract(gemeenten=("0327",)))
    assert await codes(billing, a_claim(month(APRIL))) == [["S329"]]
