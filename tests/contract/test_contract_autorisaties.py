# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an organisation may do: decided with a reason, kept with its history, and effective."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from libs.common.auth import SCOPES, OrgType
from libs.common.clock import SimulatedClock
from libs.common.problem import InvalidInput
from libs.common.runtime import Service
from libs.common.settings import Settings
from services.contract.domain import Geldigheid
from services.contract.domain.autorisatie import Autorisatie
from services.contract.handlers.autorisaties import authorise, decide
from tests.careful import Careful
from tests.contract.world import Json
from tests.infra.waiting import so_many_wait
from tests.runtime.processes import until

Client = Callable[..., httpx.AsyncClient]

EVENT = "nl.jeugdwet.autorisatie.vastgesteld.v1"
BEHEER = ["autorisaties:beheren", "autorisaties:lezen"]
AANBIEDER = "/autorisaties/aanbieder/90000101"
READS = {"rechten": ["autorisaties:lezen", "contracten:lezen"], "geldigVan": "2026-01-01"}


@pytest.fixture
def settings() -> Settings:
    return Settings(authorisations="register")


class Register:
    """A contract service in which the register counts, with its callers."""

    def __init__(self, service: Service, make: Client) -> None:
        self.service = service
        self.make = make
        self.beheer = make(service, OrgType.BEHEER, "beheer", SCOPES[OrgType.BEHEER])
        assert isinstance(self.beheer, Careful)
        self.beheer.bare = True
        self.aanbieder = make(service, OrgType.AANBIEDER, "90000101", SCOPES[OrgType.AANBIEDER])
        self.vreemde = make(service, OrgType.GEMEENTE, "0307", SCOPES[OrgType.GEMEENTE])

    async def decide(self, path: str = AANBIEDER, seen: int = 0, **changes: Any) -> httpx.Response:
        """By the administrator, who saw this version."""
        body = READS | {"reden": "Contract gesloten."} | changes
        headers = {"If-Match": f'"{seen}"'} if seen else {}
        return await self.beheer.put(path, json=body, headers=headers)


@pytest.fixture
async def register(start: Any, client: Client) -> Register:
    made = Register(await start("contract"), client)
    await authorise(made.service.runtime, OrgType.BEHEER, "beheer", [], "Ingericht.")
    return made


async def refusal(asked: httpx.AsyncClient, path: str = "/contracten") -> str | None:
    """By which code the caller was refused; None when it was let in."""
    answer = await asked.get(path)
    assert answer.status_code in (200, 403), answer.text
    return None if answer.status_code == 200 else answer.json()["code"]


async def pages(asked: httpx.AsyncClient, url: str) -> list[Json]:
    """What stands on all pages of a list."""
    found: list[Json] = []
    while url:
        page = await asked.get(url)
        found += page.json()["resultaten"]
        url = page.links.get("next", {}).get("url", "").removeprefix("/v1")
    return found


async def test_an_empty_register_lets_nobody_in_until_the_operator_does(
    start: Any, client: Client
) -> None:
    made = Register(await start("contract"), client)
    assert await refusal(made.beheer, "/autorisaties") == "niet-geautoriseerd"

    await authorise(made.service.runtime, OrgType.BEHEER, "beheer", [], "Ingericht.")

    assert await refusal(made.beheer, "/autorisaties") is None
    [only] = (await made.beheer.get("/autorisaties")).json()["resultaten"]
    assert (only["code"], only["beslotenDoor"]) == ("beheer", "opdrachtregel")
    assert sorted(only["rechten"]) == sorted(SCOPES[OrgType.BEHEER])


async def test_the_operator_names_rights_and_no_wrong_ones(register: Register) -> None:
    rt = register.service.runtime
    made = await authorise(rt, OrgType.GEMEENTE, "0307", ["contracten:lezen"], "Proef.")
    assert made.autorisatie.rechten == ("contracten:lezen",)
    for code, recht in (("307", "contracten:lezen"), ("0307", "klok:schrijven")):
        with pytest.raises(InvalidInput):
            await authorise(rt, OrgType.GEMEENTE, code, [recht], "Proef.")


