# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who is told of which alert, and of which nobody is, by a real Alertmanager."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.processes import until
from tests.watching.alarms import TOKEN, Alarms, alertmanager
from tests.watching.rulebook import alerts

Json = dict[str, Any]
SEVERITIES = {(one["alert"], one["labels"]["severity"]) for one in alerts()}


@pytest.fixture
async def alarms(tmp_path: Path) -> AsyncIterator[Alarms]:
    async with alertmanager(tmp_path) as made:
        yield made


def an_alert(name: str, severity: str, service: str = "", *, over: bool = False) -> Json:
    """As Prometheus tells of it; only of alerts that there are."""
    assert (name, severity) in SEVERITIES
    now = datetime.now(UTC)
    labels = {"alertname": name, "severity": severity} | ({"service": service} if service else {})
    begun = {"labels": labels, "startsAt": (now - timedelta(minutes=5)).isoformat()}
    return begun | {"endsAt": (now if over else now + timedelta(minutes=5)).isoformat()}


async def test_pages_and_tickets_go_their_own_ways_and_end(alarms: Alarms) -> None:
    page, ticket = ("OutboxStuck", "page", "contract"), ("MessagesWaiting", "ticket", "billing")
    await alarms.post(an_alert(*page), an_alert(*ticket))

    async def told(status: str) -> bool:
        return bool(alarms.told(status, "/pages") and alarms.told(status, "/tickets"))

    await until(lambda: told("firing"), 30)
    await alarms.post(an_alert(*page, over=True), an_alert(*ticket, over=True))
    await until(lambda: told("resolved"), 30)

    for status in ("firing", "resolved"):
        assert alarms.told(status, "/pages") == {"OutboxStuck"}
        assert alarms.told(status, "/tickets") == {"MessagesWaiting"}
    assert {call.authorisation for call in alarms.calls} == {f"Bearer {TOKEN}"}


async def test_what_follows_from_another_alert_is_not_told(alarms: Alarms) -> None:
    """Of a service that is down, and where a page is out; of other services it is."""
    # What silences others goes first: Alertmanager looks at it beside the groups it sends, and the
    # group_wait of these tests is too short to count on.
    causes = {("/pages", "ServiceDown", "billing"), ("/pages", "ApiErrorBudget", "referral")}
    await alarms.post(
        an_alert("ServiceDown", "page", "billing"),
        an_alert("ApiErrorBudget", "page", "referral"),
    )
    await until(lambda: _told(alarms, causes), 30)
    await alarms.post(
        an_alert("NotReady", "page", "billing"),
        an_alert("FiguresStale", "ticket", "billing"),
        an_alert("ApiErrorBudget", "ticket", "referral"),
        an_alert("NotReady", "page", "reporting"),
        an_alert("FiguresStale", "ticket", "reporting"),
        an_alert("ApiErrorBudget", "ticket", "contract"),
    )
    expected = causes | {
        ("/pages", "NotReady", "reporting"),
        ("/tickets", "FiguresStale", "reporting"),
        ("/tickets", "ApiErrorBudget", "contract"),
    }

    await until(lambda: _told(alarms, expected), 30)

    assert _all(alarms) == expected
    hidden = {("NotReady", "billing"), ("FiguresStale", "billing"), ("ApiErrorBudget", "referral")}
    assert await alarms.inhibited() == hidden


async def test_without_its_database_only_the_database_is_told_of(alarms: Alarms) -> None:
    follow = {
        ("NotReady", "page"),
        ("FiguresStale", "ticket"),
        ("LoopFailing", "ticket"),
        ("ApiErrorBudget", "page"),
    }
    services = ("contract", "billing")
    await alarms.post(an_alert("DatabaseDown", "page"))
    await until(lambda: _told(alarms, {("/pages", "DatabaseDown", "")}), 30)
    await alarms.post(
        *(an_alert(*one, service) for one in follow for service in services),
        an_alert("OutboxStuck", "page", "billing"),
    )
    expected = {("/pages", "DatabaseDown", ""), ("/pages", "OutboxStuck", "billing")}

    await until(lambda: _told(alarms, expected), 30)

    assert _all(alarms) == expected
    assert await alarms.inhibited() == {(n, service) for n, _ in follow for service in services}


async def _told(alarms: Alarms, expected: set[tuple[str, str, str]]) -> bool:
    return _all(alarms) >= expected


def _all(alarms: Alarms) -> set[tuple[str, str, str]]:
    return {
        (call.path, call.labels["alertname"], call.labels.get("service", ""))
        for call in alarms.calls
    }
