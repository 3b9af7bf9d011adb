# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access in all four services: who looks under it, at what, how long, and logged as whom.

An operator opens it in contract; the others know of it by event.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from libs.common.auth import SCOPES, OrgType, TokenIssuer
from libs.common.break_glass import keep_access, mark_of
from libs.common.clock import SimulatedClock
from libs.common.contracts import NoodtoegangVastgesteld
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.logboek import Betrokkene, store
from libs.common.runtime import Runtime, Service
from libs.common.settings import Settings
from services.contract.handlers.autorisaties import authorise
from tests.conftest import SERVICES, Start
from tests.e2e.conftest import CLIENT, GEMEENTE, Region
from tests.rechten.tabel import Operatie, expected
from tests.rechten.test_rechten import CODES, IN_PATH

ANNA, BRAM = "Anna Bos", "Bram Vos"
HEADER = "Noodtoegang"
BEHEER = "beheer"
READ_ONLY = (403, "noodtoegang-alleen-lezen")
NOT_OPEN = (403, "noodtoegang-niet-open")
LOOKED_AT = {
    "contract": "/contracten",
    "referral": "/toewijzingen",
    "billing": "/declaraties",
    "reporting": "/kerncijfers?van=2026-01&tot=2026-12",
}
"""By a gemeente, in each service; an operator may not, or sees other things."""


def operator(region: Region, name: str, persoon: str | None = ANNA) -> httpx.AsyncClient:
    made: httpx.AsyncClient = region.make(
        region.services[name], OrgType.BEHEER, BEHEER, SCOPES[OrgType.BEHEER], persoon
    )
    return made


async def opened(region: Region, hours: int = 1) -> str:
    """By Anna, at the gemeente; every service knows."""
    wanted = {"soort": "gemeente", "code": GEMEENTE, "uren": hours}
    why = {"aanleiding": "storing", "reden": "Een bericht blijft hangen."}
    answer = await operator(region, "contract").post("/noodtoegangen", json=wanted | why)
    assert answer.status_code == 201, answer.text
    await region.rest()
    return str(answer.json()["id"])


async def looks(
    region: Region, access: str, name: str = "referral", persoon: str | None = ANNA
) -> tuple[int, str | None]:
    """What an operator is told who looks under it."""
    asked = operator(region, name, persoon)
    answer = await asked.get(LOOKED_AT[name], headers={HEADER: access})
    return answer.status_code, answer.json().get("code")


@pytest.mark.both_databases
async def test_an_operator_sees_what_the_gemeente_sees_and_only_by_name(region: Region) -> None:
    access = await opened(region)
    for name, path in LOOKED_AT.items():
        own = await region.of(name, OrgType.GEMEENTE, GEMEENTE).get(path)
        under = await operator(region, name).get(path, headers={HEADER: access})
        assert (under.status_code, under.json()) == (200, own.json()), name
    plain = await operator(region, "referral").get(LOOKED_AT["referral"])
    assert plain.status_code == 403


@pytest.mark.both_databases
async def test_each_look_is_logged_as_of_the_access(region: Region, vault: Vault) -> None:
    access = await opened(region)
    asked = operator(region, "referral")
    with capture_logs() as lines:
        found = await asked.post(
            "/clienten/_zoek", json={"bsn": CLIENT.bsn}, headers={HEADER: access}
        )
    assert found.status_code == 200, found.text

    rt = region.services["referral"].runtime
    who = Betrokkene(GEMEENTE, vault.pseudonym(CLIENT.bsn, PURPOSE_CHAIN))
    async with rt.db.read() as session:
        [last, *_] = await store.about(session, rt.need_logboek().tables, who, None, 1)
    assert (last.actie, last.actor) == ("POST /clienten/_zoek", f"noodtoegang:{access}")
    [line] = [one for one in lines if one["event"] == "request"]
    assert line["actor"] == f"noodtoegang:{access}"


async def test_it_ends_by_itself_in_every_service(region: Region, clock: SimulatedClock) -> None:
    access = await opened(region, hours=2)
    clock.move_to(clock.now() + timedelta(hours=2) - timedelta(seconds=1))
    assert {await looks(region, access, name) for name in SERVICES} == {(200, None)}
    clock.move_to(clock.now() + timedelta(seconds=1))
    assert {await looks(region, access, name) for name in SERVICES} == {NOT_OPEN}


async def test_it_ends_by_hand(region: Region) -> None:
    access = await opened(region)
    answer = await operator(region, "contract", BRAM).post(f"/noodtoegangen/{access}/_sluit")
    assert answer.is_success, answer.text
    assert await looks(region, access, "contract") == NOT_OPEN
    await region.rest()
    assert {await looks(region, access, name) for name in SERVICES} == {NOT_OPEN}


async def test_unknown_over_and_of_another_are_one_answer(
    region: Region, clock: SimulatedClock
) -> None:
    access = await opened(region)
    asked = operator(region, "referral", BRAM)
    told = [(await asked.get("/toewijzingen", headers={HEADER: access})).json()]
    told += [
        (await operator(region, "referral", who).get("/toewijzingen", headers={HEADER: one})).json()
        for who, one in ((ANNA, new_id()), (ANNA, "x' OR 1=1"), (None, access), ("", access))
    ]
    elsewhere = region.make(
        region.services["referral"], OrgType.BEHEER, "anders", SCOPES[OrgType.BEHEER], ANNA
    )
    told.append((await elsewhere.get("/toewijzingen", headers={HEADER: access})).json())
    clock.move_to(clock.now() + timedelta(hours=1))
    told.append(
        (await operator(region, "referral").get("/toewijzingen", headers={HEADER: access})).json()
    )

    assert told == [told[0]] * len(told)
    assert (told[0]["status"], told[0]["code"]) == NOT_OPEN


