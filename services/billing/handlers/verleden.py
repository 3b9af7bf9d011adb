# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Declaraties of before a gemeente worked here: judged then as their JW325 says, or still open.

What was judged then is not judged again: it was paid, and what it used of a toewijzing is used. One
without an answer waits to be judged here, as any other, and is answered.
"""

from collections.abc import Mapping
from datetime import date

from libs.common.ids import at_least
from libs.common.mailbox import MailIn, MailStatus, OutgoingMail
from libs.common.mailbox_api import finding_json
from libs.common.mailbox_api.past import Past, RefusedError, Uitkomst, finding
from libs.ijw import JW323, JW325, Claimed, Message, MessageError, read
from libs.ijw.calendar import add_working_days
from libs.ijw.given import FINE
from libs.ijw.messages import DeclaratieAntwoord
from services.billing.domain.declaratie import ANSWER_DUE, DeclaratieClient
from services.billing.handlers.declareren import JudgeDeclaratie
from services.billing.handlers.lezen import as_command
from services.billing.handlers.personen import note_clients
from services.billing.handlers.vertellen import judged
from services.billing.rules.verdict import ClientOordeel, Oordeel, RegelOordeel
from services.billing.store import verdicts
from services.billing.store.declaranten import lock_declaranten
from services.billing.store.verdicts import Beoordeeld

_OURS = "A"
_PLACE = "/Bericht/DeclaratieAntwoord"

Codes = Mapping[str, tuple[str, ...]]
"""Why a line was rejected, by its reference."""


async def declaratie(past: Past) -> Uitkomst:
    """A JW323, with the JW325 on it when there was one."""
    bericht = _read(past.content)
    if not isinstance(bericht, JW323):
        raise TypeError("a JW323 reads as something else")
    antwoord = None if past.answer is None else _jw325(past.answer)
    told = antwoord.declaratie_antwoord if antwoord else None
    if antwoord is not None:
        _refuse_another(bericht, antwoord)
        if told is None or not set(told.retour_codes) <= FINE:
            return "destijds-geweigerd"
    if not await lock_declaranten(past.session, {bericht.header.afzender}):
        raise RefusedError([finding("bezet", "Van deze aanbieder wordt nu beoordeeld.")])
    mail = await past.receive(bericht.header.afzender, _due(past, told))
    if mail is None:
        return "bekend"
    if antwoord is None or told is None:
        return "te-beoordelen"
    command = as_command(Claimed.of(bericht), mail, past.rt.need_vault())
    if command.bevindingen:
        raise RefusedError([finding_json(one) for one in command.bevindingen])
    note_clients(past.session, command.declaratie.gemeentecode, command.clienten, mail.id)
    await _keep(past, command, antwoord, told)
    return "ingelezen"


def _read(raw: bytes) -> Message:
    """Raises `RefusedError` for what fails level 1."""
    try:
        return read(raw)
    except MessageError as error:
        raise RefusedError([finding_json(one) for one in error.findings]) from error


def _jw325(raw: bytes) -> JW325:
    bericht = _read(raw)
    if not isinstance(bericht, JW325):
        raise RefusedError([finding("antwoord", "Het antwoord is geen JW325.", _PLACE)])
    return bericht


def _refuse_another(bericht: JW323, antwoord: JW325) -> None:
    asked, given = bericht.header, antwoord.header
    same = (
        given.declaratie_identificatie == asked.bericht_identificatie
        and given.afzender == asked.ontvanger
        and given.ontvanger == asked.afzender
    )
    if not same:
        raise RefusedError([finding("antwoord", "Het antwoord is op een ander bericht.")])


def _due(past: Past, told: DeclaratieAntwoord | None) -> date | None:
    """Only what is still open has a term."""
    return None if told is not None else add_working_days(past.rt.clock.today(), ANSWER_DUE)


async def _keep(
    past: Past, command: JudgeDeclaratie, antwoord: JW325, told: DeclaratieAntwoord
) -> None:
    """The verdict of then, its answer, and the news of it."""
    oordeel = _oordeel(command, told)
    if oordeel.toegekend != told.totaal_toegekend_bedrag.signed:
        melding = "De regels die niet zijn afgewezen, tellen niet op tot het toegekende bedrag."
        raise RefusedError([finding("totaal", melding, _PLACE)])
    if not await past.mailbox.claim_identification(past.session, command.mail):
        raise RefusedError([finding("TR056", "De identificatie is al gebruikt.")])
    mail_id = await _keep_answer(past, command.mail, antwoord)
    await past.mailbox.settle(past.session, command.mail.id, MailStatus.VERWERKT, [])
    await past.mailbox.answered(past.session, command.mail.id, mail_id)
    kept = [Beoordeeld(command.declaratie, oordeel, mail_id, uit_verleden=True)]
    named = verdicts.named(kept)
    await verdicts.save(past.session, kept, named, past.now)
    events = [e for one in named[0] for e in judged(command.declaratie, one, past.now)]
    cause = command.mail.id
    await past.rt.outbox.add(past.session, *events, correlation_id=cause, causation_id=cause)


async def _keep_answer(past: Past, mail: MailIn, antwoord: JW325) -> str:
    """As sent then; new answers of ours are numbered after it."""
    header = antwoord.header
    name = header.bericht_identificatie.identificatie
    if name.startswith(_OURS) and name[1:].isdecimal():
        reeks = f"JW325-{header.afzender}"
        await at_least(past.session, past.rt.mechanics.numbers, reeks, int(name[1:]))
    return await past.mailbox.keep_sent(
        past.session,
        OutgoingMail(
            soort="JW325",
            afzender=header.afzender,
            ontvanger=header.ontvanger,
            identificatie=name,
            inhoud=past.answer or b"",
            betreft=mail.id,
        ),
    )


def _oordeel(command: JudgeDeclaratie, told: DeclaratieAntwoord) -> Oordeel:
    rejected: Codes = {
        line.product_referentie.referentie_nummer: line.retour_codes
        for client in told.clienten
        for line in client.prestaties
    }
    clienten = tuple(_client_oordeel(one, rejected) for one in command.clienten)
    return Oordeel("regels", (), clienten)


def _client_oordeel(client: DeclaratieClient, rejected: Codes) -> ClientOordeel:
    regels = tuple(
        RegelOordeel(regel, None, (), rejected.get(regel.referentie_nummer, ()))
        for regel in client.regels
    )
    return ClientOordeel(client, (), (), regels)
