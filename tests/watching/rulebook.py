# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules, alerts and dashboards as they stand in deploy, and what runs Prometheus' own tools."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import missing

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES = sorted((PROMETHEUS / "rules").glob("*.yml"))
ALERTMANAGER = ROOT / "deploy" / "alertmanager" / "alertmanager.yml"
DASHBOARDS = sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json"))
RUNBOOKS = ROOT / "docs" / "runbooks"

Json = dict[str, Any]


def program(name: str) -> str:
    """Where a program of Debian's Prometheus packages is; skips where there is none."""
    found = shutil.which(name)
    if found is None:
        missing(f"{name} (apt: prometheus, prometheus-alertmanager, prometheus-postgres-exporter)")
    assert found is not None
    return found


def passes(name: str, *arguments: str | Path) -> None:
    """Run such a tool; it must find nothing."""
    done = subprocess.run(
        [program(name), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rules() -> Iterator[Json]:
    """Every rule, recording or alert."""
    for path in RULES:
        for group in yaml.safe_load(path.read_text())["groups"]:
            yield from group["rules"]


def alerts() -> list[Json]:
    """The rules that are alerts."""
    return [rule for rule in rules() if "alert" in rule]


def dashboards() -> list[Json]:
    """The dashboards as Grafana would read them."""
    return [json.loads(path.read_text()) for path in DASHBOARDS]


def panels(dashboard: Json) -> list[Json]:
    """The panels that show something."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def queries() -> list[str]:
    """All PromQL there is, with variables of dashboards still in it."""
    asked = [rule["expr"] for rule in rules()]
    for dashboard in dashboards():
        asked += [t["expr"] for panel in panels(dashboard) for t in panel["targets"]]
        asked += [v["definition"] for v in dashboard["templating"]["list"] if "definition" in v]
    return asked
