# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sends what is due: at least once, each delivery by itself, none before its time.

The outcome is stored after the answer: who dies between the two sends again, with the same
`webhook-id`, by which the other end knows it. No transaction is open while is sent.
"""

import asyncio
import ssl
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import httpx

from libs.common.clock import Clock
from libs.common.db import Database
from libs.common.metrics import Metrics
from libs.common.webhooks.hosts import NotAllowedError
from libs.common.webhooks.model import (
    Abonnement,
    Aflevering,
    Status,
    next_try,
    signed,
)
from libs.common.webhooks.store import Webhooks

BATCH = 200
TIMEOUT_S = 10.0
_GONE = 410
_OK = range(200, 300)


class Deliverer:
    """The loop of one service; of all its workers one sends."""

    def __init__(
        self,
        db: Database,
        webhooks: Webhooks,
        clock: Clock,
        metrics: Metrics | None = None,
    ) -> None:
        self._db = db
        self._webhooks = webhooks
        self._clock = clock
        self._metrics = metrics
        for outcome in ("delivered", "failed", "given_up"):
            self._count(outcome, by=0)

    async def step(self) -> bool:
        """Send what is due; True when anything was. Subscribers do not wait for each other."""
        if not await self._db.leads("webhooks"):
            return False
        async with self._db.read() as session:
            due = await self._webhooks.due(session, BATCH)
        if not due:
            return False
        async with (
            aclosing(self._webhooks.hosts.client(TIMEOUT_S)) as http,
            asyncio.TaskGroup() as group,
        ):
            for abonnement, afleveringen in due:
                group.create_task(self._send_all(http, abonnement, afleveringen))
        return True

    async def _send_all(
        self, http: httpx.AsyncClient, abonnement: Abonnement, afleveringen: Sequence[Aflevering]
    ) -> None:
        """In order, until one fails: the others are not spent on an end that is away."""
        for aflevering in afleveringen:
            if not await self._send(http, abonnement, aflevering):
                return

    async def _send(
        self, http: httpx.AsyncClient, abonnement: Abonnement, aflevering: Aflevering
    ) -> bool:
        status, outcome = await self._post(http, abonnement, aflevering)
        now = self._clock.now()
        tries = aflevering.pogingen + 1
        values: dict[str, Any] = {"pogingen": tries, "laatste_op": now, "uitkomst": outcome}
        if status in _OK:
            values |= {"status": Status.AFGELEVERD, "volgende_op": None, "klaar_op": now}
            counted = "delivered"
        elif (again := next_try(tries, now)) is not None:
            values |= {"volgende_op": again}
            counted = "failed"
        else:
            values |= {"status": Status.OPGEGEVEN, "volgende_op": None, "klaar_op": now}
            counted = "given_up"
        async with self._db.begin() as session:
            await self._webhooks.record(session, aflevering.nummer, values)
            if status == _GONE:
                held = await self._webhooks.read(session, abonnement.id, lock=True)
                if held is not None and held.gestopt_op is None:
                    await self._webhooks.stop(session, held, "ontvanger-weg")
        self._count(counted)
        return counted == "delivered"

    async def _post(
        self, http: httpx.AsyncClient, abonnement: Abonnement, aflevering: Aflevering
    ) -> tuple[int | None, str]:
        """The status of the answer, or None; and what is kept of it, never a text of theirs."""
        if self._webhooks.hosts.problem(abonnement.url) is not None:
            return None, "host niet (meer) geregistreerd"
        body = aflevering.bericht.encode()
        key = self._webhooks.secret(abonnement)
        headers = {
            "Content-Type": "application/cloudevents+json",
            "User-Agent": "jeugdregio-webhooks/1",
            **signed(key, aflevering.event_id, body, self._clock.now()),
        }
        try:
            async with asyncio.timeout(2 * TIMEOUT_S):
                request = http.build_request("POST", abonnement.url, content=body, headers=headers)
                answer = await http.send(request, stream=True)
                await answer.aclose()  # its body is of no use, and may be endless
        except NotAllowedError:
            return None, "adres ligt in een intern netwerk"
        except (TimeoutError, httpx.TimeoutException):
            return None, "geen antwoord op tijd"
        except (httpx.HTTPError, OSError, ssl.SSLError) as error:
            return None, f"geen verbinding ({type(error).__name__})"
        return answer.status_code, f"HTTP {answer.status_code}"

    def _count(self, outcome: str, by: int = 1) -> None:
        if self._metrics is not None:
            self._metrics.count("webhook_deliveries", outcome, by=by)
