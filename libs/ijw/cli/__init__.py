# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line: `python -m libs.ijw`, for those who build messages or take them in."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from libs.ijw.cli import answer, check, convert, explain, schema, tree
from libs.ijw.cli.files import UsageError

_COMMANDS = (check, explain, tree, convert, schema, answer)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when a message is not, 2 when the call is not."""
    parser = argparse.ArgumentParser(
        prog="python -m libs.ijw",
        description="iJw 3.2-berichten controleren, lezen en beantwoorden.",
    )
    commands = parser.add_subparsers(required=True, metavar="OPDRACHT")
    for command in _COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
    except BrokenPipeError:
        # The reader has seen enough. Without this Python complains once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"Uitvoer mislukt: {error.strerror}.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _run(chosen: argparse.Namespace) -> int:
    if sys.stdout is None or sys.stdin is None:
        raise UsageError("Standaardinvoer of -uitvoer is gesloten.")
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show must not stop a check.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code: int = chosen.run(chosen)
    sys.stdout.flush()
    return code
