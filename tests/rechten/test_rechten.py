# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every operation of the API documents, every kind of organisation, every role: who is let in."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType, TokenIssuer
from libs.common.runtime import Service
from tests.conftest import SERVICES
from tests.rechten.tabel import Operatie, Rol, expected, rollen

Start = Callable[..., Awaitable[Service]]

CODES = {
    OrgType.GEMEENTE: "0307",
    OrgType.AANBIEDER: "90000101",
    OrgType.REGIO: "EEMLAND",
    OrgType.BEHEER: "beheer",
}
IN_PATH = {
    "gemeentecode": "0307",
    "agbCode": "90000101",
    "regiocode": "EEMLAND",
    "jaar": "2026",
    "geldig_van": "2026-01-01",
    "toewijzingNummer": "1",
    "nummer": "1",
    "soort": "gemeente",
    "code": "0307",
}
NO_SCOPE, NO_KIND = "recht-ontbreekt", "verkeerde-soort"


class Door:
    """Knocks at operations with tokens of its own making, and hears whether it is let in."""

    def __init__(self, http: httpx.AsyncClient, issuer: TokenIssuer) -> None:
        self._http = http
        self._issuer = issuer

    def token(self, kind: OrgType, scopes: Iterable[str]) -> str:
        return self._issuer.issue(kind, CODES[kind], scopes)

    async def answer(self, operatie: Operatie, token: str) -> tuple[int, str | None]:
        """What it is told: the status, and the code of a refusal."""
        path = re.sub(r"{(\w+)}", lambda name: IN_PATH.get(name[1], "onbekend"), operatie.pad)
        answer = await self._http.request(
            operatie.methode, path, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code not in (401, 405), (operatie, answer.status_code)
        assert answer.status_code < 500, (operatie, answer.text)
        return answer.status_code, answer.json().get("code") if answer.status_code == 403 else None

    async def refusal(self, operatie: Operatie, token: str) -> str | None:
        """By which rule it was refused; None when it came in, whatever it found there."""
        _, code = await self.answer(operatie, token)
        return code if code in (NO_SCOPE, NO_KIND) else None


@pytest.fixture(params=SERVICES)
async def door(request: pytest.FixtureRequest, start: Start, issuer: TokenIssuer) -> Any:
    service = await start(request.param)
    transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as http:
        yield request.param, Door(http, issuer)


def of(dienst: str) -> list[Operatie]:
    return [operatie for operatie in expected() if operatie.dienst == dienst]


async def test_each_kind_with_and_without_the_scope(door: tuple[str, Door]) -> None:
    dienst, knock = door
    operaties = of(dienst)
    scopes = {operatie.recht for operatie in operaties}
    wrong = []
    for operatie in operaties:
        for kind in OrgType:
            with_scope = await knock.refusal(operatie, knock.token(kind, [operatie.recht]))
            without = await knock.refusal(operatie, knock.token(kind, scopes - {operatie.recht}))
            wanted = (None if kind in operatie.kinds else NO_KIND, NO_SCOPE)
            if (with_scope, without) != wanted:
                wrong.append((str(operatie), str(kind), with_scope, without))

    assert wrong == []
    assert operaties


async def test_each_role(door: tuple[str, Door]) -> None:
    dienst, knock = door
    wrong = []
    for rol in rollen():
        token = knock.token(rol.soort, rol.rechten)
        for operatie in of(dienst):
            came_in = await knock.refusal(operatie, token) is None
            if came_in != rol.may(operatie):
                wrong.append((rol.naam, str(operatie), came_in))

    assert wrong == []


@pytest.mark.parametrize("rol", rollen(), ids=lambda rol: rol.naam)
def test_a_role_never_reaches_what_its_part_forbids(rol: Rol) -> None:
    reached = [operatie for operatie in expected() if rol.may(operatie)]
    forbidden = [operatie for operatie in expected() if rol.must_not(operatie)]

    assert {*reached} & {*forbidden} == set()
    assert forbidden
    for pattern in rol.nooit:
        assert any(Rol("", rol.soort, rol.rechten, (pattern,)).must_not(o) for o in expected()), (
            pattern
        )


def test_every_scope_is_of_some_role_or_of_systems_alone() -> None:
    given = {recht for rol in rollen() for recht in rol.rechten}

    of_systems = {"abonnementen:beheren", "federatie:leveren", "federatie:ophalen"}
    assert {operatie.recht for operatie in expected()} - given == of_systems
