# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`tree BERICHT`: the elements of a message."""

import argparse
import sys
from typing import Any

from libs.ijw.cli.files import UsageError
from libs.ijw.declare import MESSAGES
from libs.ijw.tree import tree, tree_page


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("tree", help="de elementen van een bericht tonen")
    parser.add_argument("soort", metavar="BERICHT", nargs="?", help="zoals JW323")
    parser.add_argument("--markdown", action="store_true", help="alle berichten als Markdown")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Always 0."""
    text = tree_page() if arguments.markdown else tree(known(arguments.soort)) + "\n"
    sys.stdout.write(text)
    return 0


def known(soort: str | None) -> str:
    """The name of a message, in whichever case it was given."""
    name = (soort or "").upper()
    if name not in MESSAGES:
        raise UsageError(f"{soort or 'Welk bericht'}: kies uit {' '.join(MESSAGES)}.")
    return name
