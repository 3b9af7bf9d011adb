# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts come set by set: the statements of judging are as many for many lines as for a few."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.contracts import PgbVastgesteld, PlafondVastgesteld
from libs.common.runtime import settle
from services.billing.domain.declaratie import Regel
from tests.billing.claims import AANBIEDER, a_regel
from tests.billing.conftest import SCOPES, Client
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, pseudoniem, toewijzing
from tests.billing.story import Publish, month
from tests.billing.test_billing_again import a_pgb
from tests.billing.zaken import bsn

MARCH, APRIL, MAY = (date(2026, number, 1) for number in (3, 4, 5))
CHILDREN = 64
APART = 1_000
"""Between the toewijzingen of one child."""


@pytest.mark.both_databases
async def test_statements_do_not_grow_with_the_lines(known: Billing, publish: Publish) -> None:
    """2 000 lines take as many statements as 2. COPY is not counted, nor is what the driver of
    PostgreSQL is asked for itself.
    """
    await publish(*(toewijzing(n, omvang=None) for n in range(20_000, 22_000)))
    await settle(known.service)

    await known.claim(Claim({BSN: [a_regel()]}))

    few = await _judged({AANBIEDER: known}, {AANBIEDER: _many(2, "A")})
    many = await _judged({AANBIEDER: known}, {AANBIEDER: _many(2_000, "B")})

    assert many <= few < 36


def _many(count: int, series: str) -> Claim:
    regels = [
        a_regel(
            nummer=n + 1,
            referentie_nummer=f"{series}{n}",
            toewijzing_nummer=20_000 + n,
            periode_begin=date(2026, 3, 1) if series == "A" else date(2026, 4, 1),
            periode_eind=date(2026, 3, 31) if series == "A" else date(2026, 4, 30),
        )
        for n in range(count)
    ]
    return Claim({BSN: regels}, identificatie=f"ID{series}", declaratie_nummer=f"DN{series}")


@pytest.fixture
async def family(known: Billing, publish: Publish) -> Billing:
    """Each child has two awards, one by the week and one in all, a pgb, and lines of March that
    were approved; the contract has a ceiling.
    """
    await publish(
        contract(),
        product("45A04", 1250, versie=2),
        PlafondVastgesteld(
            contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=90_000_000
        ),
        *(event for number in range(CHILDREN) for event in _known_of(number)),
    )
    await settle(known.service)
    march = [_line(MARCH, number, "M") for number in range(CHILDREN)]
    await known.claim(_a_claim({bsn(n): [line] for n, line in enumerate(march)}, "M", MARCH))
    assert {tuple(line["retourcodes"]) for line in await known.regels()} == {()}
    return known


def _known_of(number: int) -> Sequence[object]:
    budget: PgbVastgesteld = a_pgb().model_copy(
        update={
            "pgb_id": f"pgb-{number}",
            "client_pseudoniem": pseudoniem(bsn(number)),
            "code": "45A04",
        }
    )
    weekly, in_all = 30_000 + number, 30_000 + APART + number
    return (
        toewijzing(weekly, bsn=bsn(number)),
        toewijzing(in_all, omvang=(400, "04", "6"), code="45A04", bsn=bsn(number)),
        budget,
    )


def _line(begin: date, number: int, series: str, **changes: object) -> Regel:
    own = {"referentie_nummer": f"{series}{number}", "toewijzing_nummer": 30_000 + number}
    return month(begin, nummer=number + 1, **(own | changes))


def _mixed(children: range, series: str) -> Claim:
    """Of each child a debit, a credit of March, one beside its pgb, one too large, one unknown."""
    found = {}
    for n in children:
        other = {"toewijzing_nummer": 30_000 + APART + n, "code": "45A04"}
        credit = {"credit": True, "vorig_referentie_nummer": f"M{n}"}
        found[bsn(n)] = [
            _line(APRIL, n, f"{series}a"),
            _line(MARCH, n, f"{series}b", **credit),
            _line(MAY, n, f"{series}c", **other),
            _line(MAY, n, f"{series}d", volume=99, bedrag=99 * 1250),
            _line(MAY, n, f"{series}e", toewijzing_nummer=77),
        ]
    return _a_claim(found, series, MAY)


