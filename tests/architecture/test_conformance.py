# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The conformance page names tests that there are, and tells what reports say of them."""

import os
import re
from pathlib import Path

import pytest

from scripts.conformance import ROOT, Results, outcome, page, results, standards

NAMES = [name for standard in standards() for _, name in standard["tests"]]
REPORT = """<testsuites><testsuite timestamp="2026-11-30T07:00:00.5+00:00">
<testcase classname="tests.a.test_b" name="test_c[x]"><properties>
  <property name="requests" value="1200"/><property name="how" value="odd"/></properties></testcase>
<testcase classname="tests.a.test_b" name="test_c[y]"><properties>
  <property name="requests" value="34"/></properties><failure/></testcase>
<testcase classname="tests.a.test_b.TestD" name="test_e"><skipped/></testcase>
<testcase classname="tests.a.test_bb" name="test_c"/>
</testsuite></testsuites>"""


@pytest.mark.parametrize("name", NAMES)
def test_a_test_that_is_named_is_there(name: str) -> None:
    file, _, inside = name.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^(async def|def|class) {inside}\b" if inside else "def test_", text, re.M)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tests/a/test_b.py", "1 passed, 1 failed, 1 skipped, 1,234 requests"),
        ("tests/a/test_b.py::test_c", "1 passed, 1 failed, 1,234 requests"),
        ("tests/a/test_b.py::TestD", "1 skipped"),
        ("tests/a/test_b.py::test_f", "not run"),
    ],
)
def test_results_are_told_by_test(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert outcome(results(tmp_path).cases, name) == told


def test_a_later_report_counts(tmp_path: Path) -> None:
    for moment, text in enumerate((REPORT, REPORT.replace("<failure/>", ""))):
        report = tmp_path / f"{moment}.xml"
        report.write_text(text)
        os.utime(report, (moment, moment))
    told = outcome(results(tmp_path).cases, "tests/a/test_b.py::test_c")
    assert told == "2 passed, 1,234 requests"


def test_the_page_says_when_its_tests_ran(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert "Results of 2026-11-30 07:00." in page(results(tmp_path))
    empty = page(Results())
    assert "No test was run here yet." in empty
    assert empty.count("| not run |") == len(NAMES)
