# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Invoices outside the message traffic: judged at once, kept and told like any declaratie."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, InvalidInput
from libs.common.runtime import Runtime
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.regelset import regelset_op
from services.billing.handlers.personen import note_clients
from services.billing.handlers.vertellen import judged as told
from services.billing.rules.adjudication import judge_lines
from services.billing.rules.factuur import with_open_toewijzingen
from services.billing.rules.verdict import Oordeel
from services.billing.store import declaranten, facts, facturen, verdicts
from services.billing.store.facturen import Kenmerk
from services.billing.store.verdicts import Beoordeeld
from services.billing.store.vraag import Partijen, Vraag


@dataclass(frozen=True, slots=True)
class SubmitFactuur:
    """Command: judge this invoice about one client."""

    declaratie: Declaratie
    client: DeclaratieClient
    kenmerk: Kenmerk


async def submit(rt: Runtime, session: AsyncSession, command: SubmitFactuur) -> Oordeel:
    """Judge, keep with its flag, tell everybody: one transaction, no JW325."""
    declaratie = command.declaratie
    if declaratie.dagtekening > rt.clock.today():
        raise InvalidInput("De dagtekening ligt na vandaag.")
    note_clients(session, declaratie.gemeentecode, [command.client], declaratie.id)
    await declaranten.lock_declarant(session, declaratie.agb_code)
    vraag = _asked(command)
    (of_declaratie,) = await facts.load_declaratie_feiten(session, [vraag])
    if of_declaratie.nummer_gebruikt:
        detail = "Dit nummer is al gebruikt voor een factuur of declaratie."
        raise Conflict(detail, code="factuurnummer-gebruikt")
    (feiten,) = await facts.load_feiten(session, [vraag])
    by = regelset_op(rt.clock.today())
    clienten = (command.client,)
    known = with_open_toewijzingen(clienten, replace(feiten, regelset=by.regelset))
    oordeel = replace(judge_lines(clienten, known), regelset=by.versie)
    await _keep(rt, session, command, oordeel)
    return oordeel


def _asked(command: SubmitFactuur) -> Vraag:
    declaratie = command.declaratie
    return Vraag(
        partijen=Partijen(declaratie.gemeentecode, declaratie.agb_code),
        declaratie_nummer=declaratie.declaratie_nummer,
        declaratie_eind=declaratie.periode_eind,
        regels=command.client.regels,
    )


async def _keep(
    rt: Runtime, session: AsyncSession, command: SubmitFactuur, oordeel: Oordeel
) -> None:
    declaratie, now = command.declaratie, rt.clock.now()
    # No JW325 answers an invoice: what is empty here tells it from a message.
    judged = [Beoordeeld(declaratie, oordeel, "")]
    named = verdicts.named(judged)
    await verdicts.save(session, judged, named, now)
    await facturen.flag(session, declaratie.id, command.kenmerk)
    events = [
        event
        for client in named[0]
        for event in told(declaratie, client, now, buiten_berichten=True)
    ]
    await rt.outbox.add(session, *events, correlation_id=declaratie.id, causation_id=declaratie.id)
