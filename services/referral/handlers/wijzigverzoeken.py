# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Taking in a VOW: the whole package that an aanbieder asks for, judged and decided as a whole."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import JW317
from services.referral.domain.client import Client
from services.referral.domain.herziening import current
from services.referral.domain.verzoek import VerzoekWijziging
from services.referral.handlers import automatisch, gebeurtenissen, mail
from services.referral.rules.header import Kop
from services.referral.rules.wijzigverzoek import PakketFeiten, judge_wijziging
from services.referral.store import clienten, sources, toewijzingen, verzoeken
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class TakeInWijziging:
    """Command: judge this JW317 and take it in; the request still lacks its client."""

    mail: MailIn
    bericht: JW317
    kop: Kop
    client: Bekend
    verzoek: VerzoekWijziging


async def take_in(rt: Runtime, session: AsyncSession, command: TakeInWijziging) -> None:
    """Levels 3 and 4: load facts, evaluate, answer, keep; the policy decides or a person."""
    findings = await mail.judge_header(rt, session, command.mail, command.kop)
    if findings:
        await mail.answer(rt, session, command.mail, command.bericht, findings)
        return
    client = await clienten.find(session, rt.need_vault(), command.client)
    feiten = await _load_feiten(session, command, client)
    findings = judge_wijziging(command.verzoek, feiten)
    await mail.answer(rt, session, command.mail, command.bericht, findings)
    if findings or client is None:  # a client that is not known has no toewijzing to change
        return
    asked = command.verzoek.of_client(client.id)
    await verzoeken.keep(session, rt.need_vault(), [asked])
    event = gebeurtenissen.verzoek_ontvangen(asked, client)
    await mail.publish(rt, session, [event], command.mail.id)
    await automatisch.decide_package(rt, session, client, asked)


async def _load_feiten(
    session: AsyncSession, command: TakeInWijziging, client: Client | None
) -> PakketFeiten:
    asked = command.verzoek
    reference = asked.referentie_aanbieder
    used = await verzoeken.used_references(session, asked.agb_code, {reference})
    key = (client.id if client else "", asked.agb_code)
    known = await toewijzingen.of_client(session, *key)
    return PakketFeiten(
        dagtekening=asked.dagtekening,
        huidig=current(known, mail.day_of_receipt(command.mail)),
        andermans=await toewijzingen.of_others(
            session, asked.gemeentecode, key[0], asked.pakket.genoemd
        ),
        referentie_gebruikt=reference in used,
        open_verzoek=await verzoeken.any_open(session, *key),
        productlijst=await sources.productlijst(
            session, asked.gemeentecode, {nieuw.code for nieuw in asked.pakket.nieuw}
        ),
    )
