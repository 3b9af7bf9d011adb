# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events and claims of some months in any order, with repetitions, lead to one state."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import timedelta
from typing import Any
from unittest import mock

import httpx
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.store import verschillen
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing
from tests.billing.orderings import Place, claims_of, month_of_events
from tests.billing.story import Publish

Client = Callable[..., httpx.AsyncClient]

NAMES = {"contract_id", "product_id", "pgb_id", "gemeentecode", "agb_code", "gemeentecodes"}
MOMENTS = {"bekend_op", "vastgesteld_op", "gebeurtenis_id"}
ON = {"A": 0, "B": 2, "C": 1, "D": 0, "E": 0, "F": 2, "G": 0, "H": 0}
"""On which toewijzing each line claims."""
Ledger = dict[tuple[int, int, str, str], int]
"""Cents by toewijzing, month, debit and credit account."""


PLACES = map(Place, itertools.count())


CLAIMS = 6


@st.composite
def _orders(draw: st.DrawFn) -> list[int]:
    """All claims in any order, and some of them once or twice more, from wherever they stand."""
    order = list(draw(st.permutations(range(CLAIMS))))
    for index in draw(st.lists(st.integers(0, CLAIMS - 1), max_size=3)):
        order.insert(draw(st.integers(order.index(index) + 1, len(order))), index)
    return order


async def _play(
    billing: Billing, client: Client, publish: Publish, at: Place, chunks: Sequence[Any], order: Any
) -> dict[str, Any]:
    """Events in these chunks, then claims in this order; the state that is left."""
    for chunk in chunks:
        await publish(*chunk)
        await settle(billing.service)
    sender = client(billing.service, OrgType.AANBIEDER, at.aanbieder, SCOPES)
    claims = claims_of(at)
    headers = {"Content-Type": "application/xml"}
    for index in order:
        posted = await sender.post("/berichten", content=claims[index].xml(), headers=headers)
        assert posted.status_code == 202, posted.text
        await settle(billing.service)
    return await _state(billing, at)


async def _state(billing: Billing, at: Place) -> dict[str, Any]:
    """What is known and what was decided, without the names that differ between places."""
    c = t.regel.c
    by = {
        "toewijzing": t.toewijzing.c.agb_code == at.aanbieder,
        "contract": t.contract.c.agb_code == at.aanbieder,
        "contractproduct": t.contractproduct.c.contract_id == at.contract,
        "plafond": t.plafond.c.contract_id == at.contract,
        "pgb": t.pgb.c.pgb_id == f"pgb-{at.number}",
        "levering": t.levering.c.agb_code == at.aanbieder,
    }
    async with billing.service.runtime.db.read() as session:
        lines = await session.execute(sa.select(t.regel).where(c.agb_code == at.aanbieder))
        judged = {r.referentie_nummer: (r.toegekend, r.retourcodes, r.bedrag) for r in lines}
        total = await session.scalar(
            sa.select(sa.func.sum(c.bedrag)).where(c.agb_code == at.aanbieder, c.toegekend)
        )
        known = {
            name: sorted(
                _plain(row, at)
                for row in await session.execute(
                    sa.select(t.metadata.tables[name]).where(condition)
                )
            )
            for name, condition in by.items()
        }
    return known | {"oordelen": judged, "toegekend": total, "grootboek": await _ledger(billing, at)}


async def _ledger(billing: Billing, at: Place) -> Ledger:
    """Cents by toewijzing, month and pair of accounts: what was booked and taken back is nothing.

    How often that happened on the way depends on the order; where it ends must not.
    """
    b = t.boeking.c
    by = (b.toewijzing_nummer, b.maand, b.debet, b.credit)
    query = (
        sa.select(*by, sa.func.sum(b.bedrag))
        .where(
            b.gemeentecode == at.gemeente,
            b.toewijzing_nummer.between(at.nummer(0), at.nummer(999)),
        )
        .group_by(*by)
    )
    async with billing.service.runtime.db.read() as session:
        rows = (await session.execute(query)).all()
    return {
        (nummer - at.nummer(0), maand, debet, credit): int(bedrag)
        for nummer, maand, debet, credit, bedrag in rows
        if bedrag
    }


def _plain(row: sa.Row[Any], at: Place) -> str:
    values = {k: v for k, v in row._mapping.items() if k not in NAMES | MOMENTS}
    if "toewijzing_nummer" in values:
        values["toewijzing_nummer"] -= at.nummer(0)
    return repr(values)


