# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a service says of the messages that it takes in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol


class HeadingLike(Protocol):
    """What must be known of a message before it is stored."""

    @property
    def soort(self) -> str: ...
    @property
    def afzender(self) -> str: ...
    @property
    def ontvanger(self) -> str: ...
    @property
    def identificatie(self) -> str: ...
    @property
    def dagtekening(self) -> date | None: ...


class Unreadable(Protocol):
    """An error of the message library: carries findings (dataclasses)."""

    findings: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message that this service takes in.

    `posted_by` says which header field names the party that posts it: a retour message keeps
    sender and receiver of the message it answers. `answer_due` is in working days.
    """

    posted_by: Literal["afzender", "ontvanger"] = "afzender"
    answer_due: int | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """How this service reads headers, which kinds it takes, and what it calls too large."""

    sniff: Callable[[bytes], HeadingLike]
    unreadable: type[Exception]
    kinds: Mapping[str, Kind]
    max_bytes: int
    due: Callable[[date, int], date]

    @property
    def answered(self) -> list[str]:
        """The kinds that are answered within a legal term."""
        return [soort for soort, kind in self.kinds.items() if kind.answer_due is not None]
