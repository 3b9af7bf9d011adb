# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line: `python -m libs.ijw`, for those who build messages or take them in."""

import argparse
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
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:
        # The reader has seen enough. Without this Python complains once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code
