# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m libs.common.contracts`: write the JSON schemas of all events; other documents too."""

import argparse
import json
import sys
from importlib.metadata import version

from libs.common.contracts.asyncapi import SERVICES, document
from libs.common.contracts.compat import write_release
from libs.common.contracts.schemas import write_schemas


def main() -> None:
    """Write, and say what."""
    parser = argparse.ArgumentParser(prog="python -m libs.common.contracts", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    asked = commands.add_parser("asyncapi", help="print the AsyncAPI document")
    asked.add_argument("service", nargs="?", choices=SERVICES, help="of one; of all if not given")
    kept = commands.add_parser("release", help="keep the schemas of now as those of a release")
    kept.add_argument("version", help="as 0.2.0")
    arguments = parser.parse_args()
    if arguments.command == "asyncapi":
        made = document(version("jeugdregio"), *filter(None, [arguments.service]))
        sys.stdout.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    elif arguments.command == "release":
        sys.stdout.write(f"{write_release(arguments.version)}\n")
    else:
        for path in write_schemas():
            sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
