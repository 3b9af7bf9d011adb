# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Taking in what an aanbieder answers on our JW301 or JW319; such an answer gets no answer."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import Finding, Level
from services.referral.handlers import mail as post
from services.referral.store import verzendingen
from services.referral.store.verzendingen import Ontvangen

_PLAATS = "/Bericht/Header/BerichtIdentificatie/Identificatie"
_UNKNOWN = Finding(
    "IV028",
    Level.ACROSS_MESSAGES,
    None,
    _PLAATS,
    "Er is geen bericht verzonden waarop dit het retourbericht is.",
)
_ANSWERED = Finding(
    "IV028",
    Level.ACROSS_MESSAGES,
    None,
    _PLAATS,
    "Op het verzonden bericht is al een retourbericht ontvangen.",
)


@dataclass(frozen=True, slots=True)
class TakeInRetour:
    """Command: note this answer; `betreft` is the kind of message it is about."""

    mail: MailIn
    betreft: str
    retourcodes: tuple[str, ...]


async def take_in(rt: Runtime, session: AsyncSession, command: TakeInRetour) -> None:
    """Find what it answers, and note acceptance or refusal there."""
    mail = command.mail
    sent = await rt.need_mailbox().find_sent(
        session, command.betreft, str(mail.afzender), str(mail.identificatie)
    )
    ours = sent is not None and sent.ontvanger == mail.ontvanger and sent.vrijgegeven_op
    verzending = await verzendingen.read(session, sent.id) if sent and ours else None
    if verzending is None:
        await post.set_aside(rt, session, mail, [_UNKNOWN])
    elif verzending.retour != "geen":
        await post.set_aside(rt, session, mail, [_ANSWERED])
    else:
        retour = Ontvangen(mail.id, rt.clock.now(), command.retourcodes)
        await verzendingen.keep_retour(session, verzending.id, retour)
        await post.take_in(rt, session, mail)
