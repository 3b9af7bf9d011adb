# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`schema BERICHT`: the JSON Schema of its twin."""

import argparse
import json
import sys
from typing import Any

from libs.ijw.cli.tree import known
from libs.ijw.twin import json_schema


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Make the command known."""
    parser = commands.add_parser("schema", help="het JSON Schema van een bericht tonen")
    parser.add_argument("soort", metavar="BERICHT", help="zoals JW323")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Always 0."""
    schema = json_schema(known(arguments.soort))
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
