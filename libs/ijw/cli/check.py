# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`check BESTAND...`: levels 1 and 2 of each file."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from libs.ijw.check import check
from libs.ijw.cli.files import STDIN, UsageError, read_bytes
from libs.ijw.cli.report import plain, print_lines
from libs.ijw.document import MAX_BYTES
from libs.ijw.findings import Finding, MessageError
from libs.ijw.reader import read
from libs.ijw.twin import from_json

_MEGABYTE = 2**20


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("check", help="berichten controleren op niveau 1 en 2")
    parser.add_argument("files", metavar="BESTAND", nargs="+", help="XML of JSON; - voor stdin")
    parser.add_argument("--json", action="store_true", help="bevindingen als JSON")
    parser.add_argument(
        "--max-mb", type=int, default=MAX_BYTES // _MEGABYTE, help="grens per bericht (OP179)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """1 when anything was found; 2 when a file could not be read, after checking the others."""
    if arguments.files.count(STDIN) > 1:
        raise UsageError("Standaardinvoer kan maar één keer worden gelezen.")
    limit = arguments.max_mb * _MEGABYTE
    found: dict[str, list[Finding]] = {}
    unread: list[str] = []
    for name in arguments.files:
        try:
            found[name] = findings_in(read_bytes(name), limit)
        except UsageError as error:
            unread.append(str(error))
    _report(found, as_json=arguments.json)
    if unread:
        raise UsageError("\n".join(unread))
    return 1 if any(found.values()) else 0


def _report(found: Mapping[str, list[Finding]], *, as_json: bool) -> None:
    if as_json:
        values = [{"bestand": n, "bevindingen": [plain(f) for f in fs]} for n, fs in found.items()]
        sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
        return
    for name, findings in found.items():
        print_lines(name, findings)


def findings_in(raw: bytes, max_bytes: int | None) -> list[Finding]:
    """The findings of level 1, or else those of level 2."""
    try:
        take = from_json if is_json(raw) else read
        return check(take(raw, max_bytes=max_bytes))
    except MessageError as error:
        return list(error.findings)


def is_json(raw: bytes) -> bool:
    """A message as JSON begins with a brace, as XML with a bracket."""
    return raw.lstrip()[:1] == b"{"
