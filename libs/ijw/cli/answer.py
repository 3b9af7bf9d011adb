# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`answer BESTAND`: the message with which a receiver answers on levels 1 and 2."""

import argparse
from datetime import date, datetime
from typing import Any

from libs.ijw.answers import declaratie_antwoord, retourbericht
from libs.ijw.check import check
from libs.ijw.cli.files import UsageError, add_input, add_output, read_bytes, write_bytes
from libs.ijw.cli.report import print_lines
from libs.ijw.declare import MESSAGES
from libs.ijw.findings import MessageError
from libs.ijw.messages import JW323
from libs.ijw.reader import Message, read, verdict
from libs.ijw.writer import message_type, write

_ANSWERED = frozenset(d.answers for d in MESSAGES.values() if d.answers) | {"JW323"}


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("answer", help="het antwoord op een bericht maken")
    add_input(parser)
    add_output(parser)
    parser.add_argument("--identificatie", default="ANTWOORD", help="van het antwoord")
    parser.add_argument("--dagtekening", type=date.fromisoformat, default=None, help="jjjj-mm-dd")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """1 when the message is rejected: what is found is told on standard error."""
    try:
        message = read(read_bytes(arguments.file))
    except MessageError as error:
        print_lines(arguments.file, error.findings, to_stderr=True)
        return 1
    if message_type(message) not in _ANSWERED:
        raise UsageError(f"Op een {message_type(message)} volgt geen antwoord.")
    findings = check(message)
    print_lines(arguments.file, findings, to_stderr=True)
    answer = write(_answer(message, findings, arguments))
    if verdict(answer):
        raise UsageError(f"{arguments.identificatie!r} is geen geldige identificatie.")
    write_bytes(arguments.output, answer)
    return 1 if findings else 0


def _answer(message: Message, findings: list[Any], arguments: argparse.Namespace) -> Message:
    own = {
        "identificatie": arguments.identificatie,
        "dagtekening": arguments.dagtekening or datetime.now().astimezone().date(),
    }
    if isinstance(message, JW323):
        return declaratie_antwoord(message, findings, **own)
    return retourbericht(message, findings, **own)