@pytest.mark.both_databases
async def test_given_narrowed_and_withdrawn_with_history(
    register: Register, database_kind: str
) -> None:
    assert await refusal(register.aanbieder) == "niet-geautoriseerd"

    first = await register.decide()
    assert first.status_code == 200, first.text
    assert first.headers["ETag"] == '"1"'
    assert await refusal(register.aanbieder) is None
    narrowed = await register.decide(seen=1, rechten=["autorisaties:lezen"], reden="Minder nodig.")
    assert narrowed.status_code == 200, narrowed.text
    assert await refusal(register.aanbieder) == "recht-ontbreekt"
    assert (await register.aanbieder.get(AANBIEDER)).json()["reden"] == "Minder nodig."
    withdrawn = await register.decide(seen=2, rechten=[], reden="Contract beëindigd.")
    assert withdrawn.status_code == 200, withdrawn.text
    assert await refusal(register.aanbieder) == "niet-geautoriseerd"

    history = await pages(register.beheer, f"{AANBIEDER}/versies?limit=2")
    assert [one["versie"] for one in history] == [1, 2, 3]
    assert [one["reden"] for one in history][1:] == ["Minder nodig.", "Contract beëindigd."]
    assert {one["beslotenDoor"] for one in history} == {"beheer:beheer"}
    assert [len(one["rechten"]) for one in history] == [2, 1, 0]


async def test_a_token_never_has_more_than_the_register_nor_the_other_way_round(
    register: Register,
) -> None:
    await register.decide()
    plain = register.make(register.service, OrgType.AANBIEDER, "90000101", ["autorisaties:lezen"])

    assert await refusal(plain, AANBIEDER) is None
    assert await refusal(plain) == "recht-ontbreekt"
    other = register.make(register.service, OrgType.AANBIEDER, "90000102", ["contracten:lezen"])
    assert await refusal(other) == "niet-geautoriseerd"


async def test_it_begins_and_ends_by_the_clock(register: Register, clock: SimulatedClock) -> None:
    today = clock.today()
    await register.decide(
        geldigVan=str(today + timedelta(days=1)), geldigTot=str(today + timedelta(days=2))
    )
    told = []
    for ahead in range(4):
        moment = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
        clock.move_to(moment + timedelta(days=ahead))
        told.append(await refusal(register.aanbieder))

    assert told == ["niet-geautoriseerd", None, None, "niet-geautoriseerd"]


async def test_a_decision_for_later_does_not_end_what_counts_today(
    register: Register, clock: SimulatedClock
) -> None:
    tomorrow = str(clock.today() + timedelta(days=1))
    await register.decide(geldigVan=tomorrow)
    moved = await register.decide(seen=1, geldigVan=str(clock.today() + timedelta(days=2)))
    assert moved.status_code == 200, "nothing counts yet"
    await register.decide(seen=2)
    for rechten in (READS["rechten"], []):
        answer = await register.decide(seen=3, geldigVan=tomorrow, rechten=rechten)
        assert (answer.status_code, answer.json()["code"]) == (409, "nog-geldig")
    assert await refusal(register.aanbieder) is None

    assert (await register.decide(seen=3, geldigTot=tomorrow)).status_code == 200
    assert (await register.decide(seen=4, rechten=[])).status_code == 200
    assert (await register.decide(seen=5, geldigVan=tomorrow)).status_code == 200


async def test_if_match_and_the_same_once_more(register: Register) -> None:
    assert (await register.decide()).status_code == 200
    assert (await register.decide(reden="Anders.")).status_code == 428
    assert (await register.decide(seen=7, reden="Anders.")).status_code == 412
    again = await register.decide(seen=1)
    assert (again.status_code, again.headers["ETag"]) == (200, '"1"')


@pytest.mark.both_databases
async def test_of_decisions_at_once_one_counts(register: Register, database_kind: str) -> None:
    await register.decide()
    answers = await asyncio.gather(
        *(register.decide(seen=1, reden=f"Reden {one}.") for one in range(6))
    )

    assert sorted(a.status_code for a in answers) == [200] + [412] * 5
    [_, second] = (await register.beheer.get(f"{AANBIEDER}/versies")).json()["resultaten"]
    assert second["reden"] == next(a for a in answers if a.is_success).json()["reden"]


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_who_waited_for_a_decision_is_told_the_version_it_made(
    register: Register, database_kind: str
) -> None:
    await register.decide()
    rt = register.service.runtime
    wanted = Autorisatie(OrgType.AANBIEDER, "90000101", (), Geldigheid(rt.clock.today()), "Eerst.")
    async with rt.db.begin() as session:
        await decide(session, rt, wanted, "beheer:beheer", lambda _held: None)
        late = asyncio.create_task(register.decide(seen=1, reden="Later."))
        await until(partial(so_many_wait, rt.db, 1))

    answer = await late
    assert (answer.status_code, answer.headers["ETag"]) == (412, '"2"')