async def test_who_is_no_operator_or_may_not_open_looks_under_none(region: Region) -> None:
    access = await opened(region)
    headers = {HEADER: access}
    referral = region.services["referral"]
    gemeente = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    without = set(SCOPES[OrgType.BEHEER]) - {"noodtoegang:openen"}
    judge = region.make(referral, OrgType.BEHEER, BEHEER, without, ANNA)
    for asked in (gemeente, judge):
        answer = await asked.get("/toewijzingen", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "recht-ontbreekt")


def of(name: str) -> list[Operatie]:
    return [operatie for operatie in expected() if operatie.dienst == name]


def path_of(operatie: Operatie) -> str:
    path = operatie.pad
    for name, value in IN_PATH.items():
        path = path.replace(f"{{{name}}}", value)
    return path.replace("{", "").replace("}", "")


@pytest.mark.parametrize("name", SERVICES)
async def test_nothing_is_changed_under_it_and_only_rights_to_read_are_there(
    name: str, start: Start, issuer: TokenIssuer, clock: SimulatedClock
) -> None:
    """Every operation of the API documents, as each kind of organisation."""
    service = await start(name)
    wrong = []
    transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as http:
        for kind, code in CODES.items():
            if kind == OrgType.BEHEER:
                continue
            access = await _known(service.runtime, kind, code, clock.now())
            token = issuer.issue(OrgType.BEHEER, BEHEER, SCOPES[OrgType.BEHEER], persoon=ANNA)
            headers = {"Authorization": f"Bearer {token}", HEADER: access}
            for one in of(name):
                answer = await http.request(one.methode, path_of(one), headers=headers)
                told = _told(answer)
                if told != _wanted(one, kind, told):
                    wrong.append((str(one), str(kind), told))
    assert wrong == []
    assert len(of(name)) > 20


def _told(answer: httpx.Response) -> tuple[int, str | None]:
    code = answer.json().get("code") if answer.status_code == 403 else None
    return answer.status_code, code


def _wanted(one: Operatie, kind: OrgType, told: tuple[int, str | None]) -> tuple[int, str | None]:
    """The refusal that is due; what was told, where it may come in."""
    if one.methode != "GET" and not one.pad.endswith("/_zoek"):
        return READ_ONLY
    if not one.recht.endswith(":lezen") or one.recht not in SCOPES[kind]:
        return 403, "recht-ontbreekt"
    return (403, "verkeerde-soort") if kind not in one.kinds else told


async def _known(rt: Runtime, kind: OrgType, code: str, now: datetime) -> str:
    access = new_id()
    async with rt.db.begin() as session:
        await keep_access(session, rt.mechanics.break_glass, _event(access, kind, code, now))
    return access


def _event(
    access: str, kind: OrgType, code: str, now: datetime, versie: int = 1, hours: int = 1
) -> NoodtoegangVastgesteld:
    return NoodtoegangVastgesteld.model_validate(
        {
            "noodtoegangId": access,
            "versie": versie,
            "beheer": BEHEER,
            "opener": mark_of(access, ANNA),
            "soort": kind,
            "code": code,
            "begintOp": now,
            "eindigtOp": now + timedelta(hours=hours),
        }
    )


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (2, 1, 2, 1), (1, 2, 1)])
async def test_in_any_order_and_twice_the_end_is_the_end(
    order: Iterable[int], start: Start, client: Any, clock: SimulatedClock
) -> None:
    service: Service = await start("referral")
    rt, access = service.runtime, new_id()
    kind, code = OrgType.GEMEENTE, GEMEENTE
    told = {
        1: _event(access, kind, code, clock.now()),
        2: _event(access, kind, code, clock.now(), versie=2, hours=0),
    }
    for versie in order:
        async with rt.db.begin() as session:
            await keep_access(session, rt.mechanics.break_glass, told[versie])
    asked = client(service, OrgType.BEHEER, BEHEER, SCOPES[OrgType.BEHEER], ANNA)
    answer = await asked.get("/toewijzingen", headers={HEADER: access})
    assert (answer.status_code, answer.json()["code"]) == NOT_OPEN


def test_who_opened_it_is_known_again_and_not_told() -> None:
    access = "01993a5e-7c00-7000-8000-00000000ac01"
    assert mark_of(access, "Anna Bos") == mark_of(access, " ANNA  bos")
    assert mark_of(access, "Anna Bos") != mark_of(access, "Bram Vos")
    assert mark_of(access, "Anna Bos") != mark_of(new_id(), "Anna Bos")


class TestRegister:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(authorisations="register")

    async def test_an_operator_without_the_right_on_record_looks_under_none(
        self, start: Start, client: Any, clock: SimulatedClock
    ) -> None:
        service = await start("contract")
        rt = service.runtime
        access = await _known(rt, OrgType.GEMEENTE, GEMEENTE, clock.now())
        asked = client(service, OrgType.BEHEER, BEHEER, SCOPES[OrgType.BEHEER], ANNA)
        told = []
        for rechten in (["contracten:lezen"], ["contracten:lezen", "noodtoegang:openen"]):
            await authorise(rt, OrgType.BEHEER, BEHEER, rechten, "Ingericht.")
            answer = await asked.get("/contracten", headers={HEADER: access})
            told.append((answer.status_code, answer.json().get("code")))
        assert told == [(403, "recht-ontbreekt"), (200, None)]
