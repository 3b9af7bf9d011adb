# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages of one aanbieder in one transaction: only those that do not bear on one another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.contracts import PlafondVastgesteld
from libs.common.mailbox import MAX_TRIES
from libs.common.runtime import settle
from services.billing.berichten import judge_all
from services.billing.domain.declaratie import Regel
from services.billing.handlers import declareren
from tests.billing.claims import AANBIEDER
from tests.billing.conftest import SCOPES, Client, Publish
from tests.billing.harness import Billing
from tests.billing.messages import Claim, contract, product, toewijzing
from tests.billing.story import a_claim, month, tell

MARCH, APRIL, MAY = (date(2026, number, 1) for number in (3, 4, 5))
OTHER = "65656056"
AWARDS = (10072, 10073, 10074)


def claim(number: int, *lines: Regel, agb: str = AANBIEDER) -> Claim:
    return replace(a_claim(*lines, number=number), aanbieder=agb)


async def posted(billing: Billing, claims: Sequence[Claim]) -> list[str]:
    """The ids of the messages, which wait to be judged."""
    answers = [await billing.post(one.xml()) for one in claims]
    assert {answer.status_code for answer in answers} <= {202}, [a.text for a in answers]
    return [answer.json()["id"] for answer in answers]


async def outcomes(billing: Billing, ids: Sequence[str]) -> list[Any]:
    """Of each message its status and the codes of its lines."""
    own = {
        row["berichtId"]: row
        for row in (await billing.aanbieder.get("/declaraties?limit=500")).json()["resultaten"]
    }
    found: list[Any] = []
    for one in ids:
        told: Any = (await billing.message(one))["status"]
        if one in own:
            path = f"/declaraties/{own[one]['id']}/regels?limit=500"
            lines = (await billing.aanbieder.get(path)).json()["resultaten"]
            told = (own[one]["retourcodes"], [line["retourcodes"] for line in lines])
        found.append(told)
    return found


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many messages were judged by facts read once, each time."""
    found: list[int] = []

    async def counted(rt: Any, session: Any, commands: Sequence[Any]) -> Any:
        found.append(len(commands))
        return await declareren.judge_declaraties(rt, session, commands)

    monkeypatch.setattr("services.billing.berichten.judge_declaraties", counted)
    return found


@pytest.mark.both_databases
async def test_fifty_messages_of_one_aanbieder_take_as_many_statements_as_two(
    known: Billing, publish: Publish
) -> None:
    await tell(known, publish, *(toewijzing(n) for n in range(20_000, 20_052)))

    few = await _statements(known, _each_its_own(range(2)))
    many = await _statements(known, _each_its_own(range(2, 52)))

    assert many <= few < 45


def _each_its_own(numbers: range) -> list[Claim]:
    return [
        claim(n, month(APRIL, toewijzing_nummer=20_000 + n, referentie_nummer=f"RN{n}"))
        for n in numbers
    ]


async def _statements(billing: Billing, claims: Sequence[Claim]) -> int:
    """In the step that judged all of these."""
    ids = await posted(billing, claims)
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    loop = next(loop for loop in billing.service.loops if loop.name == "mail")
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        await loop.step()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert await outcomes(billing, ids) == [(["8001"], [[]])] * len(ids)
    await settle(billing.service)
    return len(seen)


@pytest.mark.both_databases
async def test_messages_on_one_toewijzing_take_its_volume_in_their_order(
    billing: Billing, publish: Publish, sizes: list[int]
) -> None:
    """12 h in all: the first 8, then 8 too many, then 4 that fit; what comes behind them waits."""
    total = toewijzing(omvang=(12, "04", "6"))
    await tell(billing, publish, contract(), product(), total, toewijzing(10073))
    hours = {"volume": 8, "bedrag": 10_000}
    claims = [
        claim(1, month(MARCH, **hours)),
        claim(2, month(APRIL, **hours, referentie_nummer="RN2")),
        claim(3, month(MAY, referentie_nummer="RN3")),
        claim(4, month(MAY, referentie_nummer="RN4", toewijzing_nummer=10073)),
    ]
    ids = await posted(billing, claims)

    await settle(billing.service)

    found = [lines for _, lines in await outcomes(billing, ids)]
    assert (found, sizes) == ([[[]], [["9322"]], [[]], [[]]], [1, 1, 2])


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ({"referentie_nummer": "RN1"}, "8021"),
        ({"credit": True, "vorig_referentie_nummer": "RN1", "referentie_nummer": "RN2"}, "8017"),
    ],
    ids=["the same reference", "a credit of it, on another toewijzing"],
)
async def test_what_names_a_line_of_the_one_before_sees_it(
    known: Billing, sizes: list[int], second: dict[str, Any], codes: str
) -> None:
    other = {"toewijzing_nummer": 10073, "code": "45A04", "tarief": 1500, "bedrag": 6000}
    ids = await posted(known, [claim(1, month(APRIL)), claim(2, month(APRIL, **(other | second)))])

    await settle(known.service)

    (_, first), (_, again) = await outcomes(known, ids)
    assert (first, codes in again[0], sizes) == ([[]], True, [1, 1])


@pytest.mark.parametrize(
    ("name", "used", "told"),
    [("declaratie_nummer", "DN1", ["9333"]), ("identificatie", "ID1", "afgewezen")],
    ids=["number of the declaratie", "identificatie"],
)
async def test_a_number_that_the_one_before_used_is_used(
    known: Billing, sizes: list[int], name: str, used: str, told: Any
) -> None:
    other = month(APRIL, toewijzing_nummer=10073, code="45A04", referentie_nummer="RN2")
    changes: dict[str, Any] = {name: used}
    ids = await posted(known, [claim(1, month(APRIL)), replace(claim(2, other), **changes)])

    await settle(known.service)

    first, second = await outcomes(known, ids)
    assert first == (["8001"], [[]])
    assert (second if isinstance(told, str) else second[0], sizes) == (told, [1, 1])


async def test_an_earlier_month_sees_the_later_one_that_was_declared_before_it(
    known: Billing, sizes: list[int]
) -> None:
    """8214; the other way round they go together."""
    back = month(APRIL, toewijzing_nummer=10073, code="45A04", referentie_nummer="RN2")
    ids = await posted(known, [claim(1, month(MAY)), claim(2, back)])

    await settle(known.service)

    assert [codes for codes, _ in await outcomes(known, ids)] == [["8001"], ["8214"]]
    assert sizes == [1, 1]


async def two_under_a_ceiling(known: Billing, publish: Publish) -> list[str]:
    """The ids of two claims of 50 euro, each on a toewijzing of its own, under 90 euro."""
    open_to_all = {"omvang": None, "code": None, "budget": 900_000}
    awards = [toewijzing(30_000 + n).model_copy(update=open_to_all) for n in range(2)]
    ceiling = PlafondVastgesteld(
        contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=9_000
    )
    await tell(known, publish, *awards, ceiling)
    claims = [
        claim(n, month(APRIL, toewijzing_nummer=30_000 + n, referentie_nummer=f"RN{n}"))
        for n in range(2)
    ]
    return await posted(known, claims)


async def test_under_a_ceiling_each_goes_by_itself(
    known: Billing, publish: Publish, sizes: list[int]
) -> None:
    ids = await two_under_a_ceiling(known, publish)

    await settle(known.service)

    assert [lines for _, lines in await outcomes(known, ids)] == [[[]], [["9369"]]]
    assert sizes == [1, 1]


async def test_a_ceiling_that_was_not_seen_in_time_is_found_and_they_go_one_by_one(
    known: Billing, publish: Publish, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_yet(*_: object) -> set[str]:
        return set()

    monkeypatch.setattr("services.billing.berichten.under_ceiling", none_yet)
    ids = await two_under_a_ceiling(known, publish)

    await settle(known.service)

    assert [lines for _, lines in await outcomes(known, ids)] == [[[]], [["9369"]]]
    assert sizes == [2, 1, 1]


@pytest.mark.both_databases
async def test_nothing_is_judged_before_an_older_message_of_its_sender(known: Billing) -> None:
    """As when another worker has that one, or it failed; once it is set aside, they go on."""
    other = month(MAY, toewijzing_nummer=10073, code="45A04", tarief=1500, bedrag=6000)
    ids = await posted(
        known, [claim(1, month(APRIL)), claim(2, other._replace(referentie_nummer="RN2"))]
    )
    rt = known.service.runtime
    mailbox = rt.need_mailbox()

    async with rt.db.begin() as session:
        later = await mailbox.take(session, ids[1:])
        assert await judge_all(rt, session, later) == []
    async with rt.db.begin() as session:
        for _ in range(MAX_TRIES):
            await mailbox.failed(session, ids[0])
    await settle(known.service)

    assert await outcomes(known, ids) == ["vastgelopen", (["8001"], [[]])]


@pytest.mark.both_databases
async def test_nothing_goes_before_one_between_that_another_worker_has(
    known: Billing, sizes: list[int]
) -> None:
    """That one took a message and not its aanbieder yet: those behind it wait."""
    other = month(MAY, toewijzing_nummer=10073, code="45A04", tarief=1500, bedrag=6000)
    lines = [
        month(APRIL),
        month(APRIL, referentie_nummer="RN2"),
        other._replace(referentie_nummer="RN3"),
    ]
    ids = await posted(known, [claim(n, one) for n, one in enumerate(lines, start=1)])
    rt = known.service.runtime

    async with rt.db.begin() as session:
        around = await rt.need_mailbox().take(session, [ids[0], ids[2]])
        judged = await judge_all(rt, session, around)

    assert ([one.id for one in judged], sizes) == (ids[:1], [1])


_STORY = st.lists(
    st.tuples(
        st.sampled_from(AWARDS),
        st.sampled_from([2, 5, 8]),
        st.sampled_from([MARCH, APRIL, MAY]),
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
)
_COUNT = iter(range(1, 10_000))


@pytest.fixture
async def twins(billing: Billing, publish: Publish, client: Client) -> list[Billing]:
    """Two aanbieders of whom all is alike, but for the numbers of what is awarded."""
    found = []
    for place, agb in enumerate((AANBIEDER, OTHER)):
        its = {"agb_code": agb, "contract_id": f"contract-{agb}"}
        await publish(
            contract().model_copy(update=its),
            product().model_copy(update=its | {"product_id": f"product-{agb}"}),
            *(toewijzing(place * 1_000 + n, omvang=(40, "04", "6"), agb_code=agb) for n in AWARDS),
        )
        caller = client(billing.service, OrgType.AANBIEDER, agb, SCOPES)
        found.append(Billing(billing.service, caller, billing.gemeente))
    await settle(billing.service)
    return found


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=_STORY)
async def test_together_comes_to_what_one_by_one_does(
    twins: list[Billing], story: list[tuple[int, int, date, bool]]
) -> None:
    """Of one aanbieder all wait together, of its twin each is judged before the next comes.

    The volumes go on from story to story, so that they run out.
    """
    first = next(_COUNT) * 10
    together, alone = twins
    ids = await posted(together, _told(story, first, AANBIEDER, 0))
    await settle(together.service)
    theirs = []
    for one in _told(story, first, OTHER, 1_000):
        theirs += await posted(alone, [one])
        await settle(alone.service)

    assert await outcomes(together, ids) == await outcomes(alone, theirs)


def _told(
    story: list[tuple[int, int, date, bool]], first: int, agb: str, place: int
) -> list[Claim]:
    """A message each; a credit is of the line in the message before it."""
    found: list[Claim] = []
    for number, (award, hours, begin, credits) in enumerate(story, start=first):
        line = month(
            begin,
            toewijzing_nummer=place + award,
            volume=hours,
            bedrag=hours * 1250,
            referentie_nummer=f"R{number}",
        )
        if credits and found:
            ((before,),) = found[-1].clienten.values()
            of: dict[str, Any] = {
                "credit": True,
                "vorig_referentie_nummer": before.referentie_nummer,
            }
            line = before._replace(referentie_nummer=f"R{number}", **of)
        found.append(claim(number, line, agb=agb))
    return found
