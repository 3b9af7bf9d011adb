# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of billing: judge a declaratie, refuse what cannot be judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.base import Event
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.contracts.billing import MAX_REGELS, DeclaratieBeoordeeld
from libs.common.contracts.billing import Regel as BeoordeeldeRegel
from libs.common.ids import next_number
from libs.common.mailbox import MailIn, MailStatus, OutgoingMail
from libs.common.mailbox_api import finding_json
from libs.common.runtime import Runtime
from libs.ijw import JW323, Finding, declaratie_antwoord, evaluate, write
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.feiten import BerichtFeiten
from services.billing.rules import DECLARATIE_RULES, HEADER_RULES
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.verdict import Oordeel, RegelOordeel
from services.billing.store import facts, verdicts
from services.billing.store.facts import Partijen
from services.billing.store.verdicts import BewaardeClient


@dataclass(frozen=True, slots=True)
class JudgeDeclaratie:
    """Command: judge this message and answer it."""

    mail: MailIn
    bericht: JW323
    declaratie: Declaratie
    clienten: tuple[DeclaratieClient, ...]


async def refuse_invalid(
    rt: Runtime, session: AsyncSession, mail: MailIn, findings: Sequence[Finding]
) -> None:
    """Level 1: outside the message traffic, so no JW325 and no retourcode."""
    await _settle(rt, session, mail, MailStatus.AFGEKEURD, findings)
    await _publish(rt, session, mail, [_dealt_with(rt, mail, MailStatus.AFGEKEURD, ())])


async def refuse_incorrect(
    rt: Runtime, session: AsyncSession, command: JudgeDeclaratie, findings: Sequence[Finding]
) -> None:
    """Level 2: header with 0001 only; the message counts as never sent (OP286)."""
    await _conclude(rt, session, command, Oordeel("bericht", tuple(findings)))


async def judge_declaratie(rt: Runtime, session: AsyncSession, command: JudgeDeclaratie) -> None:
    """Levels 3 and 4: load facts, evaluate, decide, answer, keep, publish."""
    await facts.lock_declarant(session, command.declaratie.agb_code)
    oordeel = (
        await _judge_header(rt, session, command)
        or await _judge_whole(session, command)
        or await _judge_lines(session, command)
    )
    await _conclude(rt, session, command, oordeel)


async def _judge_header(
    rt: Runtime, session: AsyncSession, command: JudgeDeclaratie
) -> Oordeel | None:
    first_use = await rt.need_mailbox().claim_identification(session, command.mail)
    feiten = BerichtFeiten(vandaag=rt.clock.today(), identificatie_gebruikt=not first_use)
    found = evaluate(HEADER_RULES, command.bericht, feiten, "/Bericht/Header")
    return Oordeel("bericht", tuple(found)) if found else None


def _partijen(declaratie: Declaratie) -> Partijen:
    return Partijen(declaratie.gemeentecode, declaratie.agb_code)


async def _judge_whole(session: AsyncSession, command: JudgeDeclaratie) -> Oordeel | None:
    declaratie = command.declaratie
    feiten = await facts.load_declaratie_feiten(
        session, _partijen(declaratie), declaratie.declaratie_nummer
    )
    found = evaluate(DECLARATIE_RULES, command.bericht, feiten, "/Bericht/Declaratie")
    return Oordeel("declaratie", tuple(found)) if found else None


async def _judge_lines(session: AsyncSession, command: JudgeDeclaratie) -> Oordeel:
    declaratie = command.declaratie
    regels = [regel for client in command.clienten for regel in client.regels]
    feiten = await facts.load_feiten(
        session, _partijen(declaratie), regels, declaratie.periode_eind
    )
    clienten = adjudicate(command.clienten, feiten)
    found = [
        finding
        for client in clienten
        for finding in (*client.bevindingen, *(f for r in client.regels for f in r.bevindingen))
    ]
    return Oordeel("regels", tuple(found), clienten)


