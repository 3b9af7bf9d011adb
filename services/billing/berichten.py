# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The messages billing takes in: a JW323 is read, checked and made into a command."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.mailbox import MailIn
from libs.common.mailbox_api import Intake, Kind
from libs.common.metrics import DUE_WITHIN
from libs.common.runtime import Runtime
from libs.common.watch import count_terms, settled_before
from libs.ijw import MAX_BYTES, MessageError, UnreadableMessage, read_claimed, sniff
from libs.ijw.calendar import add_working_days
from services.billing.domain.declaratie import ANSWER_DUE
from services.billing.handlers.beantwoorden import Uitkomst, conclude
from services.billing.handlers.declareren import JudgeDeclaratie, judge_declaraties
from services.billing.handlers.grootboekcontrole import CONTROLE
from services.billing.handlers.lezen import as_command
from services.billing.handlers.personen import note_clients
from services.billing.handlers.samen import Samen, refuse_shared_ceiling
from services.billing.rules.verdict import Oordeel
from services.billing.store import werkvoorraad
from services.billing.store.bounds import under_ceiling
from services.billing.store.declaranten import lock_declaranten
from services.billing.store.verdicts import approved_before
from services.billing.store.verrekeningen import count_overdue
from services.billing.store.verschillen import count_open

INTAKE = Intake(
    sniff=sniff,
    unreadable=UnreadableMessage,
    kinds={"JW323": Kind(answer_due=ANSWER_DUE)},
    max_bytes=MAX_BYTES,
    due=add_working_days,
)


async def judge_all(
    rt: Runtime, session: AsyncSession, mails: Sequence[MailIn]
) -> Sequence[MailIn]:
    """Deal with messages in one transaction, one outcome each.

    Those of an aanbieder whose messages another worker judges now stay where they are, and so do
    those behind a message that is still to be judged before them.
    """
    free = await lock_declaranten(session, {mail.afzender or "" for mail in mails})
    in_turn = await rt.need_mailbox().in_turn(session, [m for m in mails if m.afzender in free])
    if not in_turn:
        return []
    seen = await _read_together(rt, session, in_turn)
    commands = [one for one in seen if isinstance(one, JudgeDeclaratie)]
    for one in commands:
        note_clients(session, one.declaratie.gemeentecode, one.clienten, one.mail.id)
    oordelen = await judge_declaraties(rt, session, commands)
    refuse_shared_ceiling(commands, oordelen)
    await conclude(
        rt,
        session,
        [
            one if isinstance(one, Uitkomst) else _outcome(one, oordelen[one.mail.id])
            for one in seen
        ],
    )
    return [one.mail for one in seen]


async def _read_together(
    rt: Runtime, session: AsyncSession, mails: Sequence[MailIn]
) -> list[JudgeDeclaratie | Uitkomst]:
    """Of each aanbieder the first, and those after it that may be judged with it."""
    count = Counter(mail.afzender or "" for mail in mails)
    ceilings = await under_ceiling(session, [code for code, many in count.items() if many > 1])
    together = {code: Samen(under_ceiling=code in ceilings) for code in count}
    seen: list[JudgeDeclaratie | Uitkomst] = []
    for mail in mails:
        code = mail.afzender or ""
        if code not in together:
            continue
        one = _read(mail, rt.need_vault())
        if isinstance(one, JudgeDeclaratie) and not together[code].takes(one):
            del together[code]  # nor what comes after it
        else:
            seen.append(one)
    return seen


def _outcome(command: JudgeDeclaratie, oordeel: Oordeel) -> Uitkomst:
    return Uitkomst(command.mail, oordeel.bevindingen, command, oordeel)


def _read(mail: MailIn, vault: Vault) -> JudgeDeclaratie | Uitkomst:
    """The command in a message, or its outcome when it fails level 1: then it has no answer."""
    try:
        bericht = read_claimed(mail.open)
    except MessageError as error:
        return Uitkomst(mail, error.findings)
    return as_command(bericht, mail, vault)


async def count_figures(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: terms that end or ended, and what the check of the ledger found."""
    today = rt.clock.today()
    await count_terms(rt, session, INTAKE.answered, add_working_days(today, DUE_WITHIN))
    rt.metrics.gauge("settlements_overdue", await count_overdue(session, today))
    rt.metrics.gauge("ledger_differences", await werkvoorraad.found(session, CONTROLE))
    rt.metrics.gauge("late_differences", await count_open(session))


async def add_up(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: what was approved until a while ago."""
    approved = await approved_before(session, settled_before(rt.clock.now()))
    rt.metrics.gauge("approved_settled_cents", approved)
