# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-08: which gemeente answers for a child."""

from datetime import date

import pytest

from services.referral.domain.woonplaats import (
    Grond,
    Inschrijving,
    Situatie,
    Verantwoordelijk,
    Verblijf,
    responsible,
)
from tests.referral.harness import Referral

LEUSDEN, SOEST, BAARN = "0327", "0342", "0308"
BORN, PLACED, TODAY = date(2014, 5, 1), date(2026, 3, 1), date(2026, 11, 23)
MOVED = (
    Inschrijving(BORN, date(2026, 2, 28), LEUSDEN),
    Inschrijving(PLACED, None, SOEST),
)


@pytest.mark.parametrize(
    ("situatie", "expected"),
    [
        pytest.param(
            Situatie(MOVED, (Verblijf(PLACED, None),)),
            (LEUSDEN, "adres-voor-verblijf", date(2026, 2, 28)),
            id="R-08: placed in pleegzorg in Soest it stays Leusden",
        ),
        pytest.param(
            Situatie(MOVED), (SOEST, "adres", TODAY), id="R-08: ambulant after a move it is Soest"
        ),
        pytest.param(
            Situatie(
                (
                    *MOVED[:1],
                    Inschrijving(PLACED, date(2026, 8, 31), SOEST),
                    Inschrijving(date(2026, 9, 1), None, BAARN),
                ),
                (Verblijf(PLACED, date(2026, 8, 31)), Verblijf(date(2026, 9, 1), None)),
            ),
            (LEUSDEN, "adres-voor-verblijf", date(2026, 2, 28)),
            id="stays that join keep the first",
        ),
        pytest.param(
            Situatie(
                MOVED, (Verblijf(date(2025, 1, 1), date(2026, 5, 31)), Verblijf(PLACED, None))
            ),
            (LEUSDEN, "adres-voor-verblijf", date(2024, 12, 31)),
            id="stays that overlap are one",
        ),
        pytest.param(
            Situatie(
                MOVED,
                (Verblijf(PLACED, date(2026, 8, 31)), Verblijf(date(2026, 9, 2), None)),
            ),
            (SOEST, "adres-voor-verblijf", date(2026, 9, 1)),
            id="a day at home begins a new chain",
        ),
        pytest.param(
            Situatie(MOVED, (Verblijf(PLACED, date(2026, 8, 31)),)),
            (SOEST, "adres", TODAY),
            id="a stay that is over counts no more",
        ),
        pytest.param(
            Situatie((), (), BAARN, SOEST),
            (BAARN, "adres-moeder-bij-geboorte", TODAY),
            id="a secret address: the mother at birth",
        ),
        pytest.param(
            Situatie((), (), None, SOEST),
            (SOEST, "feitelijk-verblijf", TODAY),
            id="nothing known of the mother: where it is",
        ),
        pytest.param(
            Situatie((Inschrijving(BORN, None, None),), (), BAARN, SOEST),
            (SOEST, "buitenland", TODAY),
            id="abroad: where it is",
        ),
        pytest.param(Situatie(()), None, id="nothing known"),
    ],
)
def test_r08_who_answers(situatie: Situatie, expected: tuple[str, Grond, date] | None) -> None:
    assert responsible(situatie, TODAY) == (expected and Verantwoordelijk(*expected))


async def test_r08_asked_over_http(referral: Referral) -> None:
    """With the sentence for people; overlapping addresses are a mistake."""
    body = {
        "peildatum": "2026-11-23",
        "inschrijvingen": [
            {"van": "2014-05-01", "tot": "2026-02-28", "gemeentecode": LEUSDEN},
            {"van": "2026-03-01", "gemeentecode": SOEST},
        ],
        "verblijven": [{"van": "2026-03-01"}],
    }

    found = await referral.gemeente.post("/woonplaats/_bepaal", json=body)
    nothing = await referral.gemeente.post("/woonplaats/_bepaal", json={"peildatum": "2026-11-23"})
    twice = {"inschrijvingen": [{"van": "2014-05-01", "gemeentecode": LEUSDEN}] * 2}
    wrong = await referral.gemeente.post("/woonplaats/_bepaal", json=body | twice)

    shown = found.json()
    assert (shown["gemeentecode"], shown["grond"]) == (LEUSDEN, "adres-voor-verblijf")
    assert (shown["peildatum"], shown["toelichting"][:12]) == ("2026-02-28", "Met verblijf")
    assert nothing.json()["gemeentecode"] is None
    assert (wrong.status_code, wrong.json()["invalidParams"][0]["code"]) == (400, "overlap")
