# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-19 through HTTP: a budget under the conditions of the law, and never beside help in kind."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.referral import PgbVastgesteld
from libs.common.runtime import settle
from services.referral.domain.pgb import excluded_by, in_kind_beside
from services.referral.domain.toewijzing import Toekenning
from tests.referral.conftest import Published
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import BSN
from tests.referral.situations import a_pgb, a_toewijzing

CONDITIONS = {"bekwaam": True, "gemotiveerd": True, "kwaliteit": True}


def a_budget(**changes: Any) -> Json:
    """For 45B01, in September 2026."""
    budget: Json = {
        "bsn": BSN,
        "categorie": "45",
        "code": "45B01",
        "begindatum": "2026-09-01",
        "einddatum": "2026-09-30",
        "voorwaarden": CONDITIONS,
    }
    return budget | changes


@pytest.mark.both_databases
async def test_r19_a_budget_is_given_and_told(referral: Referral, published: Published) -> None:
    """Without BSN in the event; another end is the next version."""
    await referral.register()
    made = await referral.gemeente.post("/pgbs", json=a_budget())
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"'), made.text
    path = f"/pgbs/{made.json()['id']}"

    stale = await referral.gemeente.post(
        f"{path}/_beeindig", json={"einddatum": "2026-10-31"}, headers={"If-Match": '"9"'}
    )
    assert stale.status_code == 412
    ended = await referral.gemeente.post(f"{path}/_beeindig", json={"einddatum": "2026-10-31"})
    assert (ended.status_code, ended.json()["versie"]) == (200, 2)

    await settle(referral.service)
    told = await published(PgbVastgesteld)
    assert [(one.versie, str(one.einddatum)) for one in told] == [
        (1, "2026-09-30"),
        (2, "2026-10-31"),
    ]
    assert BSN not in str(told)
    assert (await referral.gemeente.get(path)).headers["ETag"] == '"2"'
    assert len((await referral.gemeente.get("/pgbs")).json()["resultaten"]) == 1
    other = referral.as_party("0363")
    assert (await other.get(path)).status_code == 404
    assert (await referral.aanbieder.get("/pgbs")).status_code == 403


@pytest.mark.both_databases
async def test_r19_not_beside_the_same_product_in_kind(referral: Referral) -> None:
    """An overlap of a day is one, in either direction; next to each other they may stand."""
    await referral.register()
    await referral.award(ingangsdatum="2026-07-01", einddatum="2026-09-01")
    refused = await referral.gemeente.post("/pgbs", json=a_budget())
    assert (refused.status_code, refused.json()["code"]) == (409, "OP043")

    given = await referral.gemeente.post("/pgbs", json=a_budget(begindatum="2026-09-02"))
    assert given.status_code == 201, given.text
    later = await referral.gemeente.post("/toewijzingen", json=_award("2026-09-30", "2026-12-31"))
    assert (later.status_code, later.json()["code"]) == (409, "OP043")
    after = await referral.gemeente.post("/toewijzingen", json=_award("2026-10-01", "2026-12-31"))
    assert after.status_code == 201, after.text

    longer = await referral.gemeente.post(
        f"/pgbs/{given.json()['id']}/_beeindig", json={"einddatum": None}
    )
    assert longer.json()["code"] == "OP043"


def _award(begin: str, end: str) -> Json:
    return award_json() | {"ingangsdatum": begin, "einddatum": end}


async def test_r19_an_award_is_not_extended_into_a_budget(referral: Referral) -> None:
    await referral.register()
    award = await referral.award(ingangsdatum="2026-07-01", einddatum="2026-12-31")
    next_year = a_budget(begindatum="2027-01-01", einddatum="2027-01-31")
    assert (await referral.gemeente.post("/pgbs", json=next_year)).status_code == 201

    body = {"redenWijziging": "04", "einddatum": "2027-01-01"}
    longer = await referral.gemeente.post(f"/toewijzingen/{award['id']}/wijzigingen", json=body)

    assert (longer.status_code, longer.json()["code"]) == (409, "OP043")


async def test_r19_each_condition_that_is_not_met(referral: Referral) -> None:
    """All at once, and nothing is kept."""
    await referral.register()
    none = {"bekwaam": False, "gemotiveerd": False, "kwaliteit": False}
    refused = await referral.gemeente.post("/pgbs", json=a_budget(voorwaarden=none))

    assert refused.status_code == 400
    named = {(p["name"], p["code"]) for p in refused.json()["invalidParams"]}
    assert named == {(name, "weigeringsgrond") for name in none}
    assert (await referral.gemeente.get("/pgbs")).json()["resultaten"] == []


async def test_r19_of_a_client_who_is_not_registered(referral: Referral) -> None:
    refused = await referral.gemeente.post("/pgbs", json=a_budget())
    assert [p["name"] for p in refused.json()["invalidParams"]] == ["bsn"]


async def test_an_award_to_an_aanbieder_that_takes_no_part(referral: Referral) -> None:
    """A JW301 would reach nobody."""
    await referral.register()
    body = _award("2026-07-01", "2026-12-31") | {"agbCode": "99999999"}
    refused = await referral.gemeente.post("/toewijzingen", json=body)
    assert [(p["name"], p["code"]) for p in refused.json()["invalidParams"]] == [
        ("agbCode", "onbekend")
    ]


@given(begin=st.dates(), days=st.integers(-1, 400), other=st.dates(), length=st.integers(0, 400))
def test_both_directions_say_the_same(begin: date, days: int, other: date, length: int) -> None:
    """Whether the budget or the toewijzing came first."""
    try:
        pgb = a_pgb(begindatum=begin, einddatum=begin + timedelta(days=days))
        term = Toekenning(other, other + timedelta(days=length), "45", "45B01")
    except OverflowError:
        return
    beside = in_kind_beside(pgb, [a_toewijzing(toekenning=term)])
    assert (beside is None) == (excluded_by(term, [pgb]) is None)
