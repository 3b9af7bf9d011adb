# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each standard that is followed, with what came of the tests that show it.

The list is docs/conformance.toml. Results are the reports that `make test` leaves in build/, or
that of `python -m scripts.conformance`, which runs the tests of the list alone.
"""

import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs/conformance.toml"
RESULTS = ROOT / "build/results"
_HEAD = """\
# Conformance

Each standard that is followed, with the tests that show it. This page is made when the site is
built, from the reports of the last `make test` or `make conformance`; what no report speaks of
is told as not run.
"""

Standard = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """What a report says of one test: `where` is dotted, `counts` is what it reported itself."""

    where: str
    how: str
    counts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """All cases of the reports, and when the first of them began (empty: there is no report)."""

    cases: tuple[Case, ...] = ()
    began: str = ""


def standards() -> list[Standard]:
    """As the list has them."""
    found: list[Standard] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["standard"]
    return found


def results(folder: Path = RESULTS) -> Results:
    """Of the reports in a folder, in the form of JUnit; a case of a later report counts."""
    cases: dict[str, Case] = {}
    moments: list[str] = []
    for report in sorted(folder.glob("*.xml"), key=lambda path: path.stat().st_mtime):
        root = ET.parse(report).getroot()  # noqa: S314 - pytest wrote it
        moments += [str(suite.get("timestamp")) for suite in root.iter("testsuite")]
        cases |= {case.where: case for case in _cases(root)}
    return Results(tuple(cases.values()), min(moments, default=""))


def _cases(root: ET.Element) -> Iterator[Case]:
    for case in root.iter("testcase"):
        kinds = {child.tag for child in case}
        how = "skipped" if "skipped" in kinds else "failed" if kinds & _BAD else "passed"
        counts = {str(one.get("name")): str(one.get("value")) for one in case.iter("property")}
        yield Case(f"{case.get('classname')}.{case.get('name')}", how, counts)


_BAD = {"failure", "error"}


def page(found: Results) -> str:
    """The page, from what came of the tests."""
    began = f"{datetime.fromisoformat(found.began):%Y-%m-%d %H:%M}" if found.began else ""
    told = f"\nResults of {began}.\n" if began else "\nNo test was run here yet.\n"
    return _HEAD + told + "".join(_section(standard, found) for standard in standards())


def _section(standard: Standard, found: Results) -> str:
    rows = "".join(
        f"| {what} | `{name.removeprefix('tests/')}` | {outcome(found.cases, name)} |\n"
        for what, name in standard["tests"]
    )
    head = f"\n## {standard['name']}\n\n<{standard['url']}>\n\n"
    return f"{head}| What | Test | Result |\n|---|---|---|\n{rows}"


def outcome(cases: Iterable[Case], name: str) -> str:
    """How often a test passed, failed or was skipped, and what it counted."""
    own = [case for case in cases if _is_of(case.where, name)]
    how = Counter(case.how for case in own)
    counts = Counter[str]()
    for case in own:
        counts.update({what: int(n) for what, n in case.counts.items() if n.isdecimal()})
    parts = [f"{how[kind]} {kind}" for kind in ("passed", "failed", "skipped") if how[kind]]
    parts += [f"{n:,} {what}" for what, n in counts.items()]
    return ", ".join(parts) or "not run"


def _is_of(where: str, name: str) -> bool:
    """`tests.a.test_b.test_c[x]` is of `tests/a/test_b.py::test_c`, and of that file."""
    dotted = name.replace(".py", "").replace("::", ".").replace("/", ".")
    return where == dotted or where.startswith((f"{dotted}.", f"{dotted}["))


def main() -> None:
    """Run the tests of the list, and leave their report; code 1 when one failed."""
    names = [name for standard in standards() for _, name in standard["tests"]]
    options = ["-q", "-p", "no:cacheprovider", f"--junitxml={RESULTS / 'conformance.xml'}"]
    ran = subprocess.run(  # noqa: S603 - names of our own list
        [sys.executable, "-m", "pytest", *options, *dict.fromkeys(names)], cwd=ROOT, check=False
    )
    sys.exit(ran.returncode)


if __name__ == "__main__":
    main()
