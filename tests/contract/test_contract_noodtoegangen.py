# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access: opened with a reason for some hours, ended, and judged by another."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from libs.common.auth import SCOPES, OrgType
from libs.common.clock import SimulatedClock
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Service, settle
from services.contract.handlers.noodtoegangen import count_access
from tests.careful import Careful
from tests.contract.world import Json

Client = Callable[..., httpx.AsyncClient]

ASKED = {
    "soort": "gemeente",
    "code": "0307",
    "uren": 2,
    "aanleiding": "storing",
    "reden": "Een bericht blijft hangen.",
}
RIGHT = {"oordeel": "terecht", "toelichting": "Nodig om te herstellen."}


class Operators:
    """A contract service with two operators of one organisation, and whom they look at."""

    def __init__(self, service: Service, make: Client, clock: SimulatedClock) -> None:
        self.service = service
        self.make = make
        self.clock = clock
        self.anna, self.bram = self.operator("Anna Bos"), self.operator("Bram Vos")
        self.gemeente = make(service, OrgType.GEMEENTE, "0307", ["noodtoegang:lezen"])
        self.vreemde = make(service, OrgType.GEMEENTE, "0327", ["noodtoegang:lezen"])

    def operator(self, persoon: str | None) -> httpx.AsyncClient:
        return self.make(self.service, OrgType.BEHEER, "beheer", SCOPES[OrgType.BEHEER], persoon)

    async def opened(self, **changes: Any) -> Json:
        answer = await self.anna.post("/noodtoegangen", json=ASKED | changes)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    def later(self, **time: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**time))

    async def figures(self) -> list[float]:
        """Open, to be judged, and of these too late, as Prometheus is told."""
        rt = self.service.runtime
        async with rt.db.read() as session:
            await count_access(rt, session)
        text = rt.metrics.exposition().decode()
        told = {family.name: family for family in text_string_to_metric_families(text)}
        names = ("open", "unreviewed", "overdue")
        return [told[f"jeugdregio_break_glass_{name}"].samples[0].value for name in names]


@pytest.fixture
async def operators(start: Any, client: Client, clock: SimulatedClock) -> Operators:
    return Operators(await start("contract"), client, clock)


def place(made: Json) -> str:
    return f"/noodtoegangen/{made['id']}"


async def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.both_databases
async def test_from_its_reason_to_its_review(operators: Operators, database_kind: str) -> None:
    made = await operators.opened()
    assert (made["toestand"], made["geopendDoor"], made["toets"]) == ("open", "Anna Bos", None)
    assert (made["aanleiding"], made["reden"]) == (ASKED["aanleiding"], ASKED["reden"])
    assert await operators.figures() == [1, 0, 0]

    operators.later(hours=2)
    assert (await operators.anna.get(place(made))).json()["toestand"] == "te-toetsen"
    assert await operators.figures() == [0, 1, 0]
    operators.later(days=7)
    assert (await operators.anna.get(place(made))).json()["toestand"] == "te-laat"
    assert await operators.figures() == [0, 1, 1]

    answer = await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)
    assert (answer.status_code, answer.json()["toestand"]) == (200, "getoetst")
    toets = answer.json()["toets"]
    assert (toets["oordeel"], toets["toelichting"], toets["door"]) == (*RIGHT.values(), "Bram Vos")
    assert await operators.figures() == [0, 0, 0]
    assert (await operators.anna.get("/noodtoegangen?ongetoetst=true")).json()["resultaten"] == []


@pytest.mark.both_databases
async def test_ended_by_hand_by_any_operator(operators: Operators, database_kind: str) -> None:
    made = await operators.opened()
    operators.later(minutes=10)
    answer = await operators.bram.post(f"{place(made)}/_sluit")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    shown = answer.json()
    assert (shown["toestand"], shown["geslotenDoor"]) == ("te-toetsen", "Bram Vos")
    assert shown["eindigtOp"] < made["eindigtOp"]

    again = await operators.anna.post(f"{place(made)}/_sluit")
    assert await refused(again) == (409, "noodtoegang-voorbij")


async def test_who_opened_it_does_not_judge_it(operators: Operators) -> None:
    made = await operators.opened()
    operators.later(hours=2)
    for name in ("Anna Bos", "ANNA  bos "):
        answer = await operators.operator(name).post(f"{place(made)}/_toets", json=RIGHT)
        assert await refused(answer) == (403, "vier-ogen")
    assert (await operators.anna.get(place(made))).json()["toets"] is None


async def test_it_is_judged_once_and_when_it_is_over(operators: Operators) -> None:
    made = await operators.opened()
    early = await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)
    assert await refused(early) == (409, "noodtoegang-open")
    operators.later(hours=2)
    assert (await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)).is_success
    again = await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)
    assert await refused(again) == (409, "al-getoetst")


