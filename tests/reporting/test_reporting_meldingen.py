# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subscribers of reporting: told once of what concerns them, signed, until it came."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.commands.republish import republish
from libs.common.runtime import settle
from libs.common.serve import serving
from libs.common.settings import Settings
from libs.common.webhooks.model import DELAYS
from services.reporting.handlers import tell_changes
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SOEST, Json, Story, pseudonym

both = pytest.mark.both_databases
SCOPES = ["abonnementen:beheren"]
JAN, FEB, MARCH = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 31)


@pytest.fixture
def settings() -> Settings:
    key = base64.b64encode(b"w" * 32).decode()
    return Settings(webhook_key=SecretStr(key), webhook_hosts="127.0.0.1", webhook_trial=True)


@dataclass
class Receiver:
    """The end of a subscriber: what came, and what it answers."""

    url: str = ""
    status: int = 204
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        self.came.append((dict(request.headers), await request.body()))
        if self.status == 307:
            return RedirectResponse(f"{self.url}/elders")
        return PlainTextResponse("geheime tekst van een ander", self.status)

    def told(self) -> list[Json]:
        return [json.loads(body) for _, body in self.came]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    made = Receiver()
    routes = [Route(path, made.take, methods=["POST", "GET"]) for path in ("/hier", "/elders")]
    async with serving(Starlette(routes=routes), "127.0.0.1", 0) as base:
        made.url = base
        yield made


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


@dataclass
class Subscriber:
    """An organisation at the service."""

    http: httpx.AsyncClient
    id: str = ""

    async def subscribe(self, url: str, *typen: str) -> Json:
        answer = await self.http.post("/abonnementen", json={"url": url, "typen": typen})
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        self.id = made["id"]
        assert answer.headers["Location"].endswith(f"/abonnementen/{self.id}")
        return made

    async def deliveries(self, query: str = "") -> list[Json]:
        answer = await self.http.get(f"/abonnementen/{self.id}/afleveringen{query}")
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["resultaten"]
        return found


@pytest.fixture
def at(
    reporting: Reporting, client: Callable[..., httpx.AsyncClient]
) -> Callable[[OrgType, str], Subscriber]:
    return lambda kind, code: Subscriber(client(reporting.service, kind, code, SCOPES))


async def new_figures(reporting: Reporting, story: Story, nummer: int = 1) -> None:
    """A child gets help; then it is told that there are figures."""
    story.told.clear()
    story.award(nummer, JAN, MARCH, client=f"kind {nummer}")
    await reporting.hear(story)
    await tell_changes(reporting.service.runtime)
    await settle(reporting.service)


