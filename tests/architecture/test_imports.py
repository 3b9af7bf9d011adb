# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The import contracts hold, and each of them notices a breach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("services", "libs", "demo")

BREACHES = [
    ("Services never import each other", "services/contract/store.py", "services.billing.app"),
    ("downward only", "libs/common/clock.py", "libs.ijw"),
    ("imports point inward", "services/contract/tables/basis.py", "services.contract.api"),
    ("are pure", "services/contract/domain.py", "sqlalchemy"),
    ("are pure", "libs/common/contracts/base.py", "libs.common.db"),
    ("never XML", "services/billing/domain/feiten.py", "lxml.etree"),
    ("knows no web, database", "libs/ijw/calendar.py", "fastapi"),
    ("Only the adapter knows Kafka", "libs/common/clock.py", "aiokafka"),
    ("over HTTP only", "demo/__init__.py", "services.billing.store"),
    ("message standard alone", "libs/client/session.py", "libs.common.clock"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "file", "imported"), BREACHES)
def test_a_breach_is_noticed(tmp_path: Path, contract: str, file: str, imported: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_code)
    with (tmp_path / file).open("a") as broken:
        broken.write(f"\nimport {imported}\n")
    result = lint_imports(tmp_path)
    told = [line for line in result.stdout.splitlines() if " BROKEN" in line]
    assert any(contract in line for line in told), result.stdout + result.stderr


def only_code(folder: str, names: list[str]) -> set[str]:
    return {
        name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()
    } | {"__pycache__"}
