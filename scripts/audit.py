# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m scripts.audit`: are there known holes in what the lock names?

pip-audit asks a database on the network, which is not within reach everywhere; what it could not
ask about it calls free of holes. So this counts what was really looked up, and says what was not.
Code 1 only for a hole that was found.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
TOOL = "pip-audit==2.10.1"
PATIENCE_SECONDS = 180
NOT_ASKED = "Niet nagegaan: de database van lekken is van hier niet te bereiken."


def verdict(report: str) -> tuple[int, str]:
    """The code to end with and what to say, by the report of pip-audit (JSON, or nothing)."""
    try:
        packages: list[Mapping[str, Any]] = json.loads(report)["dependencies"]
    except ValueError:
        return 0, NOT_ASKED
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return 0, NOT_ASKED
    holes = [*_holes(asked)]
    count = f"{len(asked)} van {len(packages)} pakketten nagegaan, {len(holes)} lekken bekend."
    return (1 if holes else 0), "\n".join([*holes, count])


def _holes(packages: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for package in packages:
        for hole in package["vulns"]:
            repaired = ", ".join(hole.get("fix_versions", ())) or "niets"
            yield f"{package['name']} {package['version']}: {hole['id']}, verholpen in {repaired}"


def main() -> None:
    """Ask, and say what was heard. The tool lives as long as the question."""
    with TemporaryDirectory() as folder:
        tool = Path(folder) / "tool"
        made = _run(sys.executable, "-m", "venv", tool)
        made = made if made.returncode else _run(tool / "bin/pip", "install", "-q", TOOL)
        if made.returncode:
            Console().print("Niet nagegaan: pip-audit is van hier niet te installeren.")
            return
        options = ["--no-deps", "--disable-pip", "--timeout", "15", "-f", "json"]
        asked = _run(tool / "bin/pip-audit", "-r", LOCK, *options)
    code, told = verdict(asked.stdout)
    Console().print(told, markup=False, highlight=False)
    sys.exit(code)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [*map(str, command)]
    try:
        return subprocess.run(  # noqa: S603 - words of our own
            words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(words, 1, "", "")


if __name__ == "__main__":
    main()
