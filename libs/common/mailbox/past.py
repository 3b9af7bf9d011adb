# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A mailbox for messages of the past: nothing goes out, for it went out long ago."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import SimulatedClock
from libs.common.crypto import Vault
from libs.common.mailbox.box import Mailbox
from libs.common.mailbox.model import OutgoingMail, Settled
from libs.common.mailbox.tables import MailboxTables

_BUNDLE = "verleden"
"""No transaction has this name, so that nothing is ever released by it."""


class PastMailbox(Mailbox):
    """At one moment of the past. What judging comes to is in `outcomes`, by message."""

    def __init__(self, tables: MailboxTables, vault: Vault, moment: datetime) -> None:
        super().__init__(tables, vault, SimulatedClock(moment))
        self.outcomes: dict[str, Settled] = {}
        self._moment = moment

    async def settle_all(
        self, session: AsyncSession, settled: Sequence[Settled]
    ) -> list[str | None]:
        """Record the outcomes without the answers: those were given at the time."""
        self.outcomes |= {one.mail_id: one for one in settled}
        return await super().settle_all(session, [replace(one, answer=None) for one in settled])

    async def answered(self, session: AsyncSession, mail_id: str, answer_id: str) -> None:
        """Join a message and the answer to it that was given then."""
        table = self.tables.mail_in
        joined = sa.update(table).where(table.c.id == mail_id)
        await session.execute(joined.values(antwoord_id=answer_id))

    async def keep_sent(self, session: AsyncSession, mail: OutgoingMail) -> str:
        """A message that its receiver has: found again by what it was called, listed nowhere."""
        table = self.tables.mail_out
        mail_id = await self.send(session, mail)
        sent = sa.update(table).where(table.c.id == mail_id)
        await session.execute(sent.values(vrijgegeven_op=self._moment, bundle=_BUNDLE))
        return mail_id
