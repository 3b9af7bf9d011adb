# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`explain REGEL`: what a rule asks, which rules give a retourcode, what is in a code list."""

import argparse
import dataclasses
import json
import sys
from typing import Any

from libs.ijw.cli.files import UsageError
from libs.ijw.codelists import Code, codelist, codelists
from libs.ijw.register import Entry, register

_RETOURCODES = "WJ001"


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("explain", help="een regel, retourcode of codelijst uitleggen")
    parser.add_argument("id", metavar="ID", help="zoals TR322, 9322 of JZ020")
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Always 0; what nobody knows is a wrong call."""
    value, lines = _explained(arguments.id)
    text = json.dumps(value, ensure_ascii=False, indent=2) if arguments.json else "\n".join(lines)
    sys.stdout.write(text + "\n")
    return 0


def _explained(id: str) -> tuple[dict[str, Any], list[str]]:
    """As plain values, and as lines."""
    known = {name.upper(): entry for name, entry in register().items()}
    if id.upper() in known:
        entry = known[id.upper()]
        return dataclasses.asdict(entry), _rule_lines(entry)
    if id.upper() in codelist(_RETOURCODES):
        return _retourcode(id.upper())
    return _list(id)


def _rule_lines(entry: Entry) -> list[str]:
    facts = {
        "niveau": entry.level,
        "retourcode": entry.retourcode,
        "berichten": " ".join(entry.berichten),
        "plaatsen": "\n            ".join(entry.plaatsen),
        "in": entry.waar,
        "reden": entry.reden,
    }
    told = [f"{f'{name}:':<12}{value}" for name, value in facts.items() if value]
    return [f"{entry.id} ({entry.kind})", entry.zin, *told]


def _retourcode(code: str) -> tuple[dict[str, Any], list[str]]:
    meaning = codelist(_RETOURCODES).codes[code]
    rules = [entry for entry in register().values() if entry.retourcode == code]
    value = {
        "retourcode": code,
        "betekenis": meaning,
        "regels": [dataclasses.asdict(entry) for entry in rules],
    }
    return value, [f"{code}: {meaning}", *(f"{entry.id}  {entry.zin}" for entry in rules)]


def _list(id: str) -> tuple[dict[str, Any], list[str]]:
    listed = next((one for one in codelists() if one.id.upper() == id.upper()), None)
    if listed is None:
        raise UsageError(f"{id}: geen regel, retourcode of codelijst van iJw 3.2.")
    lines = [
        f"{entry.code:<6}{entry.betekenis}{_until(entry)}" for entry in listed.entries.values()
    ]
    value = {
        "codelijst": listed.id,
        "naam": listed.naam,
        "gebruik": listed.gebruik,
        "codes": dict(listed.codes),
        "vervallen": [entry.code for entry in listed.entries.values() if entry.vervallen],
    }
    return value, [f"{listed.id}: {listed.naam} ({listed.gebruik})", *lines]


def _until(entry: Code) -> str:
    """What is known of its validity, in brackets."""
    facts = (
        ("vervallen", entry.vervallen),
        (f"vanaf {entry.vanaf}", entry.vanaf),
        (f"tot en met {entry.tot}", entry.tot),
        (f"daarna {', '.join(entry.opvolgers)}", entry.opvolgers),
    )
    told = [text for text, known in facts if known]
    return f" ({'; '.join(told)})" if told else ""
