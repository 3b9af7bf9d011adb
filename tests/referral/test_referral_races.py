# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Any number at once: one winner, a clear answer for the others, nothing lost."""

import asyncio
from datetime import date
from itertools import count, cycle

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.contracts import LeveringGemeld, VerzoekBeantwoord
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.runtime import settle
from libs.ijw import JW301, JW319
from tests.referral.conftest import SCOPES, Client, Published, Start
from tests.referral.gezinnen import bsn
from tests.referral.harness import Json, Referral, award_json, codes_of
from tests.referral.messages import AANBIEDER, GEMEENTE, jw305, jw315, product, start

FIRST, SECOND, OPEN = '"1"', '"2"', "open"
AWARD: Json = {"besluit": "toegekend"}
REJECT: Json = {"besluit": "afgewezen", "reden": "7"}
RESEARCH: Json = {"besluit": "in-onderzoek"}
ANSWERS = {"afgewezen": "1", "in-onderzoek": "2"}
"""What a JW319 says of a decision; an award is a JW301."""

SAME, RENAMED = ("S", date(2026, 4, 3)), ("T", date(2026, 4, 3))
OTHER_DAY = ("S", date(2026, 4, 10))
LAGS = st.sampled_from((0.0, 0.005, 0.02))
OFFICERS = st.lists(
    st.tuples(st.sampled_from((AWARD, REJECT, RESEARCH)), st.sampled_from((FIRST, SECOND)), LAGS),
    min_size=2,
    max_size=5,
)
POSTS = st.lists(
    st.tuples(st.sampled_from((SAME, RENAMED, OTHER_DAY)), LAGS), min_size=2, max_size=5
)
BSNS = ("999900006", "999900018")
_CHILDREN = count()


@pytest.fixture
async def doors(
    referral: Referral, database_kind: str, start: Start, client: Client
) -> list[Referral]:
    """The service as often as it runs: two processes on a PostgreSQL, one on a file."""
    if database_kind == "sqlite":
        return [referral]
    beside = await start("referral", url=referral.service.runtime.db.url)
    gemeente = client(beside, OrgType.GEMEENTE, GEMEENTE, SCOPES)
    aanbieder = client(beside, OrgType.AANBIEDER, AANBIEDER, SCOPES)
    return [referral, Referral(beside, gemeente, aanbieder, referral.as_party)]


@pytest.mark.both_databases
async def test_one_number_given_twice_at_once(referral: Referral, database_kind: str) -> None:
    """One wins, the other gets a 409, and no message or event of it exists."""
    assert database_kind
    await referral.register()
    await referral.register("999900018")
    bodies = [award_json() | {"bsn": bsn, "toewijzingNummer": 300201} for bsn in BSNS]

    answers = await asyncio.gather(
        *(referral.gemeente.post("/toewijzingen", json=body) for body in bodies)
    )
    await settle(referral.service)

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await referral.outgoing("JW301")) == 1


@pytest.mark.both_databases
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(officers=[(AWARD, '"1"', 0.0), (REJECT, '"1"', 0.0)])
@example(officers=[(RESEARCH, '"1"', 0.0), (AWARD, '"2"', 0.02), (REJECT, '"2"', 0.02)])
@given(officers=OFFICERS)
async def test_officers_who_decide_at_once(
    doors: list[Referral],
    published: Published,
    officers: list[tuple[Json, str, float]],
) -> None:
    """Of each version one wins; the others get a 409 or 412, and what won is told once."""
    referral = doors[0]
    bsn_of_child = await _child(referral)
    path = await _ask(referral, bsn_of_child)

    async def decide(door: Referral, officer: tuple[Json, str, float]) -> httpx.Response:
        body, seen, after = officer
        await asyncio.sleep(after)
        return await door.gemeente.post(f"{path}/besluiten", json=body, headers={"If-Match": seen})

    answers = await asyncio.gather(*map(decide, cycle(doors), officers))
    await settle(referral.service)

    won: dict[str, list[Json]] = {FIRST: [], SECOND: []}
    for (body, seen, _after), answer in zip(officers, answers, strict=True):
        if answer.status_code == 201:
            won[seen].append(body)
            continue
        assert answer.status_code in ((412,) if seen == FIRST else (409, 412)), answer.text
        assert answer.json()["detail"]
    assert len(won[FIRST]) == (FIRST in {seen for _body, seen, _after in officers})
    assert len(won[SECOND]) <= 1
    taken = [body["besluit"] for seen in (FIRST, SECOND) for body in won[seen]]
    shown = (await referral.gemeente.get(path)).json()
    kept = (await referral.gemeente.get(f"{path}/besluiten")).json()["resultaten"]
    told = [e for e in await published(VerzoekBeantwoord) if e.verzoek_id == shown["id"]]
    assert (shown["versie"], shown["status"]) == (1 + len(taken), [OPEN, *taken][-1])
    assert [one["besluit"] for one in kept] == [one.besluit for one in told] == taken
    sent = [one for soort in ("JW301", "JW319") for one in await referral.outgoing(soort)]
    awards = [o for o in sent if isinstance(o, JW301) and o.client.bsn == bsn_of_child]
    replies = [
        o.antwoord.verzoek_antwoord
        for o in sent
        if isinstance(o, JW319) and o.antwoord.referentie_aanbieder == f"R{bsn_of_child}"
    ]
    assert len(awards) == taken.count("toegekend")
    assert replies == [ANSWERS[one] for one in taken if one in ANSWERS]


