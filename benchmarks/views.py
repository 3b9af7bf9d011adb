# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Views asked of the API of reporting, from what was counted and from the facts themselves."""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from rich.table import Table

from benchmarks.facts import GEMEENTEN, PROVIDERS, REGIOS, gemeente
from libs.common.auth import OrgType

YEAR = "van=2026-01&tot=2026-12"
TEN_MONTHS = "van=2026-01&tot=2026-10"
THREE_YEARS = "van=2024-01&tot=2026-12"
QUESTIONS = 22
Asking = Callable[[OrgType, str], httpx.AsyncClient]
"""Makes the client of an organisation."""
_BEHEER = (OrgType.BEHEER, "beheer")


@dataclass(frozen=True, slots=True)
class Measured:
    """A view and who asks it: the rows of its largest answer, and milliseconds.

    `from_facts` is what the facts took for one of its answers; None where that was longer than the
    service waits for its database.
    """

    name: str
    door: str
    rows: int
    median: float
    p99: float
    from_facts: float | None


async def measured(asking: Asking, rounds: int, now: datetime) -> list[Measured]:
    """All views; `SystemExit` when the facts of `now` say something else than what was counted."""
    return [await _view(asking, place, rounds, now) for place in range(QUESTIONS)]


def shown(title: str, views: Sequence[Measured]) -> Table:
    """Milliseconds a view takes, and how many times faster that is than from the facts."""
    headings = ("rows", "median ms", "p99 ms", "from facts ms", "times")
    table = _table(title, "view", "asked by", *headings)
    for one in views:
        figures = (one.door, str(one.rows), f"{one.median:.1f}", f"{one.p99:.1f}")
        if one.from_facts is None:
            table.add_row(one.name, *figures, "too long", "")
        else:
            ratio = f"{one.from_facts / one.median:,.0f}"
            table.add_row(one.name, *figures, f"{one.from_facts:,.0f}", ratio)
    return table


def curve(found: Mapping[int, Sequence[Measured]]) -> Table:
    """The p99 of each view, of so many facts beside so many."""
    headings = [f"{count:,} facts" for count in found]
    table = _table("p99 of a view in ms, and its rows", "view", "asked by", *headings)
    for several in zip(*found.values(), strict=True):
        figures = (f"{one.p99:.1f} ({one.rows:,})" for one in several)
        table.add_row(several[0].name, several[0].door, *figures)
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


@dataclass(frozen=True, slots=True)
class _Vraag:
    """A question by its name, its query, and who asks it: of which kind, and the code."""

    name: str
    query: str
    door: tuple[OrgType, str] = _BEHEER


def _questions(chance: random.Random) -> Iterator[_Vraag]:
    """What is asked: of whom runs the installation, of a gemeente itself, and of a regio, for which
    small numbers are hidden."""
    code, agb = gemeente(chance.randrange(10**6)), chance.randrange(PROVIDERS)
    number = chance.randrange(REGIOS)
    member = f"{1 + number + REGIOS * chance.randrange(GEMEENTEN // REGIOS):04}"
    one, provider = f"&gemeente={code}", f"&aanbieder={agb:08}"
    own, within = (OrgType.GEMEENTE, code), (OrgType.REGIO, f"R{number:02}")
    regio = f"&regio={within[1]}"
    by_month, by_form = f"{YEAR}&groepering=maand", f"{YEAR}&groepering=zorgvorm"
    by_provider, by_gemeente = "groepering=aanbieder", f"{YEAR}&groepering=gemeente"
    by_product, by_quarter = (
        f"{TEN_MONTHS}&groepering=product",
        f"{THREE_YEARS}&groepering=kwartaal",
    )
    yield _Vraag("gemeente, a year by month", by_month + one)
    yield _Vraag("gemeente, a year by form", by_form + one)
    yield _Vraag("gemeente, 3 years by provider", f"{THREE_YEARS}&{by_provider}{one}")
    yield _Vraag("regio, a year by gemeente", by_gemeente + regio)
    yield _Vraag("regio, 10 months by product", by_product + regio)
    yield _Vraag("regio, 3 years by quarter", by_quarter + regio)
    yield _Vraag("provider, a year by gemeente", by_gemeente + provider)
    yield _Vraag("provider, 3 years by regio", f"{THREE_YEARS}&groepering=regio{provider}")
    yield _Vraag("country, 3 years", f"{THREE_YEARS}&groepering=")
    yield _Vraag("country, a year by gemeente", by_gemeente)
    yield _Vraag("country, a year by regio", f"{YEAR}&groepering=regio")
    yield _Vraag("country, 10 months by form", f"{TEN_MONTHS}&groepering=zorgvorm")
    yield _Vraag("country, 3 years by month", f"{THREE_YEARS}&groepering=maand")
    yield _Vraag("country, a year by provider", f"{YEAR}&{by_provider}")
    yield _Vraag("gemeente, a year by month", by_month, own)
    yield _Vraag("gemeente, a year by form", by_form, own)
    yield _Vraag("gemeente, 3 years by provider", f"{THREE_YEARS}&{by_provider}", own)
    yield _Vraag("gemeente, a year by month", f"{by_month}&gemeente={member}", within)
    yield _Vraag("gemeente, a year by form", f"{by_form}&gemeente={member}", within)
    yield _Vraag("regio, a year by gemeente", by_gemeente, within)
    yield _Vraag("regio, 10 months by product", by_product, within)
    yield _Vraag("regio, 3 years by quarter", by_quarter, within)


async def _view(asking: Asking, place: int, rounds: int, now: datetime) -> Measured:
    chance = random.Random(place)  # noqa: S311 - no secret
    times, rows = [], 0
    for _ in range(rounds):
        vraag = list(_questions(chance))[place]
        client = asking(*vraag.door)
        taken, answer = await _asked(client, vraag.query)
        told = _told(vraag.query, answer)
        times.append(taken)
        rows = max(rows, len(told["rijen"]))
    known = f"{vraag.query}&peilmoment={now:%Y-%m-%dT%H:%M:%SZ}"
    from_facts, answer = await _asked(client, known)
    given_up = answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    if not given_up:
        same = _told(known, answer)
        if (same["rijen"], same["totaal"]) != (told["rijen"], told["totaal"]):
            raise SystemExit(f"{vraag.query}: the facts say otherwise")
    ordered = sorted(times)
    figures = (statistics.median(ordered), ordered[min(len(ordered) - 1, rounds * 99 // 100)])
    door = vraag.door[0].value
    return Measured(vraag.name, door, rows, *figures, None if given_up else from_facts)


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
