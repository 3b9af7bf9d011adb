# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judging declaraties, several messages in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailIn
from libs.common.runtime import Runtime
from libs.ijw import JW323, Finding, evaluate
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.feiten import BerichtFeiten, Feiten
from services.billing.rules import DECLARATIE_RULES, HEADER_RULES
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.verdict import Oordeel
from services.billing.store import facts
from services.billing.store.facts import Partijen, Vraag


@dataclass(frozen=True, slots=True)
class JudgeDeclaratie:
    """Command: judge this message and answer it; `bevindingen` are those in the message itself."""

    mail: MailIn
    bericht: JW323
    declaratie: Declaratie
    clienten: tuple[DeclaratieClient, ...]
    bevindingen: tuple[Finding, ...] = ()


Oordelen = dict[str, Oordeel]
"""By the id of the message."""


async def judge_declaraties(
    rt: Runtime, session: AsyncSession, commands: Sequence[JudgeDeclaratie]
) -> Oordelen:
    """The verdicts on messages, no two of one aanbieder, in as many statements as for one.

    Level by level: a message that is refused on one does not come to the next.
    """
    oordelen = {c.mail.id: Oordeel("bericht", c.bevindingen) for c in commands if c.bevindingen}
    oordelen |= await _judge_headers(rt, session, _left(commands, oordelen))
    vragen = {command.mail.id: _vraag(command) for command in _left(commands, oordelen)}
    oordelen |= await _judge_whole(session, _left(commands, oordelen), vragen)
    return oordelen | await _judge_lines(session, _left(commands, oordelen), vragen)


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
    rt: Runtime, session: AsyncSession, commands: Sequence[JudgeDeclaratie]
) -> Oordelen:
    mails = [command.mail for command in commands]
    first = await rt.need_mailbox().claim_identifications(session, mails)
    oordelen = {}
    for command in commands:
        used = command.mail.id not in first
        feiten = BerichtFeiten(vandaag=rt.clock.today(), identificatie_gebruikt=used)
        if found := evaluate(HEADER_RULES, command.bericht, feiten, "/Bericht/Header"):
            oordelen[command.mail.id] = Oordeel("bericht", tuple(found))
    return oordelen


async def _judge_whole(
    session: AsyncSession, commands: Sequence[JudgeDeclaratie], vragen: Mapping[str, Vraag]
) -> Oordelen:
    asked = [vragen[command.mail.id] for command in commands]
    known = await facts.load_declaratie_feiten(session, asked)
    oordelen = {}
    for command, feiten in zip(commands, known, strict=True):
        if found := evaluate(DECLARATIE_RULES, command.bericht, feiten, "/Bericht/Declaratie"):
            oordelen[command.mail.id] = Oordeel("declaratie", tuple(found))
    return oordelen


async def _judge_lines(
    session: AsyncSession, commands: Sequence[JudgeDeclaratie], vragen: Mapping[str, Vraag]
) -> Oordelen:
    known = await facts.load_feiten(session, [vragen[command.mail.id] for command in commands])
    pairs = zip(commands, known, strict=True)
    return {command.mail.id: _verdict(command, feiten) for command, feiten in pairs}


def _verdict(command: JudgeDeclaratie, feiten: Feiten) -> Oordeel:
    clienten = adjudicate(command.clienten, feiten)
    found = [
        finding
        for client in clienten
        for finding in (*client.bevindingen, *(f for r in client.regels for f in r.bevindingen))
    ]
    return Oordeel("regels", tuple(found), clienten)
