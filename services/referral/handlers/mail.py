# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How a message that came in is concluded: status, answer, and the news of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.contracts.base import Event
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.ids import next_number
from libs.common.mailbox import MailIn, MailStatus, OutgoingMail
from libs.common.mailbox_api import finding_json
from libs.common.runtime import Runtime
from libs.ijw import Finding, Message, evaluate, message_type, retourbericht, write
from services.referral.rules.header import HEADER_RULES, Kop, KopFeiten

HEADER = "/Bericht/Header"


def day_of_receipt(mail: MailIn) -> date:
    """Dutch time; terms and the dagtekening are held against it, however late we judge."""
    return mail.ontvangen_op.astimezone(AMSTERDAM).date()


async def judge_header(rt: Runtime, session: AsyncSession, mail: MailIn, kop: Kop) -> list[Finding]:
    """Findings on the header; claims the identification for this message."""
    first_use = await rt.need_mailbox().claim_identification(session, mail)
    feiten = KopFeiten(vandaag=day_of_receipt(mail), identificatie_gebruikt=not first_use)
    return evaluate(HEADER_RULES, kop, feiten, HEADER)


async def set_aside(
    rt: Runtime, session: AsyncSession, mail: MailIn, findings: Sequence[Finding]
) -> None:
    """Outside the message traffic: no answer exists, the findings are for the one who posted."""
    await _settle(rt, session, mail, MailStatus.AFGEKEURD, findings)


async def take_in(rt: Runtime, session: AsyncSession, mail: MailIn) -> None:
    """A retour message: taken in, and never answered."""
    await _settle(rt, session, mail, MailStatus.VERWERKT, ())


async def answer(
    rt: Runtime, session: AsyncSession, mail: MailIn, bericht: Message, findings: Sequence[Finding]
) -> None:
    """Conclude with a retourbericht; any finding rejects the whole message."""
    status = MailStatus.AFGEWEZEN if findings else MailStatus.VERWERKT
    retour = await _retour(rt, session, mail, bericht, findings)
    await _settle(rt, session, mail, status, findings, retour)


async def _retour(
    rt: Runtime, session: AsyncSession, mail: MailIn, bericht: Message, findings: Sequence[Finding]
) -> OutgoingMail:
    gemeentecode, agb_code = str(mail.ontvanger), str(mail.afzender)
    number = await next_number(session, rt.mechanics.numbers, f"retour-{gemeentecode}")
    identificatie = f"R{number:011d}"
    retour = retourbericht(
        bericht, findings, identificatie=identificatie, dagtekening=rt.clock.today()
    )
    return OutgoingMail(
        soort=message_type(retour),
        afzender=gemeentecode,
        ontvanger=agb_code,
        identificatie=identificatie,
        inhoud=write(retour),
        betreft=mail.id,
    )


async def _settle(
    rt: Runtime,
    session: AsyncSession,
    mail: MailIn,
    status: MailStatus,
    findings: Sequence[Finding],
    retour: OutgoingMail | None = None,
) -> None:
    rt.metrics.count("messages_judged", str(mail.soort), status)
    for finding in findings:
        rt.metrics.count("retourcodes", str(mail.soort), finding.retourcode or "-")
    shown = [finding_json(finding) for finding in findings]
    await rt.need_mailbox().settle(session, mail.id, status, shown, retour)
    codes = dict.fromkeys(f.retourcode for f in findings if f.retourcode)
    event = BerichtVerwerkt(
        bericht_id=mail.id,
        soort=mail.soort or "",
        afzender=mail.afzender or "",
        ontvanger=mail.ontvanger or "",
        status=status.value,
        retourcodes=tuple(codes),
        ontvangen_op=mail.ontvangen_op,
        verwerkt_op=rt.clock.now(),
    )
    await publish(rt, session, [event], mail.id)


async def publish(rt: Runtime, session: AsyncSession, events: Sequence[Event], cause: str) -> None:
    """Leave events in the outbox, with the message or act that they come from."""
    await rt.outbox.add(session, *events, correlation_id=cause, causation_id=cause)
