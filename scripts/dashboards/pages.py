# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The files that are made from the code, with what should stand in them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from libs.common.metrics import CATALOGUE
from scripts.dashboards.events import EVENTS
from scripts.dashboards.messages import MESSAGES
from scripts.dashboards.money import MONEY
from scripts.dashboards.operations import OPERATIONS
from scripts.dashboards.postgres import POSTGRES

DASHBOARDS = (OPERATIONS, MESSAGES, MONEY, EVENTS, POSTGRES)
_RULES_HEAD = """\
# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

# For the Prometheus operator; made from ../../prometheus/rules by `make docs`.
"""
_TABLE = re.compile(r"(?<=<!-- metrics -->\n).*?(?=<!-- /metrics -->)", re.DOTALL)


def written(root: Path) -> Mapping[Path, str]:
    """Every such file below `root` with its content as it should be."""
    folder = root / "deploy" / "grafana" / "dashboards"
    files = {folder / f"{board.uid}.json": _json(board.to_json()) for board in DASHBOARDS}
    page = root / "docs" / "watching.md"
    operator = root / "deploy" / "k8s" / "watching" / "rules.yaml"
    return files | {
        page: _TABLE.sub(lambda _: _metrics(), page.read_text()),
        operator: _rules(root / "deploy" / "prometheus" / "rules"),
    }


def _rules(folder: Path) -> str:
    """The rules of Prometheus as its operator takes them: the same, in an object of its own."""
    groups = [
        group
        for path in sorted(folder.glob("*.yml"))
        for group in yaml.safe_load(path.read_text())["groups"]
    ]
    rule = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "jeugdregio"},
        "spec": {"groups": groups},
    }
    return _RULES_HEAD + yaml.safe_dump(rule, sort_keys=False, width=1000)


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _metrics() -> str:
    lines = ["", "| Metric | Labels | Unit | Meaning |", "|---|---|---|---|"]
    for metric in CATALOGUE.values():
        labels = " ".join(f"`{label}`" for label in metric.labels)
        lines.append(f"| `{metric.shown}` | {labels} | {metric.unit} | {metric.meaning} |")
    return "\n".join([*lines, "", ""])
