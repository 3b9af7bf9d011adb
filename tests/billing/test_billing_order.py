# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events and claims of some months in any order, with repetitions, lead to one state."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest import mock

import httpx
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    Event,
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    PlafondVastgesteld,
    Tarief,
    ToewijzingVastgesteld,
)
from libs.common.runtime import settle
from services.billing import tables as t
from services.billing.store import verschillen
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, pseudoniem, toewijzing
from tests.billing.story import Publish, a_claim, month

Client = Callable[..., httpx.AsyncClient]

GEMEENTEN = ("0384", "0327", "0363", "0518", "0599", "0344", "0307", "0342", "0308", "0313")
MARCH, APRIL, MAY = (date(2026, number, 1) for number in (3, 4, 5))
SPRING = date(2026, 4, 1)
NAMES = {"contract_id", "product_id", "pgb_id", "gemeentecode", "agb_code", "gemeentecodes"}
MOMENTS = {"bekend_op", "vastgesteld_op"}
ON = {"A": 0, "B": 2, "C": 1, "D": 0, "E": 0, "F": 2, "G": 0, "H": 0}
"""On which toewijzing each line claims."""
Ledger = dict[tuple[int, int, str, str], int]
"""Cents by toewijzing, month, debit and credit account."""


@dataclass(frozen=True)
class Place:
    """One gemeente with one aanbieder, so that stories do not meet."""

    number: int

    @property
    def gemeente(self) -> str:
        return GEMEENTEN[self.number % len(GEMEENTEN)]

    @property
    def aanbieder(self) -> str:
        return f"{70_000_000 + self.number}"

    @property
    def contract(self) -> str:
        return f"contract-{self.number}"

    def nummer(self, which: int) -> int:
        """A ToewijzingNummer."""
        return 1000 * (self.number + 1) + which


PLACES = map(Place, itertools.count())


def _month_of_events(at: Place) -> list[Event]:
    """Versions of everything: a contract, tariffs, a ceiling, awards, a budget, a delivery."""
    in_contract = {"contract_id": at.contract, "agb_code": at.aanbieder}
    signed = contract().model_copy(update=in_contract | {"gemeentecodes": (at.gemeente,)})
    sold = product().model_copy(update=in_contract | {"product_id": f"product-{at.number}"})
    return [
        *_versions(signed, {}, {"geldig_tot": date(2026, 12, 31)}),
        *_versions(sold, {}, {"tarieven": _raised()}),
        *_ceilings(in_contract),
        *_awards(at),
        *_budgets(at),
        *_deliveries(at),
    ]


def _versions(
    first: ContractVastgesteld | ContractproductVastgesteld | ToewijzingVastgesteld,
    *changes: dict[str, Any],
) -> list[Event]:
    return [
        first.model_copy(update=change | {"versie": versie})
        for versie, change in enumerate(changes, start=1)
    ]


def _raised() -> tuple[Tarief, ...]:
    return (
        Tarief(bedrag=1250, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 3, 31)),
        Tarief(bedrag=1300, geldig_van=SPRING),
    )


def _ceilings(in_contract: dict[str, Any]) -> list[Event]:
    return [
        PlafondVastgesteld(**in_contract, jaar=2026, versie=versie, bedrag=bedrag)
        for versie, bedrag in ((1, 0), (2, 50_000_000))
    ]


def _awards(at: Place) -> list[Event]:
    """One that grew, one that was deleted, one that came twice as it was."""
    by = {"gemeentecode": at.gemeente, "agb_code": at.aanbieder}
    grows, deleted, generic = (toewijzing(at.nummer(n)).model_copy(update=by) for n in range(3))
    more = {"omvang": Omvang(volume=6, eenheid="04", frequentie="2")}
    open_to_all = {"categorie": None, "code": None, "omvang": None, "budget": 9_000_000}
    return [
        *_versions(grows, {}, more),
        *_versions(deleted, {}, {"reden_wijziging": "13", "einddatum": deleted.ingangsdatum}),
        *_versions(generic, open_to_all, open_to_all),
    ]


def _budgets(at: Place) -> list[Event]:
    """Given in March, and taken back."""
    given = PgbVastgesteld(
        pgb_id=f"pgb-{at.number}",
        versie=1,
        gemeentecode=at.gemeente,
        client_pseudoniem=pseudoniem(BSN),
        categorie="45",
        begindatum=MARCH,
        vastgesteld_op=datetime(2026, 3, 1, tzinfo=UTC),
    )
    back = {"versie": 2, "einddatum": date(2026, 2, 28)}
    return [given, given.model_copy(update=back)]


def _deliveries(at: Place) -> list[Event]:
    start = LeveringGemeld(
        gemeentecode=at.gemeente,
        agb_code=at.aanbieder,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=at.nummer(0),
        begindatum=date(2026, 1, 5),
        versie=1,
        status="lopend",
    )
    stop = {"versie": 2, "status": "gestopt", "einddatum": date(2026, 5, 31)}
    return [start, start.model_copy(update=stop)]


def _claims(at: Place) -> list[Claim]:
    """Debits of three months, one on what was deleted, and a credit with its correction.

    All in declaraties of May: one that goes back before the last is refused as a whole (TR318).
    """
    grows, deleted, generic = ({"toewijzing_nummer": at.nummer(n)} for n in range(3))
    spring = {"tarief": 1300, "bedrag": 5200}
    corrected = {"volume": 26, "bedrag": 26 * 1300, "tarief": 1300}
    credit = {"credit": True, "vorig_referentie_nummer": "A"}
    claims = (
        a_claim(month(APRIL, **grows, **spring, referentie_nummer="A"), number=1),
        a_claim(month(MARCH, **generic, referentie_nummer="B"), number=2),
        a_claim(month(MAY, **deleted, **spring, referentie_nummer="C"), number=3),
        a_claim(
            month(APRIL, **grows, **corrected, nummer=1, referentie_nummer="D"),
            month(APRIL, **grows, **spring, **credit, nummer=2, referentie_nummer="E"),
            number=4,
        ),
        a_claim(
            month(MAY, **generic, **spring, nummer=1, code="45A99", referentie_nummer="F"),
            number=5,
        ),
        a_claim(
            month(MARCH, **grows, nummer=1, referentie_nummer="G"),
            month(MAY, **grows, **spring, nummer=2, referentie_nummer="H"),
            number=6,
        ),
    )
    by = {"gemeente": at.gemeente, "aanbieder": at.aanbieder}
    return [replace(c, **by, periode=(MAY, date(2026, 5, 31))) for c in claims]


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
    claims = _claims(at)
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
    max_examples=20,
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
    plain = _month_of_events(straight)
    events = _month_of_events(shuffled)
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
    max_examples=15,
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
    mixed = data.draw(st.permutations(_month_of_events(broken)))
    cut = data.draw(st.integers(0, len(mixed)))
    in_order = await _play(
        billing, client, publish, straight, [_month_of_events(straight)], range(CLAIMS)
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
