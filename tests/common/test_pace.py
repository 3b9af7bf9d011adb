# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""No organisation takes what is there for all: how often one may ask, and what it is told then."""

from collections.abc import Callable

import httpx
import pytest

from libs.common import pace
from libs.common.auth import OrgType, TokenIssuer
from libs.common.auth.model import Caller
from libs.common.pace import Pace
from libs.common.problem import TooManyRequests
from libs.common.settings import Settings
from tests.conftest import Start

SCOPES = ["contracten:lezen"]


@pytest.fixture
def settings() -> Settings:
    return Settings(requests_per_minute=3)


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def caller(code: str, client_id: str = "x") -> Caller:
    return Caller(client_id, OrgType.AANBIEDER, code, frozenset(), "1")


def taken(asked: Pace, who: Caller, times: int) -> list[str | None]:
    """Of each call None, or after how many seconds to come back."""

    def once() -> str | None:
        try:
            asked.take(who)
        except TooManyRequests as refused:
            return refused.headers["Retry-After"]
        return None

    return [once() for _ in range(times)]


def test_a_minute_at_once_and_then_in_step() -> None:
    watch = Watch()
    asked, one = Pace(3, watch), caller("90000101")

    assert taken(asked, one, 5) == [None, None, None, "20", "20"]
    watch.s += 20
    assert taken(asked, one, 2) == [None, "20"]
    watch.s += 3600
    assert taken(asked, one, 4) == [None, None, None, "20"]


def test_an_organisation_is_one_whatever_programs_it_has() -> None:
    asked = Pace(2, Watch())

    assert taken(asked, caller("90000101", "een"), 1) == [None]
    assert taken(asked, caller("90000101", "twee"), 2) == [None, "30"]
    assert taken(asked, caller("90000102"), 1) == [None], "nor is another held up"
    assert taken(Pace(0, Watch()), caller("90000101"), 100) == [None] * 100


def test_what_is_kept_of_who_asked_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those at rest go first, and who asked most lately stays known."""
    monkeypatch.setattr(pace, "_MANY", 4)
    watch = Watch()
    asked, busy = Pace(2, watch), caller("90000199")
    taken(asked, busy, 2)
    for n in range(20):
        taken(asked, caller(f"900002{n:02}"), 1)
        assert len(asked._until) <= 4
    assert taken(asked, busy, 1) == ["30"]
    watch.s += 120
    taken(asked, caller("90000300"), 1)
    assert len(asked._until) <= 4


@pytest.mark.parametrize("path", ["/gemeenten", "/contracten"])
async def test_who_asks_too_often_is_told_and_others_are_not_held_up(
    start: Start, issuer: TokenIssuer, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    service = await start("contract")
    monkeypatch.setattr(service.runtime.pace, "_now", Watch())
    transport = httpx.ASGITransport(service.app)

    def bearer(code: str) -> dict[str, str]:
        token = issuer.issue(OrgType.AANBIEDER, code, SCOPES)
        return {"Authorization": f"Bearer {token}"}

    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as http:
        answers = [await http.get(path, headers=bearer("90000101")) for _ in range(4)]
        other = await http.get(path, headers=bearer("90000102"))

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    problem = answers[-1].json()
    assert (problem["code"], answers[-1].headers["Retry-After"]) == ("te-veel-aanvragen", "20")
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert other.status_code == 200


async def test_nor_do_people_who_logged_in_come_past_it(
    start: Start, issuer: TokenIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages say it, and do not send to the form as for who is not logged in."""
    service = await start("reporting")
    watch: Callable[[], float] = Watch()
    monkeypatch.setattr(service.runtime.pace, "_now", watch)
    token = issuer.issue(OrgType.GEMEENTE, "0307", ["weergaven:lezen"])
    cookie = {"Cookie": f"jeugdregio_dashboard={token}"}
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://test") as http:
        pages = [await http.get("/dashboard/definities", headers=cookie) for _ in range(4)]

    assert [page.status_code for page in pages] == [200, 200, 200, 429]
    assert "meer dan kan" in pages[-1].text
