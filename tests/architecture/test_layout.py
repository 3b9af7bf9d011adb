# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One house: the same file names in every service, headers, sizes, and nothing of one machine."""

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("services", "libs", "demo", "benchmarks", "tests")
PRODUCT = ("services", "libs", "demo")

MUST_HAVE = {"README.md", "__init__", "__main__", "app", "api", "store", "tables", "migrations"}
MAY_HAVE = MUST_HAVE | {
    "berichten",
    "bewaartermijnen",
    "domain",
    "handlers",
    "notices",
    "projections",
    "rules",
    "schemas",
    "subscriptions",
    "verwerkingen",
}
HEADER = ["# SPDX-FileCopyrightText: 2026 Jeugdregio", "# SPDX-License-Identifier: EUPL-1.2"]
MAX_FILE = 400
MAX_FUNCTION = 50
MOST_FUNCTIONS = 25
TYPICAL_FUNCTION = 8

# Spelled in two halves, so that this file does not name them itself.
PLACES_OF_ONE_MACHINE = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs"]
LOCK_LINE = re.compile(r"[a-z0-9-]+==[^ ]+( ; .+)?|    # .+")

SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/tables*"))
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {contract["id"]: contract for contract in CONFIG["tool"]["importlinter"]["contracts"]}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


def tracked() -> list[Path]:
    """The files that git keeps, or would keep."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file()]


def test_the_contracts_name_every_service() -> None:
    modules = sorted(f"services.{name}" for name in SERVICES)
    layers = CONTRACTS["top-to-bottom"]["layers"]
    assert sorted(CONTRACTS["independent-services"]["modules"]) == modules
    assert sorted(CONTRACTS["demo-outside"]["forbidden_modules"]) == modules
    assert modules in [sorted(layer.split(" | ")) for layer in layers]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_files_of_the_house(service: str) -> None:
    entries = [path for path in (ROOT / "services" / service).iterdir()]
    names = {path.name.removesuffix(".py") for path in entries if path.name != "__pycache__"}
    assert names >= MUST_HAVE
    assert names <= MAY_HAVE


@pytest.mark.parametrize("path", python_files(*SOURCES), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_has_a_header_a_sentence_and_one_subject(path: Path) -> None:
    text = path.read_text()
    lines = text.splitlines()
    assert lines[: len(HEADER)] == HEADER
    assert ast.get_docstring(ast.parse(text))
    if "migrations" not in path.parts:  # one step is one file, however long
        assert len(lines) <= MAX_FILE, "split it into a folder of the same name"


def test_functions_fit_on_a_screen() -> None:
    files = [path for path in python_files(*PRODUCT) if "migrations" not in path.parts]
    sizes = dict(entry for path in files for entry in functions(path))
    assert [name for name, size in sizes.items() if size > MAX_FUNCTION] == []
    tenths = quantiles(sizes.values(), n=10)
    assert (tenths[4] <= TYPICAL_FUNCTION, tenths[8] <= MOST_FUNCTIONS) == (True, True), tenths


def test_no_file_names_the_package_index_of_a_machine() -> None:
    text = [path for path in tracked() if path.suffix not in {".png", ".jpg", ".woff2"}]
    found = {
        str(path.relative_to(ROOT))
        for path in text
        for place in PLACES_OF_ONE_MACHINE
        if place.encode() in path.read_bytes()
    }
    assert found == set()


def test_only_the_plain_lock_is_kept() -> None:
    assert [path.name for path in tracked() if re.match(r"uv\.lock|pylock", path.name)] == []


def test_the_lock_has_every_dependency_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []
    locked = {line.partition("==")[0] for line in lines}
    assert dependencies() <= locked


def dependencies() -> set[str]:
    project = CONFIG["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return {re.split(r"[\[<>=; ]", requirement)[0] for requirement in wanted}
