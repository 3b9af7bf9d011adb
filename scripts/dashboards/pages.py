# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The files that are made from the code, with what should stand in them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from libs.common.metrics import CATALOGUE
from scripts.dashboards.events import EVENTS
from scripts.dashboards.messages import MESSAGES
from scripts.dashboards.money import MONEY
from scripts.dashboards.operations import OPERATIONS
from scripts.dashboards.postgres import POSTGRES

DASHBOARDS = (OPERATIONS, MESSAGES, MONEY, EVENTS, POSTGRES)
_TABLE = re.compile(r"(?<=<!-- metrics -->\n).*?(?=<!-- /metrics -->)", re.DOTALL)


def written(root: Path) -> Mapping[Path, str]:
    """Every such file below `root` with its content as it should be."""
    folder = root / "deploy" / "grafana" / "dashboards"
    files = {folder / f"{board.uid}.json": _json(board.to_json()) for board in DASHBOARDS}
    page = root / "docs" / "watching.md"
    return files | {page: _TABLE.sub(lambda _: _metrics(), page.read_text())}


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _metrics() -> str:
    lines = ["", "| Metric | Labels | Unit | Meaning |", "|---|---|---|---|"]
    for metric in CATALOGUE.values():
        labels = " ".join(f"`{label}`" for label in metric.labels)
        lines.append(f"| `{metric.shown}` | {labels} | {metric.unit} | {metric.meaning} |")
    return "\n".join([*lines, "", ""])