async def _conclude(
    rt: Runtime, session: AsyncSession, command: JudgeDeclaratie, oordeel: Oordeel
) -> None:
    """Answer with a JW325, keep the verdict, tell everybody: one transaction."""
    mail = command.mail
    status = MailStatus.VERWERKT if oordeel.niveau == "regels" else MailStatus.AFGEWEZEN
    answer = await _answer(rt, session, command, oordeel)
    antwoord_id = await _settle(rt, session, mail, status, oordeel.bevindingen, answer)
    events: list[Event] = [_dealt_with(rt, mail, status, oordeel.retourcodes)]
    if oordeel.niveau != "bericht":
        now = rt.clock.now()
        kept = await verdicts.save(session, command.declaratie, oordeel, antwoord_id or "", now)
        events.extend(e for client in kept for e in _judged(command.declaratie, client, now))
    await _publish(rt, session, mail, events)


async def _answer(
    rt: Runtime, session: AsyncSession, command: JudgeDeclaratie, oordeel: Oordeel
) -> OutgoingMail:
    declaratie = command.declaratie
    reeks = f"JW325-{declaratie.gemeentecode}"
    number = await next_number(session, rt.mechanics.numbers, reeks)
    identificatie = f"A{number:011d}"
    antwoord = declaratie_antwoord(
        command.bericht,
        oordeel.bevindingen,
        identificatie=identificatie,
        dagtekening=rt.clock.today(),
    )
    return OutgoingMail(
        soort="JW325",
        afzender=declaratie.gemeentecode,
        ontvanger=declaratie.agb_code,
        identificatie=identificatie,
        inhoud=write(antwoord),
        betreft=command.mail.id,
    )


async def _settle(
    rt: Runtime,
    session: AsyncSession,
    mail: MailIn,
    status: MailStatus,
    findings: Sequence[Finding],
    answer: OutgoingMail | None = None,
) -> str | None:
    rt.metrics.count("messages_judged", str(mail.soort), status)
    for finding in findings:
        rt.metrics.count("retourcodes", str(mail.soort), finding.retourcode or "-")
    shown = [finding_json(finding) for finding in findings]
    return await rt.need_mailbox().settle(session, mail.id, status, shown, answer)


def _dealt_with(
    rt: Runtime, mail: MailIn, status: MailStatus, retourcodes: tuple[str, ...]
) -> BerichtVerwerkt:
    return BerichtVerwerkt(
        bericht_id=mail.id,
        soort=mail.soort or "",
        afzender=mail.afzender or "",
        ontvanger=mail.ontvanger or "",
        status=status.value,
        retourcodes=retourcodes,
        ontvangen_op=mail.ontvangen_op,
        verwerkt_op=rt.clock.now(),
    )


def _judged(
    declaratie: Declaratie, client: BewaardeClient, now: datetime
) -> Iterator[DeclaratieBeoordeeld]:
    """The lines of one client, at most `MAX_REGELS` in one event."""
    pairs = zip(client.regel_ids, client.oordeel.regels, strict=True)
    lines = [_judged_line(regel_id, oordeel) for regel_id, oordeel in pairs]
    for deel, start in enumerate(range(0, len(lines), MAX_REGELS), start=1):
        yield DeclaratieBeoordeeld(
            declaratie_id=declaratie.id,
            deel=deel,
            gemeentecode=declaratie.gemeentecode,
            agb_code=declaratie.agb_code,
            client_pseudoniem=client.oordeel.client.pseudoniem,
            declaratie_maand=f"{declaratie.periode_begin:%Y-%m}",
            beoordeeld_op=now,
            regels=tuple(lines[start : start + MAX_REGELS]),
        )


def _judged_line(regel_id: str, oordeel: RegelOordeel) -> BeoordeeldeRegel:
    regel = oordeel.regel
    return BeoordeeldeRegel(
        regel_id=regel_id,
        referentie_nummer=regel.referentie_nummer,
        vorig_referentie_nummer=regel.vorig_referentie_nummer,
        toewijzing_nummer=regel.toewijzing_nummer,
        categorie=regel.categorie,
        code=regel.code,
        periode_begin=regel.periode_begin,
        periode_eind=regel.periode_eind,
        volume=regel.volume,
        eenheid=regel.eenheid,
        bedrag=regel.signed,
        toegekend=oordeel.toegekend,
        retourcodes=oordeel.retourcodes,
    )


async def _publish(
    rt: Runtime, session: AsyncSession, mail: MailIn, events: Sequence[Event]
) -> None:
    await rt.outbox.add(session, *events, correlation_id=mail.id, causation_id=mail.id)
