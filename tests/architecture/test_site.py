# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The site is built of the documents without a broken link, and asks no other host for anything."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.site import relinked
from services.embedded import SERVICES
from tests.architecture.test_layout import ROOT

LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"?(?:https?:)?//[^>]*>")
CANONICAL = re.compile(r'rel="?(?:canonical|alternate)')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `make docs` makes it: a link that leads nowhere is an error."""
    folder = tmp_path_factory.mktemp("site")
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def test_every_document_is_a_page(site: Path) -> None:
    assert "TR418" in (site / "regels/index.html").read_text()
    documents = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    for path in documents:
        name = "index" if path.stem == "README" else f"{path.stem}/index"
        assert (site / path.parent / f"{name}.html").is_file(), path
    assert (site / "repository/CHANGELOG/index.html").is_file()
    assert "NLGov REST API Design Rules" in (site / "conformance/index.html").read_text()


def test_the_reference_has_every_operation_and_every_event(site: Path) -> None:
    for name in SERVICES:
        document = json.loads((site / f"reference/{name}.json").read_text())
        shown = (site / f"reference/{name}/index.html").read_text()
        for path, item in document["paths"].items():
            for method in item:
                assert f"<code>{method.upper()} {path}</code>" in shown
    document = json.loads((site / "reference/asyncapi.json").read_text())
    shown = (site / "reference/events/index.html").read_text()
    names = [message["name"] for message in document["components"]["messages"].values()]
    assert [name for name in names if f"<code>{name}</code>" not in shown] == []
    assert names


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    pages = [*site.rglob("*.html")]
    assert len(pages) > 60
    loaded = [tag for page in pages for tag in LOADED.findall(page.read_text())]
    assert [tag for tag in loaded if not CANONICAL.search(tag)] == []


@pytest.mark.parametrize(
    ("place", "written", "shown"),
    [
        ("README.md", "[a](../CONTRIBUTING.md#x)", "[a](repository/CONTRIBUTING.md#x)"),
        ("README.md", "[a](billing.md)", "[a](billing.md)"),
        (
            "decisions/0001-x.md",
            "[`a`](../../services/billing)",
            "[`a`](../repository/services/billing/README.md)",
        ),
        ("repository/README.md", "[a](docs/first-steps.md)", "[a](../first-steps.md)"),
        ("repository/README.md", "[a](docs/decisions)", "[a](../decisions/README.md)"),
        ("regels.md", "[libs/ijw/x.py](../libs/ijw/rules/form.py)", "libs/ijw/x.py"),
        ("billing.md", "[a](https://example.org) [b](#c)", "[a](https://example.org) [b](#c)"),
    ],
)
def test_a_link_leads_to_the_page_or_is_text(place: str, written: str, shown: str) -> None:
    assert relinked(written, place) == shown
