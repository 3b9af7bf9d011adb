# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What this is made of is told in full, and nothing secret is among it."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from scripts.audit import verdict
from scripts.sbom import locked
from tests.architecture.test_layout import ROOT, tracked

SECRETS = {
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}"),
    "a signed token": re.compile(rb"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\."),
    "a key of a cloud": re.compile(rb"\b(AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a token of a forge": re.compile(rb"\b(gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{20,}"),
    "a password in an address": re.compile(
        rb"[a-z]+://[a-z]\w*:(?!pass|secret|geheim|\$|\{|<)[^@\s/\"'{}]{8,}@"
    ),
    "a value beside its name": re.compile(
        rb"(?i)\b\w*(secret|passw(or)?d|private_key|data_key|hash_key)\w*\s*[=:]\s*[\"']?"
        rb"(?=[A-Za-z0-9+/=_-]*\d)(?=[A-Za-z0-9+/=_-]*[A-Z])[A-Za-z0-9+/=_-]{32,}"
    ),
}
"""What scanners of secrets look for, in the forms that can turn up here."""


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The bill of materials, as the command prints it."""
    told = subprocess.run(
        [sys.executable, "-m", "scripts.sbom"], cwd=ROOT, capture_output=True, check=True
    )
    bill: dict[str, Any] = json.loads(told.stdout)
    return bill


def test_the_bill_has_all_of_the_lock(made: dict[str, Any]) -> None:
    packages = locked((ROOT / "requirements.lock").read_text())
    parts = {(c["name"], c["version"], c["purl"]) for c in made["components"]}
    assert parts == {
        (p.name, p.version, f"pkg:pypi/{p.name}@{p.version}") for p in packages.values()
    }
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")


def test_what_runs_is_told_from_what_only_tests(made: dict[str, Any]) -> None:
    scope = {c["name"]: c["scope"] for c in made["components"]}
    assert {scope[name] for name in ("fastapi", "starlette", "lxml", "greenlet")} == {"required"}
    assert {scope[name] for name in ("pytest", "mypy", "execnet")} == {"excluded"}


def test_who_needs_what_is_told(made: dict[str, Any]) -> None:
    there = {c["bom-ref"] for c in made["components"]} | {"jeugdregio"}
    needs = {d["ref"]: set(d["dependsOn"]) for d in made["dependencies"]}
    assert needs.keys() == there
    assert set().union(*needs.values()) == there - {"jeugdregio"}
    assert any(ref.startswith("pkg:pypi/starlette@") for ref in needs[_ref(made, "fastapi")])


def _ref(made: dict[str, Any], name: str) -> str:
    return next(str(c["bom-ref"]) for c in made["components"] if c["name"] == name)


def test_every_component_that_is_installed_has_a_licence(made: dict[str, Any]) -> None:
    without = {c["name"] for c in made["components"] if c["scope"] == "required"} - {
        c["name"] for c in made["components"] if "licenses" in c
    }
    assert without <= {"colorama", "uvloop"}  # not installed on every machine


def test_no_file_holds_a_secret() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in tracked()
        for what, form in SECRETS.items()
        if path.suffix not in {".png", ".woff2"} and form.search(path.read_bytes())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("-----BEGIN PRIVATE" + " KEY-----\n" + "A1b2" * 16, "a private key"),
        ("Bearer ey" + "J" + "a" * 30 + ".ey" + "J" + "b" * 30 + ".c", "a signed token"),
        ("AK" + "IA" + "ABCDEFGHIJ012345", "a key of a cloud"),
        ("gh" + "p_" + "a1" * 18, "a token of a forge"),
        ("postgresql://admin:" + "Zomer2026!!" + "@db/x", "a password in an address"),
        ("DATA_KEY=" + "Aa1+" * 11, "a value beside its name"),
    ],
)
def test_a_secret_would_be_noticed(text: str, what: str) -> None:
    assert SECRETS[what].search(text.encode())


@pytest.mark.parametrize(
    ("dependencies", "code", "said"),
    [
        ([{"name": "a", "skip_reason": "not found"}], 0, "Niet nagegaan"),
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 van 1 pakketten nagegaan, 0 lekken"),
        (
            [
                {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]},
                {"name": "b", "skip_reason": "not found"},
            ],
            1,
            "a 1: CVE-1, verholpen in 2\n1 van 2 pakketten nagegaan, 1 lekken",
        ),
    ],
)
def test_what_could_not_be_asked_is_not_called_free_of_holes(
    dependencies: list[dict[str, Any]], code: int, said: str
) -> None:
    ended, told = verdict(json.dumps({"dependencies": dependencies}))
    assert (ended, said in told) == (code, True)


def test_without_a_report_nothing_was_asked() -> None:
    assert verdict("")[0] == 0
    assert "Niet nagegaan" in verdict("")[1]
