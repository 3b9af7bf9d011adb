# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Taking in starts and stops: the message is judged as a whole and leads to new states."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import JW305, JW307
from services.referral.domain.client import Client, Persoon
from services.referral.domain.levering import Leveringen, Melding, in_order
from services.referral.domain.signaal import opvallend
from services.referral.handlers import gebeurtenissen, mail, verwijsverloop
from services.referral.rules.header import Kop
from services.referral.rules.levering import LeveringFeiten
from services.referral.rules.verloop import play
from services.referral.store import clienten, leveringen, meldsignalen, sources, toewijzingen
from services.referral.store.clienten import Bekend
from services.referral.store.leveringen import Relatie


@dataclass(frozen=True, slots=True)
class TakeInMeldingen:
    """Command: judge this JW305 or JW307 and take it in."""

    mail: MailIn
    bericht: JW305 | JW307
    kop: Kop
    client: Bekend
    persoon: Persoon
    agb_code: str
    meldingen: tuple[Melding, ...]


async def take_in(rt: Runtime, session: AsyncSession, command: TakeInMeldingen) -> None:
    """Levels 3 and 4: load facts, play the reports, keep the states they lead to, answer."""
    findings = await mail.judge_header(rt, session, command.mail, command.kop)
    if findings:
        await mail.answer(rt, session, command.mail, command.bericht, findings)
        return
    client, made = await clienten.ensure(
        session, rt.need_vault(), command.client, command.persoon, rt.clock.now()
    )
    feiten = await _load_feiten(session, client, command)
    verloop = play(command.meldingen, feiten)
    await mail.answer(rt, session, command.mail, command.bericht, verloop.bevindingen)
    if not verloop.bevindingen:
        await _keep(rt, session, client, command, (feiten.leveringen, verloop.leveringen))
    elif made:
        await clienten.forget(session, client.id)


async def _load_feiten(
    session: AsyncSession, client: Client, command: TakeInMeldingen
) -> LeveringFeiten:
    known = await toewijzingen.of_client(session, client.id, command.agb_code)
    codes = {melding.sleutel.code for melding in command.meldingen}
    return LeveringFeiten(
        toewijzing_nummers=frozenset(t.toewijzing_nummer for t in known if not t.verwijderd),
        leveringen=await leveringen.load(session, Relatie(client.id, command.agb_code)),
        productlijst=await sources.productlijst(session, client.gemeentecode, codes),
    )


async def _keep(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    command: TakeInMeldingen,
    states: tuple[Leveringen, Leveringen],
) -> None:
    before, after = states
    changed = after.changed_since(before)
    relatie = Relatie(client.id, command.agb_code)
    await leveringen.save(session, relatie, changed)
    await _flag(session, client, relatie, command, before)
    events = [gebeurtenissen.levering_gemeld(one, client, command.agb_code) for one in changed]
    await mail.publish(rt, session, events, command.mail.id)
    await verwijsverloop.delivered(rt, session, client, command.agb_code, changed)


async def _flag(
    session: AsyncSession,
    client: Client,
    relatie: Relatie,
    command: TakeInMeldingen,
    before: Leveringen,
) -> None:
    """Late reports and other products are taken in like all, and shown to the gemeente."""
    nummers = {melding.sleutel.toewijzing_nummer for melding in command.meldingen}
    awarded = await meldsignalen.awarded(session, relatie, nummers)
    for melding in in_order(command.meldingen):
        if melding.verwijdert:
            await meldsignalen.drop(session, relatie, melding)
        toegewezen = awarded.get(melding.sleutel.toewijzing_nummer or 0)
        known = before.find(melding.sleutel)
        for one in opvallend(melding, command.kop.dagtekening, toegewezen, known):
            await meldsignalen.keep(session, client.gemeentecode, relatie, one)
