# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The ledger over any story: deliveries that end or do not, and events in any order, repeated."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.common.contracts.base import Event
from libs.common.contracts.referral import LeveringGemeld, LeveringStatus
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.handlers.grootboekcontrole import differences
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.conftest import Publish
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, pseudoniem, toewijzing

JUNE, AUGUST = date(2026, 6, 30), date(2026, 8, 31)
HOURS = (4, "04", "4")


def a_delivery(
    status: LeveringStatus,
    end: date | None,
    versie: int = 1,
    begin: date = date(2026, 1, 1),
    nummer: int = 10072,
) -> LeveringGemeld:
    """Of help on a toewijzing, since January unless said otherwise."""
    return LeveringGemeld(
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=nummer,
        categorie="45",
        code="45A03",
        begindatum=begin,
        versie=versie,
        status=status,
        einddatum=end,
    )


AGAIN = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("deliveries", "released"),
    [
        ([a_delivery("lopend", None)], 0),
        ([a_delivery("tijdelijk-gestopt", JUNE)], 0),
        ([a_delivery("gestopt", JUNE)], 30_000),
        ([a_delivery("gestopt", JUNE), a_delivery("lopend", None, begin=AGAIN)], 0),
        ([a_delivery("gestopt", JUNE), a_delivery("gestopt", AUGUST, begin=AGAIN)], 20_000),
        ([a_delivery("gestopt", JUNE), a_delivery("verwijderd", None, begin=AGAIN)], 30_000),
        ([a_delivery("gestopt", JUNE), a_delivery("lopend", None, versie=2)], 0),
        ([a_delivery("gestopt", JUNE, versie=2), a_delivery("lopend", None)], 30_000),
    ],
    ids=[
        "runs",
        "stopped for a time",
        "stopped",
        "began again",
        "ended twice",
        "began by mistake",
        "did not stop after all",
        "an older report comes late",
    ],
)
async def test_what_a_stop_releases(
    billing: Billing, publish: Publish, deliveries: list[LeveringGemeld], released: int
) -> None:
    """Only when every delivery on the toewijzing ended, and from the last of them on."""
    await publish(contract(), product(), toewijzing(omvang=HOURS), *deliveries)
    await settle(billing.service)

    found = await _by_kind(billing, 10072)

    assert found["vrijgevallen"] == released


_EVENTS = st.one_of(
    st.builds(
        lambda versie, hours: toewijzing(omvang=(hours, "04", "4"), versie=versie),
        st.integers(1, 4),
        st.integers(1, 9),
    ),
    st.builds(
        lambda versie, cents: product(bedrag=cents, versie=versie),
        st.integers(1, 3),
        st.integers(1_000, 2_000),
    ),
    st.builds(
        lambda versie, status: a_delivery(status, JUNE if status == "gestopt" else None, versie),
        st.integers(1, 4),
        st.sampled_from(["lopend", "gestopt"]),
    ),
    st.just(contract()),
)
_CLAIMS = st.lists(st.sampled_from(["claim", "credit"]), max_size=2)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=st.lists(_EVENTS, max_size=6), claims=_CLAIMS)
async def test_the_ledger_follows_any_story(
    billing: Billing, publish: Publish, events: list[Event], claims: list[str]
) -> None:
    """After each event it is what it should be; told again, it stays what it is.

    The database goes on from example to example, so stories also come upon one another.
    """
    told: list[Event] = [contract(), product(), toewijzing(omvang=HOURS)]
    for event in [*told, *events]:
        await publish(event)
        await settle(billing.service)
        assert await _wrong(billing) == []
    for claim in claims:
        await billing.judge(_claim(claim).xml())
        assert await _wrong(billing) == []
    before = await _rows(billing)

    await publish(*told, *reversed(events), *events)
    await settle(billing.service)

    assert (await _rows(billing), await _wrong(billing)) == (before, [])


_COUNT = iter(range(1, 1_000))


def _claim(kind: str) -> Claim:
    """The claim, or a credit of it; which of them is approved is up to the rules."""
    number = next(_COUNT)
    changes: dict[str, Any] = {"referentie_nummer": "RN1" if kind == "claim" else f"CR{number}"}
    if kind == "credit":
        changes |= {"vorig_referentie_nummer": "RN1", "credit": True}
    return Claim({BSN: [a_regel(**changes)]}, f"ID{number}", f"DN{number}")


async def _wrong(billing: Billing) -> list[str]:
    return [str(one) async for one in differences(billing.service.runtime)]


async def _rows(billing: Billing) -> int:
    async with billing.service.runtime.db.read() as session:
        return int(await session.scalar(sa.select(sa.func.count()).select_from(t.boeking)) or 0)


async def _by_kind(billing: Billing, nummer: int) -> dict[str, int]:
    b = t.boeking.c
    query = sa.select(b.soort, sa.func.sum(b.bedrag)).where(b.toewijzing_nummer == nummer)
    async with billing.service.runtime.db.read() as session:
        rows = (await session.execute(query.group_by(b.soort))).all()
    return {"vrijgevallen": 0} | {soort: int(bedrag) for soort, bedrag in rows}
