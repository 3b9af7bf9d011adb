# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is deployed cannot be built or started here, so it is linted, and held against the code."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from libs.common.commands.parser import parser_of
from libs.common.settings import Settings

ROOT = Path(__file__).parents[2]
SERVICES = ("contract", "referral", "billing", "reporting")
LINTER = "dclint@3.1.0"
LINTER_TIMEOUT_S = 280


def _run(*command: str | Path, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def _compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found


def test_the_dockerfile_is_clean() -> None:
    linted = _run(Path(sys.executable).with_name("hadolint"), "Dockerfile")
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_compose_file_is_clean(npx: str) -> None:
    config = Path("tests/deploy/dclint.yaml")
    options = ("--yes", LINTER, "-c", config, "--max-warnings", "0", "docker-compose.yml")
    linted = _run(npx, *options, timeout=LINTER_TIMEOUT_S)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_service_has_its_api_its_worker_and_its_preparation() -> None:
    programs = _compose()["services"]
    for service in SERVICES:
        for role in ("api", "worker"):
            command = programs[f"{service}-{role}"]["command"]
            assert command[:2] == [f"services.{service}", role]
        (prepared,) = programs[f"{service}-prepare"]["command"]
        assert f"services.{service} migrate" in prepared
        assert f"services.{service} topics" in prepared


def test_every_setting_that_is_given_is_one() -> None:
    known = {f"JEUGDREGIO_{name.upper()}" for name in Settings.model_fields}
    given = {
        name
        for program in _compose()["services"].values()
        for name in program.get("environment", {})
        if name.startswith("JEUGDREGIO_")
    }
    assert given <= known
    assert len(given) > 5


def test_what_may_be_set_is_passed_on_where_it_is_read() -> None:
    programs = _compose()["services"]
    logging_in = {f"JEUGDREGIO_{n.upper()}" for n in Settings.model_fields if n[:6] == "login_"}
    assert len(logging_in) > 5
    for service in SERVICES:
        given = programs[f"{service}-api"]["environment"]
        assert "JEUGDREGIO_AUTHORISATIONS" in given
        assert logging_in & given.keys() == (logging_in if service == "reporting" else set())


def test_keys_of_personal_data_go_where_it_is_and_nowhere_else() -> None:
    holds = {
        name
        for name, program in _compose()["services"].items()
        if "JEUGDREGIO_HASH_KEY" in program.get("environment", {})
    }
    assert {name.partition("-")[0] for name in holds} == {"referral", "billing"}


def test_nothing_is_open_to_other_machines_or_runs_as_root() -> None:
    programs = _compose()["services"]
    ports = [port for program in programs.values() for port in program.get("ports", ())]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    ours = [p for p in programs.values() if p["image"].startswith("jeugdregio")]
    assert len(ours) == 3 * len(SERVICES)
    assert all(p["read_only"] and p["cap_drop"] == ["ALL"] for p in ours)
    assert "\nUSER 10001:10001\n" in (ROOT / "Dockerfile").read_text()


def test_every_image_of_others_is_of_one_version() -> None:
    images = {program["image"] for program in _compose()["services"].values()}
    tags = [image.rpartition(":")[2] for image in images if not image.startswith("jeugdregio")]
    assert [tag for tag in tags if not tag.lstrip("v")[:1].isdigit()] == []


@pytest.mark.parametrize("role", ["api", "worker"])
def test_a_unit_of_systemd_starts_what_there_is_and_lets_it_end_in_order(role: str) -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy" / "systemd" / f"jeugdregio-{role}@.service")
    service = unit["Service"]

    for name in SERVICES:
        command = re.sub(r"\$\{\w+\}", "8000", service["ExecStart"].replace("%i", name)).split()
        assert command[1:3] == ["-m", f"services.{name}"]
        assert parser_of(name).parse_args(command[3:]).command == role
    assert service["User"] != "root"
    assert int(service["TimeoutStopSec"]) > 30
    names = set(re.findall(r"\$\{(\w+)\}", service["ExecStart"]))
    assert names == {f"{role.upper()}_PORT"}
    assert f"\n{names.pop()}=" in (ROOT / "docs" / "operations.md").read_text()


def test_each_service_has_a_database_of_its_own() -> None:
    made = (ROOT / "deploy" / "postgres" / "databases.sql").read_text()
    for service in SERVICES:
        assert f"CREATE DATABASE {service};" in made
        url = _compose()["services"][f"{service}-api"]["environment"]["JEUGDREGIO_DATABASE_URL"]
        assert url.endswith(f"/{service}")


def test_every_setting_is_described() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in text] == []