@both
async def test_who_subscribed_is_told_of_its_own_figures_and_can_prove_who_said_it(
    reporting: Reporting, story: Story, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    await reporting.hear(story)
    leusden, soest = at(OrgType.GEMEENTE, LEUSDEN), at(OrgType.GEMEENTE, SOEST)
    await leusden.subscribe(f"{receiver.url}/hier")
    await soest.subscribe(f"{receiver.url}/elders")

    await new_figures(reporting, story)

    ((headers, body),) = receiver.came
    told = json.loads(body)
    assert told["type"] == "nl.jeugdwet.cijfers.gewijzigd.v1"
    assert told["subject"] == LEUSDEN
    assert told["data"] == {"vanMaand": "2024-01", "totMaand": "2024-03", "definitieversie": "2"}
    assert told["dataref"].endswith("/reporting/v1/kerncijfers?van=2024-01&tot=2024-03")
    assert pseudonym("kind 1") not in body.decode()
    assert headers["content-type"] == "application/cloudevents+json"
    assert headers["webhook-id"] == told["id"]
    held = (await leusden.http.get(f"/abonnementen/{leusden.id}/geheim")).json()
    assert headers["webhook-signature"] == _signature(held["geheim"], headers, body)
    (shown,) = await leusden.deliveries()
    assert (shown["status"], shown["pogingen"], shown["uitkomst"]) == ("afgeleverd", 1, "HTTP 204")
    assert await soest.deliveries() == []


async def test_a_region_is_told_once_of_all_its_members(
    reporting: Reporting, story: Story, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    await reporting.hear(story)
    regio = at(OrgType.REGIO, REGIO)
    await regio.subscribe(f"{receiver.url}/hier")
    story.told.clear()
    story.award(1, FEB, MARCH, client="een")
    story.award(2, JAN, FEB, client="twee", gemeentecode=SOEST)
    await reporting.hear(story)
    await tell_changes(reporting.service.runtime)
    await settle(reporting.service)

    spans = {(one["data"]["vanMaand"], one["data"]["totMaand"]) for one in receiver.told()}
    assert spans == {("2024-01", "2024-03")}
    assert [one["subject"] for one in receiver.told()] == [REGIO]
    assert not await tell_changes(reporting.service.runtime)
    await settle(reporting.service)
    assert len(receiver.came) == 1


async def test_it_is_tried_again_until_it_came_and_the_same_each_time(
    reporting: Reporting,
    story: Story,
    at: Callable[..., Subscriber],
    receiver: Receiver,
    clock: SimulatedClock,
) -> None:
    await reporting.hear(story)
    leusden = at(OrgType.GEMEENTE, LEUSDEN)
    await leusden.subscribe(f"{receiver.url}/hier")
    receiver.status = 500
    await new_figures(reporting, story)
    await settle(reporting.service)
    (waiting,) = await leusden.deliveries()
    assert (waiting["status"], waiting["pogingen"], waiting["uitkomst"]) == (
        "wachtend",
        1,
        "HTTP 500",
    )
    assert "geheime tekst" not in json.dumps(waiting)

    receiver.status = 200
    await settle(reporting.service)
    assert len(receiver.came) == 1, "before its time"
    clock.move_to(clock.now() + DELAYS[0])
    await settle(reporting.service)

    first, second = receiver.came
    assert first[1] == second[1]
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert (await leusden.deliveries())[0]["status"] == "afgeleverd"


async def test_after_a_day_it_is_given_up_and_can_be_sent_anew(
    reporting: Reporting,
    story: Story,
    at: Callable[..., Subscriber],
    receiver: Receiver,
    clock: SimulatedClock,
) -> None:
    await reporting.hear(story)
    leusden = at(OrgType.GEMEENTE, LEUSDEN)
    await leusden.subscribe(f"{receiver.url}/hier")
    receiver.status = 503
    begun = clock.now()
    await new_figures(reporting, story)
    for delay in DELAYS:
        clock.move_to(clock.now() + delay)
        await settle(reporting.service)
    (given_up,) = await leusden.deliveries("?status=opgegeven")
    assert given_up["pogingen"] == len(receiver.came) == len(DELAYS) + 1

    receiver.status = 200
    again = {"vanaf": begun.isoformat(), "ookAfgeleverde": False}
    path = f"/abonnementen/{leusden.id}/herafleveringen"
    answer = await leusden.http.post(path, json=again)
    await settle(reporting.service)
    assert (answer.status_code, answer.json()) == (202, {"aantal": 1})
    assert (await leusden.deliveries())[0]["status"] == "afgeleverd"
    assert (await leusden.http.post(path, json=again)).json() == {"aantal": 0}
    all_of_them = again | {"ookAfgeleverde": True}
    assert (await leusden.http.post(path, json=all_of_them)).json() == {"aantal": 1}


async def test_one_end_that_is_away_holds_up_nobody_else(
    reporting: Reporting, story: Story, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    await reporting.hear(story)
    away, there = at(OrgType.GEMEENTE, LEUSDEN), at(OrgType.REGIO, REGIO)
    await away.subscribe("http://127.0.0.1:9/nergens")
    await there.subscribe(f"{receiver.url}/hier")
    await new_figures(reporting, story)

    assert len(receiver.came) == 1
    (waiting,) = await away.deliveries()
    assert (waiting["status"], waiting["uitkomst"]) == (
        "wachtend",
        "geen verbinding (ConnectError)",
    )


async def test_nobody_is_led_elsewhere_and_who_is_gone_is_left_alone(
    reporting: Reporting, story: Story, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    await reporting.hear(story)
    leusden = at(OrgType.GEMEENTE, LEUSDEN)
    await leusden.subscribe(f"{receiver.url}/hier")
    receiver.status = 307
    await new_figures(reporting, story)
    assert len(receiver.came) == 1
    assert (await leusden.deliveries())[0]["uitkomst"] == "HTTP 307"

    receiver.status = 410
    await new_figures(reporting, story, 2)
    held = (await leusden.http.get(f"/abonnementen/{leusden.id}")).json()
    assert held["stopreden"] == "ontvanger-weg"
    assert {one["status"] for one in await leusden.deliveries()} == {"opgegeven"}
    await new_figures(reporting, story, 3)
    assert len(receiver.came) == 2


async def test_events_that_are_published_again_are_told_once(
    reporting: Reporting, story: Story, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    await reporting.hear(story)
    await new_figures(reporting, story)
    leusden = at(OrgType.GEMEENTE, LEUSDEN)
    await leusden.subscribe(f"{receiver.url}/hier")
    await new_figures(reporting, story, 2)
    await republish(reporting.service.runtime)
    await settle(reporting.service)
    assert len(receiver.came) == 1, "and nothing of before the subscription"


class TestSubscribing:
    async def test_everything_that_is_wrong_is_said_at_once(
        self, at: Callable[..., Subscriber]
    ) -> None:
        gemeente = at(OrgType.GEMEENTE, LEUSDEN)
        wrong = {
            "url": "https://kwaad.example/",
            "typen": ["nl.jeugdwet.cijfers.gewijzigd.v1", "nl.jeugdwet.ewsniveau.gewijzigd.v1"],
        }
        answer = await gemeente.http.post("/abonnementen", json=wrong)
        assert answer.status_code == 400
        assert {(p["name"], p["code"]) for p in answer.json()["invalidParams"]} == {
            ("url", "adres-niet-toegestaan"),
            ("typen[1]", "type-onbekend"),
        }

    async def test_types_are_offered_by_kind_of_organisation(
        self, at: Callable[..., Subscriber]
    ) -> None:
        offered = {
            kind: [
                one["type"]
                for one in (await at(kind, code).http.get("/abonnementen/typen")).json()[
                    "resultaten"
                ]
            ]
            for kind, code in ((OrgType.AANBIEDER, "90000101"), (OrgType.GEMEENTE, LEUSDEN))
        }
        assert offered == {
            OrgType.AANBIEDER: [
                "nl.jeugdwet.aanbiedercijfers.gewijzigd.v1",
                "nl.jeugdwet.ewsniveau.gewijzigd.v1",
            ],
            OrgType.GEMEENTE: ["nl.jeugdwet.cijfers.gewijzigd.v1"],
        }

    async def test_that_of_another_is_not_there(
        self, at: Callable[..., Subscriber], receiver: Receiver
    ) -> None:
        leusden, soest = at(OrgType.GEMEENTE, LEUSDEN), at(OrgType.GEMEENTE, SOEST)
        await leusden.subscribe(f"{receiver.url}/hier")
        place = f"/abonnementen/{leusden.id}"
        for path in ("", "/geheim", "/afleveringen"):
            assert (await soest.http.get(place + path)).status_code == 404
        for path in ("/geheim", "/proef"):
            assert (await soest.http.post(place + path)).status_code == 404
        assert (await soest.http.delete(place)).status_code == 404
        assert (await soest.http.get("/abonnementen")).json()["resultaten"] == []

    async def test_change_renew_try_out_and_stop(
        self, at: Callable[..., Subscriber], receiver: Receiver, reporting: Reporting
    ) -> None:
        leusden = at(OrgType.GEMEENTE, LEUSDEN)
        await leusden.subscribe(f"{receiver.url}/hier")
        place = f"/abonnementen/{leusden.id}"
        before = (await leusden.http.get(f"{place}/geheim")).json()
        renewed = await leusden.http.post(f"{place}/geheim", headers={"If-Match": '"1"'})
        after = (await leusden.http.get(f"{place}/geheim")).json()
        assert (renewed.headers["ETag"], after["geheimVersie"]) == ('"2"', 2)
        assert before["geheim"] != after["geheim"]

        elsewhere = {"url": f"{receiver.url}/elders", "typen": []}
        stale = await leusden.http.put(place, json=elsewhere, headers={"If-Match": '"1"'})
        changed = await leusden.http.put(place, json=elsewhere, headers={"If-Match": '"2"'})
        assert (stale.status_code, changed.status_code) == (412, 200)
        tried = await leusden.http.post(f"{place}/proef")
        assert tried.status_code == 202
        await settle(reporting.service)
        ((headers, body),) = receiver.came
        assert headers["webhook-signature"] == _signature(after["geheim"], headers, body)
        assert json.loads(body)["id"] == headers["webhook-id"] == tried.json()["eventId"]

        stopped = await leusden.http.delete(place, headers={"If-Match": '"3"'})
        assert (stopped.status_code, stopped.json()["stopreden"]) == (200, "door-abonnee")
        assert (await leusden.http.post(f"{place}/proef")).json()["code"] == "abonnement-gestopt"

    async def test_lists_are_paged(
        self, at: Callable[..., Subscriber], receiver: Receiver, reporting: Reporting
    ) -> None:
        leusden = at(OrgType.GEMEENTE, LEUSDEN)
        for _ in range(3):
            await leusden.subscribe(f"{receiver.url}/hier")
        for _ in range(3):
            await leusden.http.post(f"/abonnementen/{leusden.id}/proef")
        for path in ("/abonnementen", f"/abonnementen/{leusden.id}/afleveringen"):
            first = await leusden.http.get(f"{path}?limit=2")
            second = await leusden.http.get(first.links["next"]["url"].removeprefix("/v1"))
            assert [len(one.json()["resultaten"]) for one in (first, second)] == [2, 1]
            assert "next" not in second.links


def _signature(geheim: str, headers: dict[str, str], body: bytes) -> str:
    """As a subscriber works it out, from the description of Standard Webhooks alone."""
    key = base64.b64decode(geheim.removeprefix("whsec_"))
    sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    assert sent - datetime(2020, 1, 1, tzinfo=UTC) > timedelta(0)
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
