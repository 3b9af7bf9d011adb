# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m scripts.sbom`: print a software bill of materials (CycloneDX 1.6) of the lock.

The same lock gives the same bill. What only development needs has the scope `excluded`.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_ENTRY = re.compile(r"([a-z0-9-]+)==([^ ]+)")
_VIA = re.compile(r" +# (?:via|  ) ?([a-z0-9-]+)")
_NAME = re.compile(r"[A-Za-z0-9-]+")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Package:
    """A line of the lock, with who asks for it."""

    name: str
    version: str
    wanted_by: frozenset[str]

    @property
    def purl(self) -> str:
        """Its name for the whole world."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> dict[str, Package]:
    """The packages of a lock as `uv pip compile` writes it."""
    found: dict[str, Package] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        first, *rest = block.splitlines()
        entry = _ENTRY.match(first)
        if entry is None:
            raise ValueError(f"no package: {first}")
        wanted_by = frozenset(m[1] for m in map(_VIA.match, rest) if m)
        found[entry[1]] = Package(entry[1], entry[2], wanted_by)
    return found


def bill(project: Json, packages: Mapping[str, Package]) -> Json:
    """The document; `project` is that part of `pyproject.toml`."""
    needed = _needed(_names(project["dependencies"]), packages)
    own = {"type": "application", "bom-ref": project["name"], "name": project["name"]}
    licence = [{"license": {"id": project["license"]}}]
    name = f"{project['name']}@{project['version']}{sorted(p.purl for p in packages.values())}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        "version": 1,
        "metadata": {"component": own | {"version": project["version"], "licenses": licence}},
        "components": [_component(p, used=p.name in needed) for p in packages.values()],
        "dependencies": [
            {"ref": project["name"], "dependsOn": _asked_by(project["name"], packages)},
            *({"ref": p.purl, "dependsOn": _asked_by(p.name, packages)} for p in packages.values()),
        ],
    }


def _names(requirements: Iterable[str]) -> set[str]:
    return {match[0] for match in map(_NAME.match, requirements) if match}


def _needed(names: set[str], packages: Mapping[str, Package]) -> set[str]:
    """These, and what they ask for, and so on."""
    while True:
        more = {p.name for p in packages.values() if p.wanted_by & names}
        if more <= names:
            return names
        names = names | more


def _asked_by(name: str, packages: Mapping[str, Package]) -> list[str]:
    return [p.purl for p in packages.values() if name in p.wanted_by]


def _component(package: Package, *, used: bool) -> Json:
    made: Json = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "scope": "required" if used else "excluded",
    }
    licence = _licence(package.name)
    return made | {"licenses": [{"license": {"name": licence}}]} if licence else made


def _licence(name: str) -> str:
    """What the installed package says of it in one line; nothing where it is not installed."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    said = (*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ()))
    told = next(filter(None, said), "")
    classified = (c for c in about.get_all("Classifier") or () if c.startswith("License ::"))
    line = told if told and "\n" not in told else next(classified, "")
    return line.rpartition(" :: ")[2]


def main() -> None:
    """Print it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = bill(project, locked((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(made, indent=2) + "\n")


if __name__ == "__main__":
    main()
