# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`convert --to json|xml`: a message in its other form."""

import argparse
import json
from typing import Any

from libs.ijw.cli.check import is_json
from libs.ijw.cli.files import add_input, add_output, read_bytes, write_bytes
from libs.ijw.cli.report import print_lines
from libs.ijw.findings import MessageError
from libs.ijw.reader import Message, read
from libs.ijw.twin import from_json, to_json
from libs.ijw.writer import write


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("convert", help="een bericht omzetten naar JSON of XML")
    parser.add_argument("--to", choices=("json", "xml"), required=True)
    add_input(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """1, with the findings on standard error, when the message is not valid."""
    raw = read_bytes(arguments.file)
    try:
        message = from_json(raw) if is_json(raw) else read(raw)
    except MessageError as error:
        print_lines(arguments.file, error.findings, to_stderr=True)
        return 1
    write_bytes(arguments.output, _written(message, arguments.to))
    return 0


def _written(message: Message, form: str) -> bytes:
    if form == "xml":
        return write(message)
    return (json.dumps(to_json(message), ensure_ascii=False, indent=2) + "\n").encode()
