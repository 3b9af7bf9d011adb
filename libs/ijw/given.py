# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Return codes that an answer gives, wherever they stand in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from libs.ijw.reader import Message, read

FINE = frozenset({"0200", "0233", "8001"})
"""No remarks, not looked at, granted in full: codes that refuse nothing by themselves."""


def given_codes(message: Message) -> tuple[str, ...]:
    """Each code once, in document order."""
    return tuple(dict.fromkeys(_codes(message)))


def refused_by(raw: bytes) -> tuple[str, ...]:
    """The codes by which this answer refused; none when what it answers was accepted.

    Raises `MessageError`.
    """
    return tuple(code for code in given_codes(read(raw)) if code not in FINE)


def _codes(part: object) -> Iterator[str]:
    if isinstance(part, tuple):
        for one in part:
            yield from _codes(one)
    elif is_dataclass(part):
        yield from getattr(part, "retour_codes", ())
        for field in fields(part):
            if field.name != "retour_codes":
                yield from _codes(getattr(part, field.name))
