# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Views asked of the API of reporting, from what was counted and from the facts themselves."""

import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from rich.table import Table

from benchmarks.facts import PROVIDERS, gemeente

YEAR = "van=2026-01&tot=2026-12"
TEN_MONTHS = "van=2026-01&tot=2026-10"
THREE_YEARS = "van=2024-01&tot=2026-12"
_QUESTIONS = 14


@dataclass(frozen=True, slots=True)
class Measured:
    """A view: the rows of its largest answer, and milliseconds.

    `from_facts` is what the facts took for one of its answers; None where that was longer than the
    service waits for its database.
    """

    name: str
    rows: int
    median: float
    p99: float
    from_facts: float | None


async def measured(client: httpx.AsyncClient, rounds: int, now: datetime) -> list[Measured]:
    """All views; `SystemExit` when the facts of `now` say something else than what was counted."""
    return [await _view(client, place, rounds, now) for place in range(_QUESTIONS)]


def shown(title: str, views: Sequence[Measured]) -> Table:
    """Milliseconds a view takes, and how many times faster that is than from the facts."""
    table = _table(title, "view", "rows", "median ms", "p99 ms", "from facts ms", "times")
    for one in views:
        figures = (str(one.rows), f"{one.median:.1f}", f"{one.p99:.1f}")
        if one.from_facts is None:
            table.add_row(one.name, *figures, "too long", "")
        else:
            ratio = f"{one.from_facts / one.median:,.0f}"
            table.add_row(one.name, *figures, f"{one.from_facts:,.0f}", ratio)
    return table


def curve(found: Mapping[int, Sequence[Measured]]) -> Table:
    """The p99 of each view, of so many facts beside so many."""
    headings = [f"{count:,} facts" for count in found]
    table = _table("p99 of a view in ms, and its rows", "view", *headings)
    for several in zip(*found.values(), strict=True):
        table.add_row(several[0].name, *(f"{one.p99:.1f} ({one.rows:,})" for one in several))
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _questions(chance: random.Random) -> Iterator[tuple[str, str]]:
    """What is asked: its name and the query."""
    one, agb = f"gemeente={gemeente(chance.randrange(10**6))}", chance.randrange(PROVIDERS)
    regio, provider = f"regio=R{chance.randrange(42):02}", f"aanbieder={agb:08}"
    yield "gemeente, a year by month", f"{YEAR}&groepering=maand&{one}"
    yield "gemeente, a year by form", f"{YEAR}&groepering=zorgvorm&{one}"
    yield "gemeente, 3 years by provider", f"{THREE_YEARS}&groepering=aanbieder&{one}"
    yield "regio, a year by gemeente", f"{YEAR}&groepering=gemeente&{regio}"
    yield "regio, 10 months by product", f"{TEN_MONTHS}&groepering=product&{regio}"
    yield "regio, 3 years by quarter", f"{THREE_YEARS}&groepering=kwartaal&{regio}"
    yield "provider, a year by gemeente", f"{YEAR}&groepering=gemeente&{provider}"
    yield "provider, 3 years by regio", f"{THREE_YEARS}&groepering=regio&{provider}"
    yield "country, 3 years", f"{THREE_YEARS}&groepering="
    yield "country, a year by gemeente", f"{YEAR}&groepering=gemeente"
    yield "country, a year by regio", f"{YEAR}&groepering=regio"
    yield "country, 10 months by form", f"{TEN_MONTHS}&groepering=zorgvorm"
    yield "country, 3 years by month", f"{THREE_YEARS}&groepering=maand"
    yield "country, a year by provider", f"{YEAR}&groepering=aanbieder"


async def _view(client: httpx.AsyncClient, place: int, rounds: int, now: datetime) -> Measured:
    chance = random.Random(place)  # noqa: S311 - no secret
    times, rows = [], 0
    for _ in range(rounds):
        name, query = list(_questions(chance))[place]
        taken, answer = await _asked(client, query)
        told = _told(query, answer)
        times.append(taken)
        rows = max(rows, len(told["rijen"]))
    from_facts, answer = await _asked(client, f"{query}&peilmoment={now:%Y-%m-%dT%H:%M:%SZ}")
    given_up = answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    if not given_up:
        same = _told(query, answer)
        if (same["rijen"], same["totaal"]) != (told["rijen"], told["totaal"]):
            raise SystemExit(f"{query}: the facts say otherwise")
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, rounds * 99 // 100)]
    return Measured(name, rows, statistics.median(ordered), p99, None if given_up else from_facts)


async def _asked(client: httpx.AsyncClient, query: str) -> tuple[float, httpx.Response]:
    """Milliseconds, and the answer."""
    began = time.perf_counter()
    answer = await client.get(f"/kerncijfers?{query}")
    return 1_000 * (time.perf_counter() - began), answer


def _told(query: str, answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != httpx.codes.OK:
        raise SystemExit(f"{query}: {answer.text}")
    found: dict[str, Any] = answer.json()
    return found
