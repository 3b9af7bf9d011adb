# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the site needs beside mkdocs: pages of outside docs, pages that are made, links that hold.

MkDocs knows one folder. Pages elsewhere come in below `repository/`, pages made of code and of test
results at places of their own; a link to anything that is no page becomes its text.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts import conformance, reference
from services.embedded import SERVICES

ROOT = Path(__file__).parents[1]
ELSEWHERE = "repository"
PAGES = (
    "README.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "GOVERNANCE.md",
    "CHANGELOG.md",
    "libs/ijw/README.md",
    "deploy/k8s/README.md",
    *(f"services/{name}/README.md" for name in SERVICES),
)
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - of mkdocs
    """Add the pages of elsewhere, and those that are made."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - only a build of the site needs it

    for place, text in _added():
        files.append(File.generated(config, place, content=text))
    return files


def _added() -> Iterator[tuple[str, str]]:
    """Each page that does not stand in docs, and the documents to download, by place."""
    for name in PAGES:
        yield f"{ELSEWHERE}/{name}", (ROOT / name).read_text(encoding="utf-8")
    yield "conformance.md", conformance.page(conformance.results())
    for name, document in reference.documents().items():
        yield f"reference/{name}.json", json.dumps(document, indent=1, ensure_ascii=False)
        yield f"reference/{name}.md", reference.api_page(name, document)
    events = reference.events()
    yield "reference/asyncapi.json", json.dumps(events, indent=1, ensure_ascii=False)
    yield "reference/events.md", reference.events_page(events)


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:  # noqa: ANN401 - of mkdocs
    """The page with links that hold in the site."""
    place = page.file.src_uri
    made = place == "conformance.md" or place.startswith("reference/")
    return markdown if made else relinked(markdown, place)


def relinked(markdown: str, place: str) -> str:
    """The text of a page at a place in the site; what is no page of it is no link any more."""

    def link(match: re.Match[str]) -> str:
        text, target = match[1], match[2]
        path, hash_sign, part = target.partition("#")
        if not path or re.match(r"[a-z]+:", path):
            return match[0]
        there = in_site(posixpath.normpath(posixpath.join(posixpath.dirname(source(place)), path)))
        if there is None:
            return text
        here = posixpath.relpath(there, posixpath.dirname(place) or ".")
        return f"[{text}]({here}{hash_sign}{part})"

    return _LINK.sub(link, markdown)


def source(place: str) -> str:
    """Where in the repository a page of the site is written."""
    prefix = f"{ELSEWHERE}/"
    return place.removeprefix(prefix) if place.startswith(prefix) else f"docs/{place}"


def in_site(path: str, pages: Iterable[str] = PAGES) -> str | None:
    """Where in the site a file of the repository is, if it is there."""
    if path in pages:
        return f"{ELSEWHERE}/{path}"
    if f"{path}/README.md" in pages:
        return f"{ELSEWHERE}/{path}/README.md"
    if path == "docs/conformance.toml":
        return "conformance.md"
    if path == "docs" or (path.startswith("docs/") and (ROOT / path).is_dir()):
        path = f"{path}/README.md"
    is_page = path.startswith("docs/") and (ROOT / path).is_file()
    return path.removeprefix("docs/") if is_page else None
