# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What would become of a message that was posted now: judged as any other, and nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from libs.common.db import Database
from libs.common.logboek import acting_as
from libs.common.mailbox.box import Mailbox
from libs.common.mailbox.loop import Judge
from libs.common.mailbox.model import MailStatus, Received


class _Undone(Exception):
    """Takes back all that judging wrote."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcome that it would have, with its findings as a message shows them."""

    status: MailStatus
    bevindingen: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries messages at one service; with what it knows now, and without waiting for events."""

    db: Database
    mailbox: Mailbox
    judge: Judge

    async def of(self, received: Received) -> Tried:
        """In a transaction that is taken back. The same bytes as were posted have the outcome of
        then.
        """
        with acting_as("trial"):
            try:
                async with self.db.begin() as session:
                    mail, is_new = await self.mailbox.receive(session, received)
                    if is_new:
                        await self.judge(session, [mail])
                    seen = await self.mailbox.read_in(session, mail.id) or mail
                    raise _Undone
            except _Undone:
                return Tried(seen.status, seen.bevindingen)
