# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What public code has beside code: licences, a description, and papers for who joins."""

import re
import subprocess
import sys
import tomllib
from datetime import date
from typing import Any

import pytest
import yaml

from tests.architecture.test_layout import ROOT

ASKED = {
    "README.md": ("make demo", "make test", "LICENSE"),
    "LICENSE": ("EUROPEAN UNION PUBLIC LICENCE",),
    "CONTRIBUTING.md": ("SPDX", "docs/decisions", "Language"),
    "CODE_OF_CONDUCT.md": ("publiccode.yml", "maintainers"),
    "GOVERNANCE.md": ("Maintainers", "New maintainers"),
    "SECURITY.md": ("90 days", "security.txt"),
    "CHANGELOG.md": ("Keep a Changelog", "Semantic Versioning"),
}
"""Papers that the Standard for Public Code asks for, each with words that it cannot lack."""

STATUS = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {
    "standalone/mobile",
    "standalone/iot",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "standalone/other",
    "addon",
    "library",
    "configurationFiles",
}
KEPT_BY = {"internal", "contract", "community", "none"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """publiccode.yml."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    return read


def test_every_file_says_its_licence() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "reuse", "lint"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "compliant" in told.stdout


@pytest.mark.parametrize("name", ASKED)
def test_what_the_standard_for_public_code_asks_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [word for word in ASKED[name] if word.lower() not in text.lower()] == []


def test_publiccode_has_what_is_asked(described: dict[str, Any]) -> None:
    """The keys that publiccode.yml 0.4 requires, with values that it knows."""
    assert described["publiccodeYmlVersion"] == "0.4"
    assert described["name"]
    assert re.match(r"https://[^/]+/.+", described["url"])
    assert described["developmentStatus"] in STATUS
    assert described["softwareType"] in KINDS
    assert described["platforms"]
    assert described["categories"]
    assert described["maintenance"]["type"] in KEPT_BY
    assert all(one["name"] for one in described["maintenance"]["contacts"])
    assert isinstance(described["localisation"]["localisationReady"], bool)
    assert described["localisation"]["availableLanguages"]
    if "releaseDate" in described:
        assert isinstance(described["releaseDate"], date)


def test_publiccode_describes_in_the_lengths_that_catalogues_take(
    described: dict[str, Any],
) -> None:
    assert {"en", "nl"} <= described["description"].keys()
    for told in described["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in told["features"])
        assert told["features"]


def test_publiccode_says_what_the_package_says(described: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert described["softwareVersion"] == project["version"]
    assert described["legal"]["license"] == project["license"]
