# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m libs.common.contracts`: write the JSON schemas of all events."""

from rich.console import Console

from libs.common.contracts.schemas import write_schemas


def main() -> None:
    """Write, and say what."""
    for path in write_schemas():
        Console().print(path.name)


if __name__ == "__main__":
    main()
