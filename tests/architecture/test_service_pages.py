# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page of each service tells its events as they are and draws its machines as they run."""

import importlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from libs.common.consume import Subscriptions
from libs.common.contracts import EVENTS, TOPICS, Event
from services.billing.domain import afrekening, betaling, controle, subsidie, verrekening
from services.billing.domain.verloop import Verloop
from services.referral.domain import overdracht
from services.reporting.domain import marap

DOCS = Path(__file__).parents[2] / "docs"
SERVICES = ("contract", "referral", "billing", "reporting")
Edge = tuple[str, str]


def _page(service: str) -> str:
    return (DOCS / f"{service}.md").read_text()


def _hears(service: str, event: type[Event]) -> bool:
    found: Subscriptions = importlib.import_module(
        f"services.{service}.subscriptions"
    ).SUBSCRIPTIONS
    return any(event in of_topic for of_topic in found.values())


@pytest.mark.parametrize("service", SERVICES)
def test_the_page_has_what_is_published_and_who_reads_it(service: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([\w.]+)` \| .+ \| ([\w, -]+) \|$", _page(service), re.M)
    published = [
        (
            event.__name__,
            event.topic,
            ", ".join(one for one in SERVICES if _hears(one, event)) or "-",
        )
        for event in EVENTS.values()
        if service in TOPICS[event.topic].producers
    ]
    assert rows == published


@pytest.mark.parametrize("service", SERVICES)
def test_the_page_has_what_is_taken_in_and_of_whom(service: str) -> None:
    (table,) = re.findall(r"^\| Taken in, of \|.+?\n\n", _page(service), re.M | re.S)
    rows = re.findall(r"^\| ([a-z, ]+) \| (`.+`) \|$", table, re.M)
    told = {
        (name, producer)
        for producers, names in rows
        for name in re.findall(r"`(\w+)`", names)
        for producer in producers.split(", ")
    }
    assert told == {
        (event.__name__, producer)
        for event in EVENTS.values()
        if _hears(service, event)
        for producer in TOPICS[event.topic].producers
    }


def _drawn(service: str) -> list[set[Edge]]:
    """The steps between states of each machine on a page."""
    machines = re.findall(r"```mermaid\nstateDiagram-v2\n(.+?)```", _page(service), re.S)
    return [set(re.findall(r"^ +(\w+) --> (\w+)", one, re.M)) for one in machines]


@pytest.mark.parametrize("service", SERVICES)
def test_a_drawing_can_be_read_by_mermaid(service: str) -> None:
    """A second colon or a semicolon would end the text of an arrow, and with it the drawing."""
    texts = re.findall(r"^ +\S+ --> \S+: (.+)$", _page(service), re.M)
    assert [text for text in texts if re.search("[:;]", text)] == []


def _edges(steps: Iterable[Edge]) -> set[Edge]:
    return {(van.replace("-", "_"), naar.replace("-", "_")) for van, naar in steps}


@pytest.mark.parametrize(
    "verloop",
    [
        afrekening.VERLOOP,
        betaling.BETAALRUN,
        betaling.BETALING,
        betaling.REKENING,
        controle.VERLOOP,
        subsidie.VERLOOP,
        verrekening.VERLOOP,
    ],
    ids=lambda verloop: verloop.naam,
)
def test_a_machine_of_billing_is_drawn_as_it_runs(verloop: Verloop) -> None:
    steps = ((van, naar) for (van, _), naar in verloop.stappen.items())
    assert _edges(steps) in _drawn("billing")


def test_a_move_and_a_monthly_report_are_drawn_as_they_run() -> None:
    assert {("aangeboden", naar) for naar in overdracht.STAPPEN.values()} in _drawn("referral")
    decided = {(van, naar) for (van, _), naar in marap.STAPPEN.items()}
    assert decided | {("concept", "concept")} in _drawn("reporting")
