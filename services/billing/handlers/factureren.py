# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Invoices outside the message traffic: judged at once, kept and told like any declaratie."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, InvalidInput
from libs.common.runtime import Runtime
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.toewijzing import Toewijzing, open_number, open_toewijzing
from services.billing.handlers.beantwoorden import judged
from services.billing.rules.factuur import judge_factuur
from services.billing.rules.verdict import Oordeel
from services.billing.store import facts, facturen, verdicts
from services.billing.store.facts import Partijen, Vraag
from services.billing.store.facturen import Kenmerk
from services.billing.store.verdicts import Beoordeeld


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
    await facts.lock_declarant(session, declaratie.agb_code)
    vraag = _asked(command)
    (of_declaratie,) = await facts.load_declaratie_feiten(session, [vraag])
    if of_declaratie.nummer_gebruikt:
        detail = "Dit nummer is al gebruikt voor een factuur of declaratie."
        raise Conflict(detail, code="factuurnummer-gebruikt")
    (feiten,) = await facts.load_feiten(session, [vraag])
    oordeel = judge_factuur(command.client, feiten, _without_bsn(command))
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


def _without_bsn(command: SubmitFactuur) -> Toewijzing | None:
    if not command.kenmerk.zonder_bsn:
        return None
    declaratie, pseudoniem = command.declaratie, command.client.pseudoniem
    nummer = open_number(pseudoniem)
    return open_toewijzing(nummer, declaratie.gemeentecode, declaratie.agb_code, pseudoniem)


async def _keep(
    rt: Runtime, session: AsyncSession, command: SubmitFactuur, oordeel: Oordeel
) -> None:
    declaratie, now = command.declaratie, rt.clock.now()
    # No JW325 answers an invoice: what is empty here tells it from a message.
    (kept,) = await verdicts.save(session, [Beoordeeld(declaratie, oordeel, "")], now)
    await facturen.flag(session, declaratie.id, command.kenmerk)
    events = [
        event for client in kept for event in judged(declaratie, client, now, buiten_berichten=True)
    ]
    await rt.outbox.add(session, *events, correlation_id=declaratie.id, causation_id=declaratie.id)
