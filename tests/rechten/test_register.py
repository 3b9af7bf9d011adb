# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every operation where the register counts: no token lets an organisation in that is not in it."""

import base64
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from libs.common.auth import SCOPES, OrgType, TokenIssuer
from libs.common.authorisations import keep
from libs.common.contracts import AutorisatieVastgesteld, CijfersGewijzigd
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Service, settle
from libs.common.settings import Settings
from libs.common.webhooks.store import RIGHT
from services.contract.handlers.autorisaties import authorise
from tests.conftest import SERVICES
from tests.rechten.tabel import expected
from tests.rechten.test_rechten import CODES, Door

Start = Callable[..., Awaitable[Service]]
COPIES = [one for one in SERVICES if one != "contract"]
ASKED = {
    "referral": "/toewijzingen",
    "billing": "/taakafspraken",
    "reporting": "/kerncijfers",
}


@pytest.fixture
def settings() -> Settings:
    return Settings(authorisations="register")


def door_of(service: Service) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test/v1")


@pytest.mark.parametrize("dienst", SERVICES)
async def test_who_is_not_on_record_comes_in_nowhere(
    dienst: str, start: Start, issuer: TokenIssuer
) -> None:
    service = await start(dienst)
    async with door_of(service) as http:
        knock = Door(http, issuer)
        codes = [
            (str(one), await knock.answer(one, knock.token(kind, [one.recht])))
            for one in expected()
            if one.dienst == dienst
            for kind in OrgType
        ]

    assert codes
    assert [one for one in codes if one[1] != (403, "niet-geautoriseerd")] == []


@pytest.mark.parametrize("dienst", SERVICES)
async def test_who_has_all_rights_of_its_kind_comes_in_where_its_token_may(
    dienst: str, start: Start, issuer: TokenIssuer
) -> None:
    """So no right is missing in the list of rights that can be given."""
    service = await start(dienst)
    for kind in OrgType:
        await _on_record(service, kind, SCOPES[kind])
    wrong = []
    async with door_of(service) as http:
        knock = Door(http, issuer)
        for one in (one for one in expected() if one.dienst == dienst):
            for kind in one.kinds:
                refused = await knock.refusal(one, knock.token(kind, [one.recht]))
                if refused is not None:
                    wrong.append((str(one), str(kind), refused))

    assert wrong == []


async def test_a_decision_counts_elsewhere_once_it_was_read(
    start: Start, client: Any, event_log: SqliteEventLog
) -> None:
    contract = await start("contract")
    others = [await start(dienst) for dienst in COPIES]
    rt = contract.runtime

    async def let_in() -> list[bool]:
        found = []
        for service in others:
            asked = client(service, OrgType.GEMEENTE, "0307", SCOPES[OrgType.GEMEENTE])
            answer = await asked.get(ASKED[service.runtime.name])
            found.append(answer.status_code != 403)
        return found

    await authorise(rt, OrgType.GEMEENTE, "0307", [], "Aangesloten.")
    assert await let_in() == [False, False, False]
    await settle(contract, *others)
    assert await let_in() == [True, True, True]
    await authorise(rt, OrgType.GEMEENTE, "0307", ["verwerkingen:inzien"], "Ontvlochten.")
    await settle(contract, *others)
    assert await let_in() == [False, False, False]


@pytest.mark.parametrize("dienst", COPIES)
async def test_an_older_decision_that_comes_late_changes_nothing(
    dienst: str, start: Start, client: Any
) -> None:
    service = await start(dienst)
    asked = client(service, OrgType.GEMEENTE, "0307", SCOPES[OrgType.GEMEENTE])
    await _on_record(service, OrgType.GEMEENTE, (), versie=3)
    for versie in (1, 2, 3):
        await _on_record(service, OrgType.GEMEENTE, SCOPES[OrgType.GEMEENTE], versie=versie)

    assert (await asked.get(ASKED[dienst])).json()["code"] == "niet-geautoriseerd"


class TestSubscribers:
    @pytest.fixture
    def settings(self) -> Settings:
        key = SecretStr(base64.b64encode(b"w" * 32).decode())
        return Settings(authorisations="register", webhook_key=key)

    @pytest.mark.both_databases
    async def test_who_may_subscribe_no_more_is_told_no_more(
        self, start: Start, database_kind: str
    ) -> None:
        reporting = await start("reporting")
        rt = reporting.runtime
        webhooks = rt.need_webhooks()
        code = CODES[OrgType.GEMEENTE]
        async with rt.db.begin() as session:
            made = await webhooks.subscribe(
                session, OrgType.GEMEENTE, code, "https://nergens.example/", [CijfersGewijzigd.type]
            )
        told = []
        for versie, rechten in enumerate(((RIGHT,), ("kerncijfers:lezen",), (), (RIGHT,)), start=1):
            await _on_record(reporting, OrgType.GEMEENTE, rechten, versie)
            figures = CijfersGewijzigd(
                gemeentecode=code,
                van_maand="2026-01",
                tot_maand="2026-01",
                definitieversie="1",
                vastgesteld_op=rt.clock.now(),
            )
            async with rt.db.begin() as session:
                await rt.outbox.add(session, figures)
            await settle(reporting)
            async with rt.db.read() as session:
                told.append(len(await webhooks.deliveries(session, made.id, None, None, 10)))

        assert told == [1, 1, 1, 2]


async def _on_record(
    service: Service, kind: OrgType, rechten: tuple[str, ...], versie: int = 1
) -> None:
    event = AutorisatieVastgesteld(
        soort=kind.value,
        code=CODES[kind],
        versie=versie,
        rechten=rechten,
        geldig_van=date(2026, 1, 1),
    )
    async with service.runtime.db.begin() as session:
        await keep(session, service.runtime.mechanics.authorisations, event)
