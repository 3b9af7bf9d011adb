# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Behind an inway or an ingress: whose word on the other end is taken, and what it does."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import pytest
import structlog
from pydantic import TypeAdapter, ValidationError

from libs.common import log
from libs.common.auth import OrgType, Peers, TokenIssuer
from libs.common.codes import AgbCode, Gemeentecode, Oin
from libs.common.ids import new_id
from libs.common.runtime import Service
from libs.common.settings import Settings
from tests.common.test_edge import Pieces

Ask = Callable[..., Awaitable[httpx.Response]]

OIN, OTHER = "00000099000000001000", "00000001123456789000"
INWAY, OUTSIDE = "10.1.2.3", "192.0.2.7"
PEER = "X-Peer-Oin"


@pytest.fixture
def settings() -> Settings:
    return Settings(peer_proxies="10.1.0.0/16, 2001:db8::1")


@pytest.fixture
async def ask(start: Callable[..., Awaitable[Service]], issuer: TokenIssuer) -> Ask:
    """Lists gemeenten from an address, with these headers and a token of this OIN."""
    service = await start("contract")

    async def ask(host: str, headers: Mapping[str, Any], oin: str | None = OIN) -> httpx.Response:
        token = issuer.issue(OrgType.REGIO, "EEMLAND", ["contracten:lezen"], oin=oin)
        transport = httpx.ASGITransport(service.app, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as http:
            return await http.get(
                "/gemeenten", headers={"Authorization": f"Bearer {token}", **headers}
            )

    return ask


async def test_a_bound_token_is_taken_over_its_own_connection_only(ask: Ask) -> None:
    answers = {
        "its own": await ask(INWAY, {PEER: OIN}),
        "its own, as IPv6 has it": await ask(f"::ffff:{INWAY}", {PEER: OIN}),
        "its own, by IPv6": await ask("2001:db8::1", {PEER: OIN}),
        "of another": await ask(INWAY, {PEER: OTHER}),
        "of nobody": await ask(INWAY, {}),
        "not an OIN": await ask(INWAY, {PEER: b"\xd9\xa0" * 20}),
        "said from outside": await ask(OUTSIDE, {PEER: OIN}),
        "said of another address": await ask(OUTSIDE, {PEER: OIN, "X-Forwarded-For": INWAY}),
        "from no address": await ask("elsewhere", {PEER: OIN}),
    }

    taken = {name for name, answer in answers.items() if answer.status_code == 200}
    assert taken == {"its own", "its own, as IPv6 has it", "its own, by IPv6"}
    assert {a.status_code for n, a in answers.items() if n not in taken} == {401}


async def test_nothing_is_read_of_who_took_the_token_of_another(
    start: Callable[..., Awaitable[Service]], issuer: TokenIssuer
) -> None:
    service, sent = await start("contract"), Pieces(2)
    token = issuer.issue(OrgType.REGIO, "EEMLAND", ["contracten:schrijven"], oin=OIN)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", PEER: OTHER}
    transport = httpx.ASGITransport(service.app, client=(INWAY, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as http:
        answer = await http.post("/contracten", content=sent.sending(), headers=headers)

    assert (answer.status_code, sent.taken) == (401, 0)


async def test_a_token_that_is_bound_to_nobody_needs_no_peer(ask: Ask) -> None:
    assert (await ask(OUTSIDE, {}, oin=None)).status_code == 200
    assert (await ask(INWAY, {PEER: OTHER}, oin=None)).status_code == 200


class TestWithoutAnInway:
    """No proxy is set: nobody can tell who is at the other end."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings()

    async def test_a_bound_token_is_taken_of_nobody(self, ask: Ask) -> None:
        answers = [await ask(host, {PEER: OIN}) for host in (INWAY, OUTSIDE)]
        assert [answer.status_code for answer in answers] == [401, 401]
        assert (await ask(OUTSIDE, {}, oin=None)).status_code == 200


def test_a_header_that_comes_twice_says_nothing() -> None:
    """Who adds one to that of the proxy makes none of both count."""
    peers = Peers.read(INWAY, PEER)
    assert peers is not None
    said = [(b"x-peer-oin", OIN.encode()), (b"x-peer-oin", OTHER.encode())]

    assert peers.of({"client": (INWAY, 1), "headers": said[:1]}) == OIN
    assert peers.of({"client": (INWAY, 1), "headers": said}) is None
    assert peers.of({"client": None, "headers": said[:1]}) is None
    assert Peers.read(" , ", PEER) is None


async def test_calls_over_fsc_are_logged_with_their_transaction(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no others; what is no transaction is not copied into the log."""
    log.configure("INFO")
    nine_digits = f"{new_id()[:-12]}abc123456789"
    for transaction in (nine_digits, 'x"} injected'):
        await ask(INWAY, {PEER: OIN, "Fsc-Transaction-Id": transaction})
    await ask(INWAY, {PEER: OIN})
    structlog.reset_defaults()

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    calls = [line for line in lines if line["event"] == "fsc_call"]
    assert [line["fsc_transaction_id"] for line in calls] == [nine_digits, "not a UUID"]
    assert {(c["peer"], c["method"], c["route"], c["status"]) for c in calls} == {
        (OIN, "GET", "/gemeenten", 200)
    }


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Oin, [OIN, OTHER, "00000004000000148000"], ["0" * 20, OIN[:-1], f"{OIN}0", "1" * 20]),
        (AgbCode, ["90000101"], ["9000010", "900001011", "9000010a", "٩٠٠٠٠١٠١"]),
        (Gemeentecode, ["0307"], ["307", "03071", "0307\n", "٠٣٠٧"]),
    ],
    ids=["oin", "agb", "gemeente"],
)
def test_codes_have_one_form(kind: Any, good: list[str], bad: list[str]) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)

    assert [adapter.validate_python(one) for one in good] == good
    for one in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(one)
