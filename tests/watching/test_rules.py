# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules and alerts by themselves: valid, complete, and each fires and ends on made-up data."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from libs.common.commands.parser import OPERATE
from services.billing.app import COMMANDS
from tests.watching.rulebook import ALERTMANAGER, PROMETHEUS, ROOT, RULES, RUNBOOKS, alerts, passes

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("alerts.yml").read_text())
HEADINGS = ["What it means", "What users notice", "How to look", "How to fix", "Over when"]


def test_the_configuration_is_valid() -> None:
    passes("promtool", "check", "config", PROMETHEUS / "prometheus.yml")
    passes("promtool", "check", "rules", *RULES)
    passes("amtool", "check-config", ALERTMANAGER)


def test_alerts_fire_and_end(tmp_path: Path) -> None:
    """All cases of alerts.yml."""
    for interval in ("1m", "5m"):
        written = {
            "rule_files": [str(path) for path in RULES],
            "evaluation_interval": interval,
            "tests": [_as_promtool(case) for case in CASES if _interval(case) == interval],
        }
        path = tmp_path / f"cases-{interval}.yml"
        path.write_text(yaml.safe_dump(written))
        passes("promtool", "test", "rules", path)


def _interval(case: dict[str, Any]) -> str:
    """Tickets of service levels look at many hours."""
    return "5m" if case.get("severity") == "ticket" else "1m"


def _as_promtool(case: dict[str, Any]) -> dict[str, Any]:
    wanted = f'alertname="{case["alert"]}", alertstate="firing"'
    if "severity" in case:
        wanted += f', severity="{case["severity"]}"'
    moments = [(moment, 0) for moment in case["calm"]]
    moments += [(case["fires"], 1)] if "fires" in case else []
    return {
        "name": f"{case['alert']} {case.get('why', '')}",
        "interval": "1m",
        "input_series": [
            {"series": series, "values": str(values)} for series, values in case["series"].items()
        ],
        "promql_expr_test": [
            {
                "expr": f"count(ALERTS{{{wanted}}}) or vector(0)",
                "eval_time": moment,
                "exp_samples": [{"labels": "{}", "value": value}],
            }
            for moment, value in moments
        ],
    }


def test_every_alert_has_a_case_in_which_it_fires_and_one_in_which_it_ends() -> None:
    held = {(a["alert"], a["labels"]["severity"]) for a in alerts()}
    names = [name for name, _ in held]
    several = {name for name in names if names.count(name) > 1}
    fired = {
        (case["alert"], case.get("severity"))
        for case in CASES
        if "fires" in case and any(_minutes(m) > _minutes(case["fires"]) for m in case["calm"])
    }
    wanted = {(name, severity if name in several else None) for name, severity in held}
    assert fired == wanted


def _minutes(moment: str) -> int:
    hours, minutes = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?", moment).groups()  # type: ignore[union-attr]
    return 60 * int(hours or 0) + int(minutes or 0)


@pytest.mark.parametrize("alert", alerts(), ids=lambda a: f"{a['alert']}-{a['labels']['severity']}")
def test_an_alert_says_what_somebody_needs(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"page", "ticket"}
    assert alert["for"]
    assert len(alert["annotations"]["summary"]) > 10
    assert alert["annotations"]["runbook_url"].endswith(f"/docs/runbooks/{alert['alert']}.md")
    runbook = (RUNBOOKS / f"{alert['alert']}.md").read_text()
    assert re.findall(r"^# (.+)$", runbook, re.MULTILINE) == [alert["alert"]]
    assert re.findall(r"^## (.+)$", runbook, re.MULTILINE) == HEADINGS


def test_every_alert_is_in_the_list_and_none_that_is_gone() -> None:
    """Beside these there are runbooks of what operators do by themselves, in small letters."""
    pages = {path.stem for path in RUNBOOKS.glob("[A-Z]*[a-z].md")}
    assert pages == {alert["alert"] for alert in alerts()}
    index = (RUNBOOKS / "README.md").read_text()
    assert set(re.findall(r"\]\(([A-Z]\w+)\.md\)", index)) == pages


def test_commands_and_metrics_in_runbooks_exist() -> None:
    """What a runbook tells to type is what there is."""
    commands = {"api", "worker", "migrate", "topics", *OPERATE, *COMMANDS}
    known = set(re.findall(r"jeugdregio[_:]\w+(?::\w+)*", " ".join(_all_text())))
    for path in RUNBOOKS.glob("[A-Z]*[a-z].md"):
        text = path.read_text()
        assert set(re.findall(r"python -m services\.\w+ (\w+)", text)) <= commands, path.name
        named = set(re.findall(r"\bjeugdregio[_:]\w+(?::\w+)*", text))
        assert named <= known, (path.name, named - known)


def _all_text() -> list[str]:
    return [
        *(path.read_text() for path in RULES),
        (ROOT / "docs" / "watching.md").read_text(),
    ]
