# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judging declaraties, several messages in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import Claimed, Finding, evaluate
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.feiten import BerichtFeiten, DeclaratieFeiten
from services.billing.domain.regelset import Regelset, regelset_op
from services.billing.rules import DECLARATIE_RULES, HEADER_RULES, in_force
from services.billing.rules.adjudication import judge_lines
from services.billing.rules.verdict import Oordeel
from services.billing.store import facts
from services.billing.store.vraag import Partijen, Vraag


@dataclass(frozen=True, slots=True)
class JudgeDeclaratie:
    """Command: judge this message and answer it; `bevindingen` are those in the message itself."""

    mail: MailIn
    bericht: Claimed
    declaratie: Declaratie
    clienten: tuple[DeclaratieClient, ...]
    bevindingen: tuple[Finding, ...] = ()


Oordelen = dict[str, Oordeel]
"""By the id of the message."""


async def judge_declaraties(
    rt: Runtime, session: AsyncSession, commands: Sequence[JudgeDeclaratie]
) -> Oordelen:
    """The verdicts on messages of which none bears on another, in as many statements as for one.

    Level by level: a message that is refused on one does not come to the next.
    """
    by = regelset_op(rt.clock.today())
    oordelen = {c.mail.id: of for c in commands if (of := judge_inside(c, by.regelset))}
    oordelen |= await _judge_headers(rt, session, _left(commands, oordelen), by.regelset)
    vragen = {command.mail.id: _vraag(command) for command in _left(commands, oordelen)}
    oordelen |= await _judge_whole(session, _left(commands, oordelen), vragen, by.regelset)
    oordelen |= await _judge_lines(session, _left(commands, oordelen), vragen, by.regelset)
    return {id: replace(oordeel, regelset=by.versie) for id, oordeel in oordelen.items()}


def judge_inside(command: JudgeDeclaratie, regelset: Regelset) -> Oordeel | None:
    """On level 2, if the message does not come further."""
    found = tuple(one for one in command.bevindingen if one.regel not in regelset.zonder)
    return Oordeel("bericht", found) if found else None


def judge_header(command: JudgeDeclaratie, feiten: BerichtFeiten, by: Regelset) -> Oordeel | None:
    """On the header, if the message does not come further."""
    found = evaluate(in_force(HEADER_RULES, by), command.bericht, feiten, "/Bericht/Header")
    return Oordeel("bericht", tuple(found)) if found else None


def judge_declaratie(
    declaratie: Declaratie, feiten: DeclaratieFeiten, regelset: Regelset
) -> Oordeel | None:
    """On the declaratie as a whole, if it does not come to its lines."""
    rules = in_force(DECLARATIE_RULES, regelset)
    found = evaluate(rules, declaratie, feiten, "/Bericht/Declaratie")
    return Oordeel("declaratie", tuple(found)) if found else None


def _left(commands: Sequence[JudgeDeclaratie], oordelen: Oordelen) -> list[JudgeDeclaratie]:
    return [command for command in commands if command.mail.id not in oordelen]


def _vraag(command: JudgeDeclaratie) -> Vraag:
    declaratie = command.declaratie
    return Vraag(
        partijen=Partijen(declaratie.gemeentecode, declaratie.agb_code),
        declaratie_nummer=declaratie.declaratie_nummer,
        declaratie_eind=declaratie.periode_eind,
        regels=[regel for client in command.clienten for regel in client.regels],
    )


async def _judge_headers(
    rt: Runtime, session: AsyncSession, commands: Sequence[JudgeDeclaratie], regelset: Regelset
) -> Oordelen:
    mails = [command.mail for command in commands]
    first = await rt.need_mailbox().claim_identifications(session, mails)
    oordelen = {}
    for command in commands:
        used = command.mail.id not in first
        feiten = BerichtFeiten(vandaag=rt.clock.today(), identificatie_gebruikt=used)
        if oordeel := judge_header(command, feiten, regelset):
            oordelen[command.mail.id] = oordeel
    return oordelen


async def _judge_whole(
    session: AsyncSession,
    commands: Sequence[JudgeDeclaratie],
    vragen: Mapping[str, Vraag],
    regelset: Regelset,
) -> Oordelen:
    asked = [vragen[command.mail.id] for command in commands]
    known = await facts.load_declaratie_feiten(session, asked)
    oordelen = {}
    for command, feiten in zip(commands, known, strict=True):
        if oordeel := judge_declaratie(command.declaratie, feiten, regelset):
            oordelen[command.mail.id] = oordeel
    return oordelen


async def _judge_lines(
    session: AsyncSession,
    commands: Sequence[JudgeDeclaratie],
    vragen: Mapping[str, Vraag],
    regelset: Regelset,
) -> Oordelen:
    known = await facts.load_feiten(session, [vragen[command.mail.id] for command in commands])
    pairs = zip(commands, known, strict=True)
    return {c.mail.id: judge_lines(c.clienten, replace(f, regelset=regelset)) for c, f in pairs}