def _credited_first(order: Sequence[int]) -> frozenset[str]:
    """The lines that are refused then: a credit of what is not there yet (8017), and, after the
    correction, its debit (9389). What is paid in the end is the same.
    """
    return frozenset() if order.index(0) < order.index(3) else frozenset({"A", "E"})


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # a story takes a second: to shrink one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), order=_orders())
async def test_any_order_leads_to_the_same_state(
    billing: Billing, client: Client, publish: Publish, data: st.DataObject, order: list[int]
) -> None:
    """Events shuffled, some twice, in chunks of any size; claims shuffled, some twice as well."""
    straight, shuffled = next(PLACES), next(PLACES)
    plain = month_of_events(straight)
    events = month_of_events(shuffled)
    twice = data.draw(st.lists(st.sampled_from(events), max_size=6))
    mixed = data.draw(st.permutations([*events, *twice]))
    cut = data.draw(st.integers(1, len(mixed)))
    chunks = [mixed[:cut], mixed[cut:], data.draw(st.sampled_from([[], mixed]))]

    expected = await _play(billing, client, publish, straight, [plain], range(CLAIMS))
    found = await _play(billing, client, publish, shuffled, chunks, order)

    first = _credited_first(order)
    oordelen, in_order = found.pop("oordelen"), expected.pop("oordelen")
    ledger, straight_ledger = found.pop("grootboek"), expected.pop("grootboek")
    assert oordelen == in_order | {
        name: (False, [code], amount)
        for name, code, amount in (("A", "9389", 5200), ("E", "8017", -5200))
        if name in first
    }
    assert _obliged(ledger) == _obliged(straight_ledger)
    assert _realised(ledger) == _realised(straight_ledger)
    assert first or ledger == straight_ledger
    assert found == expected
    assert in_order == {
        "A": (True, [], 5200),
        "B": (True, [], 5000),
        "C": (False, ["9384"], 5200),
        "D": (True, [], 26 * 1300),
        "E": (True, [], -5200),
        "F": (False, ["S329"], 5200),
        "G": (True, [], 5000),
        "H": (True, [], 5200),
    }
    assert expected["toegekend"] == 5000 + 26 * 1300 + 5000 + 5200
    assert {nummer for nummer, *_ in straight_ledger} >= {0, 2}


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), order=_orders())
async def test_what_comes_after_the_verdict_leads_to_the_same(
    billing: Billing,
    client: Client,
    publish: Publish,
    clock: SimulatedClock,
    data: st.DataObject,
    order: list[int],
) -> None:
    """Claims in the middle of the events, with a credit and a correction that lean on the first:
    the verdicts with the differences are those in order, with the same codes and amounts. The
    ledger holds what is obliged as in order, and what was approved as it was answered. Also when
    an event found no line to mark, as it came while the message was judged: then by the next day.
    """
    straight, broken = next(PLACES), next(PLACES)
    mixed = data.draw(st.permutations(month_of_events(broken)))
    cut = data.draw(st.integers(0, len(mixed)))
    in_order = await _play(
        billing, client, publish, straight, [month_of_events(straight)], range(CLAIMS)
    )

    early = await _play(billing, client, publish, broken, [mixed[:cut]], order)
    marked = data.draw(st.booleans())
    with nullcontext() if marked else _lines_not_there_yet():
        await publish(*mixed[cut:])
        await settle(billing.service)
    clock.move_to(clock.now() + timedelta(days=0 if marked else 1))
    await settle(billing.service)

    sender = client(billing.service, OrgType.AANBIEDER, broken.aanbieder, SCOPES)
    now = {one["referentieNummer"]: one for one in await _differences(sender)}
    corrected = {
        name: (now[name]["toegekendNu"], now[name]["retourcodesNu"], bedrag)
        if name in now
        else (ok, codes, bedrag)
        for name, (ok, codes, bedrag) in early["oordelen"].items()
    }
    first = _credited_first(order)
    approved = {n: v for n, v in in_order["oordelen"].items() if n not in first}
    assert {n: v for n, v in corrected.items() if v[0]} == {
        n: v for n, v in approved.items() if v[0]
    }
    assert {n for n, v in corrected.items() if not v[0]} == {"C", "F"} | first
    assert sum(v[2] for v in corrected.values() if v[0]) == in_order["toegekend"]
    ledger = await _ledger(billing, broken)
    assert _obliged(ledger) == _obliged(in_order["grootboek"])
    assert _realised(ledger) == _approved(early["oordelen"])
    assert _realised(in_order["grootboek"]) == _approved(corrected)


@contextmanager
def _lines_not_there_yet() -> Iterator[None]:
    """Whatever is published meanwhile marks no line to be judged again."""
    with ExitStack() as stack:
        for name in ("mark_toewijzing", "mark_client", "mark_party"):
            stack.enter_context(mock.patch.object(verschillen, name))
        yield


def _obliged(ledger: Ledger) -> Ledger:
    """Awarded, changed and released: what follows from the events alone."""
    return {key: bedrag for key, bedrag in ledger.items() if "realisatie" not in key}


def _realised(ledger: Ledger) -> dict[int, int]:
    """Approved, credits taken off, by toewijzing."""
    found = dict.fromkeys(ON.values(), 0)
    for (nummer, _, debet, credit), bedrag in ledger.items():
        found[nummer] += bedrag * ((debet == "realisatie") - (credit == "realisatie"))
    return found


def _approved(oordelen: dict[str, tuple[bool, list[str], int]]) -> dict[int, int]:
    found = dict.fromkeys(ON.values(), 0)
    for name, (toegekend, _, bedrag) in oordelen.items():
        found[ON[name]] += bedrag if toegekend else 0
    return found


async def _differences(sender: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await sender.get("/verschillen")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["resultaten"]
    return found
