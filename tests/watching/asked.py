# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Asks a Prometheus everything that dashboards and rules ask of it; gives what is wrong."""

import math
import re
import time
from typing import Any

from tests.watching.rulebook import alerts, dashboards, panels
from tests.watching.servers import Prometheus

Json = dict[str, Any]

BUILT_IN = {"__rate_interval": "10s", "__range": "60s"}
LOOK_BACK_S = 120
IN_A_FAULT = "Which alerts"
"""The panel that is empty when all is well; it is asked while something fires."""
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")
_METRIC = re.compile(r"\b(?:jeugdregio[_:][\w:]+|up|pg_up)\b")


async def problems_of_dashboards(asked: Prometheus) -> tuple[int, list[str]]:
    """How many queries were asked, and what is wrong with which."""
    wrong: list[str] = []
    count = 0
    for dashboard in dashboards():
        values, without = await _variables(asked, dashboard)
        wrong += without
        for panel in panels(dashboard):
            for target in panel["targets"]:
                count += 1
                problem = await _problem(asked, panel, target, values)
                if problem and panel["title"] != IN_A_FAULT:
                    wrong.append(f"{dashboard['uid']}, {panel['title']}: {problem}")
    return count, wrong


async def problems_in_a_fault(asked: Prometheus) -> list[str]:
    """What is wrong with the panel that shows what fires."""
    found = [p for d in dashboards() for p in panels(d) if p["title"] == IN_A_FAULT]
    targets = [(panel, target) for panel in found for target in panel["targets"]]
    assert targets, f"there is no panel {IN_A_FAULT}"
    problems = [await _problem(asked, panel, target, {}) for panel, target in targets]
    return list(filter(None, problems))


async def _variables(asked: Prometheus, dashboard: Json) -> tuple[dict[str, str], list[str]]:
    values, wrong = dict(BUILT_IN), []
    for variable in dashboard["templating"]["list"]:
        if variable["type"] != "query":
            continue
        found = re.fullmatch(r"label_values\((\w+), (\w+)\)", variable["definition"])
        assert found, variable["definition"]
        metric, label = found.groups()
        if not await asked.ask(f"label/{label}/values", **{"match[]": metric}):
            wrong.append(f"{dashboard['uid']}, variable {variable['name']}: no value")
        values[variable["name"]] = variable["allValue"]
    return values, wrong


async def _problem(asked: Prometheus, panel: Json, target: Json, values: dict[str, str]) -> str:
    query = _VARIABLE.sub(lambda m: values[m[1]], target["expr"])
    try:
        series = await _series(asked, query, is_now=target["instant"])
    except AssertionError as error:
        return f"{error} in {query}"
    if not series:
        return f"no data for {query}"
    if all(math.isnan(float(value)) for one in series for _, value in one["values"]):
        return f"not a number: {query}"
    told = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
    missing = [label for label in told if any(label not in one["metric"] for one in series)]
    return f"the legend asks for {missing}" if missing else ""


async def _series(asked: Prometheus, query: str, *, is_now: bool) -> list[Json]:
    if is_now:
        return [{**one, "values": [one["value"]]} for one in await asked.now(query)]
    now = time.time()
    data = await asked.ask("query_range", query=query, start=now - LOOK_BACK_S, end=now, step=1)
    series: list[Json] = data["result"]
    return series


async def problems_of_rules(asked: Prometheus) -> tuple[int, list[str]]:
    """Rules are evaluated, recorded ones have data, and what alerts look at is there."""
    wrong: list[str] = []
    count = 0
    for group in (await asked.ask("rules"))["groups"]:
        for rule in group["rules"]:
            count += 1
            if rule["health"] != "ok":
                wrong.append(f"{rule['name']}: {rule.get('lastError', rule['health'])}")
            if rule["type"] == "recording" and not await asked.now(rule["name"]):
                wrong.append(f"{rule['name']}: no data")
    names = {name for alert in alerts() for name in _METRIC.findall(alert["expr"])}
    wrong += [f"an alert asks for {name}" for name in names if not await asked.now(name)]
    return count, wrong
