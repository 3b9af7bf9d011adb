# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The messages referral takes in: each is read, checked and made into a command."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.mailbox_api import Intake, Kind
from libs.common.metrics import DUE_WITHIN
from libs.common.runtime import Runtime
from libs.common.watch import count_terms
from libs.ijw import (
    JW302,
    JW305,
    JW307,
    JW315,
    JW317,
    JW320,
    MAX_BYTES,
    Finding,
    Level,
    MessageError,
    UnreadableMessage,
    check,
    gemeente_exists,
    read,
    sniff,
)
from libs.ijw.calendar import add_working_days
from services.referral.berichten.opdrachten import (
    Vraag,
    melding_command,
    retour,
    verzoek_command,
    wijziging_command,
)
from services.referral.domain.verzoek import RETOUR_WERKDAGEN
from services.referral.handlers import leveringen, mail, retouren, verzoeken, wijzigverzoeken
from services.referral.store import meldsignalen, sources
from services.referral.store.verzoeken import count_residence, open_terms

_ANSWERED = Kind(answer_due=RETOUR_WERKDAGEN)
_RETOUR = Kind(posted_by="ontvanger")

INTAKE = Intake(
    sniff=sniff,
    unreadable=UnreadableMessage,
    kinds={
        "JW302": _RETOUR,
        "JW305": _ANSWERED,
        "JW307": _ANSWERED,
        "JW315": _ANSWERED,
        "JW317": _ANSWERED,
        "JW320": _RETOUR,
    },
    max_bytes=MAX_BYTES,
    due=add_working_days,
)
"""Retour messages keep the parties of what they answer, and are not answered themselves."""

FLAGGED_FOR = timedelta(days=30)
"""How long a report that stands out is counted in the metrics; the list keeps it."""


async def count_figures(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: terms to answer and to decide that end or ended."""
    today = rt.clock.today()
    until = add_working_days(today, DUE_WITHIN)
    await count_terms(rt, session, INTAKE.answered, until)
    overdue, due = await open_terms(session, today, until)
    rt.metrics.gauge("decisions_overdue", overdue)
    rt.metrics.gauge("decisions_due", due)
    rt.metrics.gauge("residence_overdue", await count_residence(session, today))
    flagged = await meldsignalen.count(session, today - FLAGGED_FOR)
    rt.metrics.gauges("reports_flagged", flagged)


async def judge(rt: Runtime, session: AsyncSession, bericht_in: MailIn) -> None:
    """Deal with one message in one transaction; an invalid one gets no answer (level 1)."""
    try:
        bericht = read(bericht_in.inhoud)
    except MessageError as error:
        await mail.set_aside(rt, session, bericht_in, error.findings)
        return
    match bericht:
        case JW302():
            await retouren.take_in(rt, session, retour(bericht_in, "JW301", bericht))
        case JW320():
            await retouren.take_in(rt, session, retour(bericht_in, "JW319", bericht))
        case JW305() | JW307() | JW315() | JW317():
            await _judge_vraag(rt, session, bericht_in, bericht)
        case _:
            raise TypeError(f"the door let in a {bericht_in.soort}")


async def _judge_vraag(
    rt: Runtime, session: AsyncSession, bericht_in: MailIn, bericht: Vraag
) -> None:
    strangers = await _strangers(session, bericht)
    findings = [] if strangers else check(bericht)
    if strangers:
        await mail.set_aside(rt, session, bericht_in, strangers)
    elif findings:
        await mail.answer(rt, session, bericht_in, bericht, findings)
    elif isinstance(bericht, JW315):
        await verzoeken.take_in(rt, session, verzoek_command(bericht_in, bericht))
    elif isinstance(bericht, JW317):
        await wijzigverzoeken.take_in(rt, session, wijziging_command(bericht_in, bericht))
    else:
        await leveringen.take_in(rt, session, melding_command(bericht_in, bericht))


async def _strangers(session: AsyncSession, bericht: Vraag) -> list[Finding]:
    """Parties that take no part here, in whose name nothing can be answered.

    A gemeente that does not exist at all is another matter: that is answered with S300 (TR378).
    """
    header = bericht.header
    found = []
    if not await sources.knows_aanbieder(session, header.afzender):
        found.append(_stranger("Afzender", "De afzender is hier niet als aanbieder bekend."))
    exists = gemeente_exists(header.ontvanger, header.bericht_identificatie.dagtekening)
    if exists and not await sources.knows_gemeente(session, header.ontvanger):
        found.append(_stranger("Ontvanger", "De ontvanger is hier niet als gemeente bekend."))
    return found


def _stranger(element: str, melding: str) -> Finding:
    regel = f"{element.lower()}-onbekend"
    return Finding(regel, Level.EXTERNAL, None, f"/Bericht/Header/{element}", melding)
