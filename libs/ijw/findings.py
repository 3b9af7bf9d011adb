# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Findings and the errors of this library: nothing else leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """The four levels of checking (messages.md part 3 of the standard's process text)."""

    SCHEMA = 1
    IN_MESSAGE = 2
    ACROSS_MESSAGES = 3
    EXTERNAL = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a message breaks.

    `plaats` is an XPath with indices and without prefixes; `melding` one Dutch sentence. Of the
    values of the message neither ever holds one that might be a BSN: at most dates, amounts,
    volumes and codes of lists.
    """

    regel: str
    level: Level
    retourcode: str | None
    plaats: str
    melding: str


def limit(plaats: str, melding: str) -> Finding:
    """What the standard allows and this library does not: GRENS, a bound of ours."""
    return Finding("GRENS", Level.SCHEMA, None, plaats, melding)


class MessageError(Exception):
    """A message that cannot be used; `findings` say why.

    It is always raised `from None`: the error behind it may quote the message.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{f.regel} {f.plaats}" for f in findings))
        self.findings = tuple(findings)


class UnreadableMessage(MessageError):
    """Not a message at all: no XML, wrong encoding, forbidden parts, unknown kind, too large."""


class InvalidMessage(MessageError):
    """XML that is not valid against the schema of its message."""