@pytest.mark.parametrize("call", ["open", "_sluit", "_toets"])
async def test_it_takes_somebody_with_a_name(operators: Operators, call: str) -> None:
    made = await operators.opened()
    operators.later(hours=2 if call == "_toets" else 0)
    nobody = operators.operator(None)
    path, body = {
        "open": ("/noodtoegangen", ASKED),
        "_sluit": (f"{place(made)}/_sluit", None),
        "_toets": (f"{place(made)}/_toets", RIGHT),
    }[call]
    assert await refused(await nobody.post(path, json=body)) == (403, "persoon-ontbreekt")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"uren": 5}, "uren", "te-lang"),
        ({"soort": "beheer", "code": "beheer"}, "soort", "ongeldig"),
        ({"code": "90000101"}, "code", "ongeldig"),
    ],
)
async def test_refused_by_field(operators: Operators, changes: Json, field: str, code: str) -> None:
    answer = await operators.anna.post("/noodtoegangen", json=ASKED | changes)
    assert answer.status_code == 400
    assert [(p["name"], p["code"]) for p in answer.json()["invalidParams"]] == [(field, code)]


@pytest.mark.parametrize("field", ["aanleiding", "reden", "uren"])
async def test_nothing_is_opened_without_a_reason_or_an_end(
    operators: Operators, field: str
) -> None:
    body = {name: value for name, value in ASKED.items() if name != field}
    answer = await operators.anna.post("/noodtoegangen", json=body)
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["name"] == field


@pytest.mark.both_databases
async def test_who_was_looked_at_sees_it_without_names(
    operators: Operators, database_kind: str
) -> None:
    made = await operators.opened()
    await operators.opened(code="0363")
    operators.later(hours=2)
    await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)

    [seen] = (await operators.gemeente.get("/noodtoegangen")).json()["resultaten"]
    assert (seen["id"], seen["beheer"], seen["reden"]) == (made["id"], "beheer", ASKED["reden"])
    assert (seen["geopendDoor"], seen["geslotenDoor"], seen["toets"]["door"]) == (None, None, None)
    assert seen["toets"]["oordeel"] == "terecht"
    assert (await operators.gemeente.get(place(made))).json() == seen
    assert (await operators.vreemde.get("/noodtoegangen")).json()["resultaten"] == []
    stranger = await operators.vreemde.get(place(made))
    unknown = await operators.vreemde.get(f"/noodtoegangen/{'0' * 36}")
    assert (stranger.status_code, stranger.json()) == (404, unknown.json())
    assert (await operators.gemeente.post(f"{place(made)}/_sluit")).status_code == 403


async def test_all_pages_newest_first(operators: Operators) -> None:
    made = [(await operators.opened())["id"] for _ in range(3)]
    url, seen = "/noodtoegangen?limit=2", []
    while url:
        page = await operators.anna.get(url)
        seen += [one["id"] for one in page.json()["resultaten"]]
        url = page.links.get("next", {}).get("url", "").removeprefix("/v1")
    assert seen == made[::-1]


@pytest.mark.both_databases
async def test_of_reviews_at_once_one_counts(operators: Operators, database_kind: str) -> None:
    made = await operators.opened()
    operators.later(hours=2)
    assert isinstance(operators.bram, Careful)
    operators.bram.bare = True
    seen = {"If-Match": '"1"'}
    answers = await asyncio.gather(
        *(
            operators.bram.post(
                f"{place(made)}/_toets", json=RIGHT | {"toelichting": f"{n}"}, headers=seen
            )
            for n in range(4)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    without = await operators.bram.post(f"{place(made)}/_toets", json=RIGHT)
    assert without.status_code == 428


async def test_others_are_told_when_until_and_of_whom_but_not_why(
    operators: Operators, event_log: SqliteEventLog
) -> None:
    made = await operators.opened()
    await operators.anna.post(f"{place(made)}/_sluit")
    await settle(operators.service)
    subscription = await event_log.subscribe("test", ["jeugdregio.contract"])
    told = [delivery.payload.decode() for delivery in await subscription.fetch(100)]
    await subscription.close()
    assert [one.count(made["id"]) > 0 for one in told] == [True, True]
    for secret in ("Anna", "anna", str(ASKED["reden"]), "storing"):
        assert not any(secret in one for one in told)


async def test_the_same_key_opens_one(operators: Operators) -> None:
    key = {"Idempotency-Key": "opening-0001"}
    answers = [
        await operators.anna.post("/noodtoegangen", json=ASKED, headers=key) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert await operators.figures() == [1, 0, 0]