@pytest.mark.both_databases
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(posts=[(SAME, 0.0)] * 4, judged_after=0.0)
@example(posts=[(SAME, 0.0), (RENAMED, 0.0), (OTHER_DAY, 0.0)], judged_after=0.02)
@given(posts=POSTS, judged_after=LAGS)
async def test_a_start_posted_at_once(
    doors: list[Referral],
    published: Published,
    posts: list[tuple[tuple[str, date], float]],
    judged_after: float,
) -> None:
    """On as many connections, judged meanwhile: taken in once, and one event tells of it.

    The same bytes are one message; another message about the same start, or under the same
    identification, is refused.
    """
    referral = doors[0]
    bsn_of_child = await _child(referral)
    nummer = (await referral.award(bsn=bsn_of_child))["toewijzingNummer"]
    answered = len(await referral.outgoing("JW306"))

    async def post(door: Referral, one: tuple[tuple[str, date], float]) -> httpx.Response:
        (name, begin), after = one
        raw = jw305(start(nummer, begin), identificatie=f"{name}{nummer}", bsn=bsn_of_child)
        await asyncio.sleep(after)
        return await door.post(raw)

    async def judge(door: Referral) -> None:
        (mail,) = [loop for loop in door.service.loops if loop.name == "mail"]
        await asyncio.sleep(judged_after)
        while await mail.step():
            pass

    judging = [asyncio.create_task(judge(door)) for door in doors]
    answers = await asyncio.gather(*map(post, cycle(doors), posts))
    await asyncio.gather(*judging)
    await settle(referral.service)

    assert {answer.status_code for answer in answers} == {202}
    ids = {
        v: {a.json()["id"] for (w, _), a in zip(posts, answers, strict=True) if v == w}
        for v, _after in posts
    }
    assert {len(found) for found in ids.values()} == {1}
    distinct = {one for found in ids.values() for one in found}
    assert len(distinct) == len(ids)
    judged = [(await referral.aanbieder.get(f"/berichten/{one}")).json() for one in distinct]
    refused = [one for one in judged if one["status"] == "afgewezen"]
    assert [one["status"] for one in judged].count("verwerkt") == len(judged) - len(refused) == 1
    assert {code for one in refused for code in codes_of(one)} <= {"9056", "9074", "9326"}
    assert all(codes_of(one) for one in refused)
    told = [e for e in await published(LeveringGemeld) if e.toewijzing_nummer == nummer]
    assert [(one.versie, one.status) for one in told] == [(1, "lopend")]
    heard = [e.bericht_id for e in await published(BerichtVerwerkt) if e.bericht_id in distinct]
    assert sorted(heard) == sorted(distinct)
    assert len(await referral.outgoing("JW306")) - answered == len(distinct)


async def _child(referral: Referral) -> str:
    """A child of its own: examples come one after the other in one database."""
    number = bsn(next(_CHILDREN))
    await referral.register(number)
    return number


async def _ask(referral: Referral, bsn_of_child: str) -> str:
    """A request for help to this child that nobody decided on; its path."""
    reference = f"R{bsn_of_child}"
    raw = jw315(product(referentie_aanbieder=reference), identificatie=reference, bsn=bsn_of_child)
    judged = await referral.judge(raw)
    assert judged["status"] == "verwerkt", judged
    (verzoek,) = [v for v in await referral.verzoeken() if v["referentieAanbieder"] == reference]
    return f"/verzoeken/{verzoek['id']}"


@pytest.mark.both_databases
async def test_many_awards_at_once(referral: Referral, database_kind: str) -> None:
    """Every number once, without holes."""
    assert database_kind
    await referral.register()
    bodies = [award_json() | {"product": {"categorie": "45", "code": f"45C0{n}"}} for n in range(6)]

    answers = await asyncio.gather(
        *(referral.gemeente.post("/toewijzingen", json=body) for body in bodies)
    )
    await settle(referral.service)

    assert {answer.status_code for answer in answers} == {201}
    assert sorted(a.json()["toewijzingNummer"] for a in answers) == [1, 2, 3, 4, 5, 6]
    listed = [len(one.client.toegewezen_producten) for one in await referral.outgoing("JW301")]  # type: ignore[union-attr]
    assert sorted(listed) == [1, 2, 3, 4, 5, 6]
