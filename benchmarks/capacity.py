# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.capacity`: what the whole country needs, and ten times that.

Reckons from the costs that `benchmarks.costs` measured and the work below. `--write` puts the
table in docs/capacity.md.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from benchmarks.costs import Costs, kept
from libs.common.contracts import TOPICS

PAGE = Path(__file__).parent.parent / "docs" / "capacity.md"
BEGIN, END = "<!-- reckoned -->\n", "<!-- end -->\n"

LINES_A_MONTH = 700_000
AWARDS = 500_000
CHANGES_A_YEAR = 2
"""How often an allocation is made or changed."""
YEARS = 7
BUSIEST_DAY = 0.30
"""The share of a month that comes in on its busiest day: providers claim at month end."""
BUSIEST_HOUR = 0.20
"""The share of that day that comes in its busiest hour."""
LARGEST_PROVIDER = 0.05
"""The share of all lines; those of one provider are judged one message after the other."""
IN_USE = 0.6
"""The share of a processor that is planned for; the rest is for recovery."""
REPLICAS = 3
POOL = 21
"""Connections of one process at most: ten to write, ten to read, one to lead."""
CONNECTIONS = 200
GIGABYTE = 1e9
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Need:
    """What some multiple of the whole country needs."""

    scale: int
    lines_a_second: float
    awards_a_second: float
    workers: dict[str, int]
    processors: float
    gigabytes: dict[str, float]
    largest_minutes: float
    catch_up_hours: float
    partitions: dict[str, int]
    """Of each topic: so many workers must be able to share the work of its slowest reader."""


def need(costs: Costs, scale: int) -> Need:
    """Reckon for `scale` times the country, at the busiest hour of a month."""
    peak = scale * BUSIEST_DAY * BUSIEST_HOUR / HOUR_S
    lines, awards = LINES_A_MONTH * peak, AWARDS * CHANGES_A_YEAR / 12 * peak
    busy = {
        name: (lines * costs.line_ms[name] + awards * costs.award_ms[name]) / 1000
        for name in costs.line_ms
    }
    months = 12 * YEARS
    kept_lines, kept_awards = LINES_A_MONTH * months, AWARDS * CHANGES_A_YEAR * YEARS
    stored = {
        name: scale
        * (kept_lines * costs.line_bytes[name] + kept_awards * costs.award_bytes[name])
        * (REPLICAS if name == "kafka" else 1)
        / GIGABYTE
        for name in costs.line_bytes
    }
    largest = scale * LARGEST_PROVIDER * LINES_A_MONTH * costs.line_ms["billing worker"]
    rebuild = kept_lines * costs.line_ms["reporting worker"]
    rebuild += kept_awards * costs.award_ms["reporting worker"]
    topics = {
        "jeugdregio.declaratie": lines * _slowest(costs.line_ms),
        "jeugdregio.toewijzing": awards * _slowest(costs.award_ms),
    }
    return Need(
        scale,
        lines,
        awards,
        {name: max(2, ceil(busy[name] / IN_USE)) for name in busy if " " in name},
        sum(busy.values()) / IN_USE,
        stored,
        largest / 1000 / 60,
        scale * rebuild / 1000 / HOUR_S / TOPICS["jeugdregio.declaratie"].partitions,
        # The busiest hours that were missed, and those that come meanwhile, in as many again.
        {name: ceil(2 * ms / 1000 / IN_USE) for name, ms in topics.items()},
    )


def _slowest(cost_ms: Mapping[str, float]) -> float:
    """Milliseconds of the slowest worker: an upper bound, for it may have made the event."""
    return max(ms for name, ms in cost_ms.items() if name.endswith("worker"))


def table(costs: Costs) -> str:
    """The needs as a table in Markdown."""
    needs = [need(costs, scale) for scale in (1, 10)]
    rows = ["| | whole country | ten times that |", "|---|---:|---:|"]
    rows += [f"| {label} | {' | '.join(values)} |" for label, values in _rows(needs)]
    return "\n".join(rows) + "\n"


def _rows(needs: list[Need]) -> Iterator[tuple[str, list[str]]]:
    yield "claim lines a second, busiest hour", [f"{n.lines_a_second:,.0f}" for n in needs]
    yield (
        "allocations made or changed a second, busiest hour",
        [f"{n.awards_a_second:,.1f}" for n in needs],
    )
    for name in needs[0].workers:
        yield f"processes of {name} (never under 2)", [str(n.workers[name]) for n in needs]
    yield "processors in all", [f"{n.processors:,.2f}" for n in needs]
    for name in needs[0].gigabytes:
        label = "Kafka, three replicas" if name == "kafka" else f"database of {name}"
        yield f"{label}, {YEARS} years, GB", [f"{n.gigabytes[name]:,.0f}" for n in needs]
    yield (
        "largest provider, a month in one go, minutes",
        [f"{n.largest_minutes:,.1f}" for n in needs],
    )
    yield (
        f"rebuild of reporting after {YEARS} years, a worker per partition, hours",
        [f"{n.catch_up_hours:,.1f}" for n in needs],
    )
    for name in needs[0].partitions:
        yield (
            f"partitions of {name} needed, of {TOPICS[name].partitions} (catching up too)",
            [str(n.partitions[name]) for n in needs],
        )
    yield (
        "processes of a service before its database has no connection left",
        [str(CONNECTIONS // POOL) for _ in needs],
    )


def page_with(reckoned: str) -> str:
    """The page, with this table in its place."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    return before + BEGIN + "\n" + reckoned + "\n" + END + rest.partition(END)[2]


def main() -> None:
    """Print the table, or write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity")
    parser.add_argument("--write", action="store_true")
    reckoned = table(kept())
    if parser.parse_args().write:
        PAGE.write_text(page_with(reckoned))
    else:
        sys.stdout.write(reckoned)


if __name__ == "__main__":
    main()