@pytest.mark.both_databases
async def test_of_first_decisions_at_once_one_counts(
    register: Register, database_kind: str
) -> None:
    answers = await asyncio.gather(*(register.decide(reden=f"Reden {one}.") for one in range(4)))

    assert sum(a.is_success for a in answers) == 1
    assert {a.status_code for a in answers} <= {200, 409, 412, 428}
    assert len((await register.beheer.get(f"{AANBIEDER}/versies")).json()["resultaten"]) == 1


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_who_decides_first_beside_another_is_told_and_the_operator_goes_on(
    register: Register, database_kind: str
) -> None:
    """Of an organisation of which nothing is kept there is nothing to wait for but the key."""
    rt = register.service.runtime
    today = Geldigheid(rt.clock.today())
    first = Autorisatie(OrgType.AANBIEDER, "90000101", (), today, "Eerst.")
    async with rt.db.begin() as session:
        await decide(session, rt, first, "beheer:beheer", lambda _held: None)
        late = asyncio.create_task(register.decide(reden="Later."))
        await until(partial(so_many_wait, rt.db, 1))
        operator = asyncio.create_task(
            authorise(rt, OrgType.AANBIEDER, "90000101", ["contracten:lezen"], "Hersteld.")
        )
        await until(partial(so_many_wait, rt.db, 2))

    answer = await late
    assert (answer.status_code, answer.json()["code"]) == (409, "gelijktijdige-wijziging")
    made = await operator
    assert (made.versie, made.door) == (2, "opdrachtregel")
    kept = (await register.beheer.get(f"{AANBIEDER}/versies")).json()["resultaten"]
    assert [one["reden"] for one in kept] == ["Eerst.", "Hersteld."]


async def test_nobody_decides_on_itself(register: Register) -> None:
    answer = await register.decide("/autorisaties/beheer/beheer", seen=1, rechten=[])

    assert (answer.status_code, answer.json()["code"]) == (409, "eigen-autorisatie")
    assert await refusal(register.beheer, "/autorisaties") is None


async def test_only_an_administrator_decides_and_strangers_see_nothing(register: Register) -> None:
    await register.decide()
    assert (await register.aanbieder.get(AANBIEDER)).status_code == 200
    assert (await register.aanbieder.get("/autorisaties/beheer/beheer")).status_code == 404
    assert (await register.aanbieder.get("/autorisaties/beheer/beheer/versies")).status_code == 404
    answer = await register.aanbieder.put(AANBIEDER, json=READS | {"reden": "Meer."})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "changes", "field", "code"),
    [
        (AANBIEDER, {"rechten": ["klok:schrijven"]}, "rechten[0]", "onbekend"),
        (AANBIEDER, {"geldigTot": "2025-12-31"}, "geldigTot", "volgorde"),
        ("/autorisaties/gemeente/307", {"rechten": []}, "code", "ongeldig"),
    ],
)
async def test_refused_by_field(
    register: Register, path: str, changes: Json, field: str, code: str
) -> None:
    answer = await register.decide(path, **changes)

    assert answer.status_code == 400, answer.text
    assert [(p["name"], p["code"]) for p in answer.json()["invalidParams"]] == [(field, code)]
    assert (await register.beheer.get(path)).status_code == 404


async def test_a_decision_has_a_reason(register: Register) -> None:
    answer = await register.beheer.put(AANBIEDER, json=READS)
    assert answer.status_code == 400


async def test_the_list_has_each_organisation_once(register: Register) -> None:
    await register.decide()
    await register.decide(seen=1, reden="Anders.")
    await register.decide("/autorisaties/gemeente/0307")
    found = await pages(register.beheer, "/autorisaties?limit=1")

    assert [(one["soort"], one["code"], one["versie"]) for one in found] == [
        ("aanbieder", "90000101", 2),
        ("beheer", "beheer", 1),
        ("gemeente", "0307", 1),
    ]
