# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Files in and out: a name, or `-` for standard input."""

import argparse
import sys
from pathlib import Path

STDIN = "-"


class UsageError(Exception):
    """A call that cannot be carried out; its text is for who made it."""


def read_bytes(name: str) -> bytes:
    """The bytes of a file."""
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: kan niet worden gelezen ({error.strerror}).") from error


def write_bytes(name: str | None, content: bytes) -> None:
    """To a file, or to standard output when there is no name."""
    if name is None:
        sys.stdout.buffer.write(content)
        return
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        raise UsageError(f"{name}: kan niet worden geschreven ({error.strerror}).") from error


def add_input(parser: argparse.ArgumentParser) -> None:
    """The one file that a command reads."""
    parser.add_argument("file", metavar="BESTAND", nargs="?", default=STDIN, help="of - voor stdin")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where a command writes."""
    parser.add_argument("-o", "--output", metavar="BESTAND", help="in plaats van naar stdout")