def _a_claim(lines: Mapping[str, Sequence[Regel]], series: str, begin: date) -> Claim:
    last = month(begin).periode_eind
    return Claim(lines, f"ID{series}", f"DN{series}", (begin, last))


CODES = {(), ("9308",), ("9321",), ("9338",)}


@pytest.mark.both_databases
async def test_nor_with_many_children_and_all_that_bears_on_a_line(family: Billing) -> None:
    """Volumes, credits, pgb's, a ceiling and refusals, of 2 children and of 60."""
    few = await _judged({AANBIEDER: family}, {AANBIEDER: _mixed(range(2), "F")})
    many = await _judged({AANBIEDER: family}, {AANBIEDER: _mixed(range(2, 62), "G")})

    judged = await family.regels()
    assert {tuple(line["retourcodes"]) for line in judged} == CODES
    assert len(judged) == 5 * 60
    assert many <= few < 45


Each = dict[str, Billing]
"""Aanbieders at one service, by AGB code."""


@pytest.fixture
async def fifty_two(billing: Billing, publish: Publish, client: Client) -> Each:
    """Aanbieders, each with a contract under a ceiling, a child, and a line of March approved."""
    callers = {}
    for number in range(52):
        agb = f"{70_000_000 + number}"
        its = {"agb_code": agb, "contract_id": f"contract-{agb}"}
        sold = its | {"product_id": f"product-{agb}"}
        await publish(
            contract().model_copy(update=its),
            product().model_copy(update=sold),
            PlafondVastgesteld(**its, jaar=2026, versie=1, bedrag=90_000_000),
            toewijzing(30_000 + number, bsn=bsn(number), agb_code=agb),
        )
        caller = client(billing.service, OrgType.AANBIEDER, agb, SCOPES)
        callers[agb] = Billing(billing.service, caller, billing.gemeente)
    await settle(billing.service)
    march = [_line(MARCH, n, "M") for n in range(len(callers))]
    await _statements(
        callers, {agb: [line] for agb, line in zip(callers, march, strict=True)}, MARCH
    )
    return callers


@pytest.mark.both_databases
async def test_nor_with_the_messages_of_a_batch(fifty_two: Each) -> None:
    """Fifty messages take as many as two; each has its own outcome, with a credit and a refusal."""
    asked = {agb: _of_child(number) for number, agb in enumerate(fifty_two)}
    of_two, of_fifty = list(asked)[:2], list(asked)[2:]

    few = await _statements(fifty_two, {agb: asked[agb] for agb in of_two}, MAY)
    many = await _statements(fifty_two, {agb: asked[agb] for agb in of_fifty}, MAY)

    for agb in asked:
        judged = await fifty_two[agb].regels()
        assert [line["retourcodes"] for line in judged] == [[], [], ["9321"]]
    assert many <= few < 45


def _of_child(n: int) -> list[Regel]:
    credit = {"credit": True, "vorig_referentie_nummer": f"M{n}"}
    return [
        _line(APRIL, n, "a"),
        _line(MARCH, n, "b", **credit),
        _line(MAY, n, "c", volume=99, bedrag=99 * 1250),
    ]


async def _statements(each: Each, lines: Mapping[str, Sequence[Regel]], begin: date) -> int:
    """Statements in the transaction that judged a message of each of these aanbieders."""
    claims = {
        agb: replace(_a_claim({bsn(_child(own[0])): own}, f"{begin:%m}", begin), aanbieder=agb)
        for agb, own in lines.items()
    }
    return await _judged(each, claims)


def _child(line: Regel) -> int:
    return line.toewijzing_nummer - 30_000


async def _judged(each: Each, claims: Mapping[str, Claim]) -> int:
    """Statements in the transaction that judged these claims together."""
    posted = {
        agb: (await each[agb].post(claim.xml())).json()["id"] for agb, claim in claims.items()
    }
    billing = next(iter(each.values()))
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    loop = next(loop for loop in billing.service.loops if loop.name == "mail")
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        await loop.step()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    judged = [(await each[agb].message(one))["status"] for agb, one in posted.items()]
    assert set(judged) == {"verwerkt"}
    await settle(billing.service)
    return len(seen)
