# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dashboards by themselves: as their code says, and of a form that Grafana can show."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.dashboards.pages import written
from tests.watching.asked import BUILT_IN
from tests.watching.rulebook import DASHBOARDS, ROOT, dashboards, panels

GRAFANA = ROOT / "deploy" / "grafana" / "provisioning"
Json = dict[str, Any]
each = pytest.mark.parametrize("dashboard", dashboards(), ids=lambda d: d["uid"])


def test_files_are_as_the_code_says() -> None:
    made = written(ROOT)
    assert [path.name for path, text in made.items() if path.read_text() != text] == [], "make docs"
    assert set(DASHBOARDS) == {path for path in made if path.suffix == ".json"}


def test_each_has_its_own_uid_and_title() -> None:
    shown = dashboards()
    assert len({d["uid"] for d in shown}) == len({d["title"] for d in shown}) == len(shown) == 5


@each
def test_panels_have_their_own_place(dashboard: Json) -> None:
    placed = dashboard["panels"]
    assert len({panel["id"] for panel in placed}) == len(placed)
    for panel in placed:
        at = panel["gridPos"]
        assert (at["x"] >= 0, at["x"] + at["w"] <= 24, at["h"] > 0) == (True, True, True), panel
    for one, other in combinations(placed, 2):
        assert not _overlap(one["gridPos"], other["gridPos"]), (one["title"], other["title"])


def _overlap(one: Json, other: Json) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "w"), ("y", "h"))
    )


@each
def test_panels_have_a_unit_a_source_and_queries(dashboard: Json) -> None:
    for panel in panels(dashboard):
        assert panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert panel["targets"]
        refs = [target["refId"] for target in panel["targets"]]
        assert len(set(refs)) == len(refs)
        for part in (panel, *panel["targets"]):
            assert part["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        legends = [target["legendFormat"] for target in panel["targets"]]
        assert len(legends) == 1 or all(legends), "several lines need names"


@each
def test_every_variable_is_defined_and_used(dashboard: Json) -> None:
    defined = {variable["name"] for variable in dashboard["templating"]["list"]}
    text = " ".join(t["expr"] for panel in panels(dashboard) for t in panel["targets"])
    used = set(re.findall(r"\$\{?(\w+)\}?", text)) - set(BUILT_IN)
    assert used == defined - {"datasource"}


def test_what_is_provided_fits_together() -> None:
    """The source that Grafana gets is there, and the folder it reads is the one that is mounted."""
    (source,) = _read(GRAFANA / "datasources" / "prometheus.yml")["datasources"]
    (provider,) = _read(GRAFANA / "dashboards" / "jeugdregio.yml")["providers"]
    programs = _read(ROOT / "docker-compose.yml")["services"]
    interval = _read(ROOT / "deploy" / "prometheus" / "prometheus.yml")["global"]["scrape_interval"]
    assert (source["type"], source["url"]) == ("prometheus", "http://prometheus:9090")
    assert source["jsonData"]["timeInterval"] == interval
    mount = f"./deploy/grafana/dashboards:{provider['options']['path']}:ro"
    assert mount in programs["grafana"]["volumes"]


def test_every_program_of_compose_is_collected_from() -> None:
    config = _read(ROOT / "deploy" / "prometheus" / "prometheus.yml")
    jobs = {job["job_name"]: job["static_configs"] for job in config["scrape_configs"]}
    programs = _read(ROOT / "docker-compose.yml")["services"]
    wanted = {name for name in programs if name.endswith(("-api", "-worker"))}
    found = {
        f"{target['labels']['service']}-{target['labels']['role']}": target["targets"]
        for target in jobs["jeugdregio"]
    }
    assert found == {name: [f"{name}:8000"] for name in wanted}


def _read(path: Path) -> Json:
    content: Json = yaml.safe_load(path.read_text())
    return content
