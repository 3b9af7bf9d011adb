# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Findings as lines of text, or as plain values for JSON."""

import sys
from collections.abc import Sequence
from typing import Any

from libs.ijw.findings import Finding


def line(file: str, finding: Finding) -> str:
    """One line; it never has a value of the message."""
    code = finding.retourcode or "-"
    return (
        f"{file}: {finding.regel} {code} niveau {finding.level} {finding.plaats}: {finding.melding}"
    )


def print_lines(file: str, findings: Sequence[Finding], *, to_stderr: bool = False) -> None:
    """The findings of a file, one to a line."""
    stream = sys.stderr if to_stderr else sys.stdout
    stream.writelines(f"{line(file, finding)}\n" for finding in findings)


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "regel": finding.regel,
        "niveau": int(finding.level),
        "retourcode": finding.retourcode,
        "plaats": finding.plaats,
        "melding": finding.melding,
    }
