# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Taking in a VOT: judged as a whole, then a request per product, decided at once if it may be."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import JW315
from services.referral.domain.client import Persoon
from services.referral.handlers import automatisch, gebeurtenissen, mail, verwijsverloop
from services.referral.rules.header import Kop
from services.referral.rules.verzoek import VerzoekFeiten, Vragen, judge_verzoeken
from services.referral.store import clienten, sources, verzoeken
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class TakeInVerzoek:
    """Command: judge this JW315 and take it in; the requests still lack their client."""

    mail: MailIn
    bericht: JW315
    kop: Kop
    client: Bekend
    persoon: Persoon
    verzoeken: Vragen


async def take_in(rt: Runtime, session: AsyncSession, command: TakeInVerzoek) -> None:
    """Levels 3 and 4: load facts, evaluate, keep, answer, and let the policy decide."""
    findings = await mail.judge_header(rt, session, command.mail, command.kop)
    if findings:
        await mail.answer(rt, session, command.mail, command.bericht, findings)
        return
    client, made = await clienten.ensure(
        session, rt.need_vault(), command.client, command.persoon, rt.clock.now()
    )
    asked = tuple(verzoek.of_client(client.id) for verzoek in command.verzoeken)
    findings = judge_verzoeken(asked, await _load_feiten(session, asked))
    await mail.answer(rt, session, command.mail, command.bericht, findings)
    if not findings:
        await verzoeken.keep(session, rt.need_vault(), asked)
        events = [gebeurtenissen.verzoek_ontvangen(verzoek, client) for verzoek in asked]
        await mail.publish(rt, session, events, command.mail.id)
        await verwijsverloop.join(rt, session, client, asked)
        if not rt.past:  # what was decided then is in a JW301 or JW319 of then
            await automatisch.decide(rt, session, client, asked)
    elif made:
        await clienten.forget(session, client.id)


async def _load_feiten(session: AsyncSession, asked: Vragen) -> VerzoekFeiten:
    first = asked[0]
    references = {verzoek.referentie_aanbieder for verzoek in asked}
    codes = {verzoek.gevraagd.code for verzoek in asked}
    return VerzoekFeiten(
        gebruikte_referenties=await verzoeken.used_references(session, first.agb_code, references),
        open_verzoek=await verzoeken.any_open(session, first.client_id, first.agb_code),
        productlijst=await sources.productlijst(session, first.gemeentecode, codes),
    )
