# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What follows from judging: the answer, what is kept, and what everybody is told."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Row
from libs.common.contracts.base import Told
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.ids import next_numbers
from libs.common.mailbox import MailIn, MailStatus, OutgoingMail, Settled
from libs.common.mailbox_api import finding_json
from libs.common.runtime import Runtime
from libs.ijw import Finding, check_answer, declaratie_antwoord, write
from services.billing.handlers.declareren import JudgeDeclaratie
from services.billing.handlers.vertellen import judged
from services.billing.rules.verdict import Oordeel
from services.billing.store import verdicts
from services.billing.store.verdicts import Beoordeeld, BewaardeClient


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What a message comes to; `command` and `oordeel` are absent when it failed level 1."""

    mail: MailIn
    bevindingen: Sequence[Finding]
    command: JudgeDeclaratie | None = None
    oordeel: Oordeel | None = None

    @property
    def status(self) -> MailStatus:
        """Set aside (level 1), refused as a whole, or dealt with line by line."""
        if self.oordeel is None:
            return MailStatus.AFGEKEURD
        by_line = self.oordeel.niveau == "regels"
        return MailStatus.VERWERKT if by_line else MailStatus.AFGEWEZEN

    @property
    def is_declaratie(self) -> bool:
        """True when the header was in order, so that there is a declaratie to keep."""
        return self.oordeel is not None and self.oordeel.niveau != "bericht"


class WrongAnswerError(Exception):
    """A JW325 that does not fit its JW323 is not sent: the message waits for an operator."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{f.regel} {f.plaats}" for f in findings))


async def conclude(rt: Runtime, session: AsyncSession, outcomes: Sequence[Uitkomst]) -> None:
    """Answer with JW325s, keep the verdicts, tell everybody; statements as for one message."""
    answers = await _answers(rt, session, outcomes)
    answer_ids = await rt.need_mailbox().settle_all(
        session,
        [
            Settled(one.mail.id, one.status, [finding_json(f) for f in one.bevindingen], answer)
            for one, answer in zip(outcomes, answers, strict=True)
        ],
    )
    now = rt.clock.now()
    judged = _judged(outcomes, answer_ids)
    kept = dict(zip(judged, verdicts.named(judged.values()), strict=True))
    saving = verdicts.save(session, judged.values(), kept.values(), now)
    compose = partial(_compose, rt, session, outcomes, kept, now)
    if sum(one.declaratie.aantal_regels for one in judged.values()) < _MANY_LINES:
        await saving
        rows = compose()
    else:  # they are written while the database is busy with the lines
        _, rows = await asyncio.gather(saving, asyncio.to_thread(compose))
    for one in outcomes:
        _count(rt, one)
    await rt.outbox.store(session, rows)


_MANY_LINES = 5_000
"""From so many on a thread is worth its while."""


def _compose(
    rt: Runtime,
    session: AsyncSession,
    outcomes: Sequence[Uitkomst],
    kept: Mapping[str, Sequence[BewaardeClient]],
    now: datetime,
) -> list[Row]:
    """The events of all; asks nothing of the database."""
    rows: list[Row] = []
    for one in outcomes:
        with rt.tracing.span(f"judge {one.mail.soort}", parent=one.mail.traceparent):
            told = _events(one, kept.get(one.mail.id, ()), now)
            rows += rt.outbox.compose(session, told, one.mail.id, one.mail.id)
    return rows


async def _answers(
    rt: Runtime, session: AsyncSession, outcomes: Sequence[Uitkomst]
) -> list[OutgoingMail | None]:
    """The JW325 of each; level 1 has none."""
    wanted = Counter(_reeks(one.command) for one in outcomes if one.command)
    numbers = await next_numbers(session, rt.mechanics.numbers, wanted)
    return [
        _answer(rt, one.command, one.oordeel, next(numbers[_reeks(one.command)]))
        if one.command and one.oordeel
        else None
        for one in outcomes
    ]


def _reeks(command: JudgeDeclaratie) -> str:
    return f"JW325-{command.declaratie.gemeentecode}"


def _answer(rt: Runtime, command: JudgeDeclaratie, oordeel: Oordeel, number: int) -> OutgoingMail:
    identificatie = f"A{number:011d}"
    # Only what is returned has to be there as a class: mostly nothing.
    bericht = command.bericht.message if oordeel.bevindingen else command.bericht.head
    antwoord = declaratie_antwoord(
        bericht,
        oordeel.bevindingen,
        identificatie=identificatie,
        dagtekening=rt.clock.today(),
    )
    if wrong := check_answer(bericht, antwoord):
        raise WrongAnswerError(wrong)
    return OutgoingMail(
        soort="JW325",
        afzender=command.declaratie.gemeentecode,
        ontvanger=command.declaratie.agb_code,
        identificatie=identificatie,
        inhoud=write(antwoord),
        betreft=command.mail.id,
    )


def _judged(
    outcomes: Sequence[Uitkomst], answer_ids: Sequence[str | None]
) -> dict[str, Beoordeeld]:
    """What there is to keep, by the id of the message."""
    return {
        one.mail.id: Beoordeeld(one.command.declaratie, one.oordeel, answer_id or "")
        for one, answer_id in zip(outcomes, answer_ids, strict=True)
        if one.is_declaratie and one.command and one.oordeel
    }


def _count(rt: Runtime, outcome: Uitkomst) -> None:
    soort = str(outcome.mail.soort)
    rt.metrics.count("messages_judged", soort, outcome.status)
    for finding in outcome.bevindingen:
        rt.metrics.count("retourcodes", soort, finding.retourcode or "-")


def _events(outcome: Uitkomst, kept: Sequence[BewaardeClient], now: datetime) -> Iterator[Told]:
    yield _dealt_with(outcome, now)
    if outcome.command is not None:
        for client in kept:
            yield from judged(outcome.command.declaratie, client, now)


def _dealt_with(outcome: Uitkomst, now: datetime) -> BerichtVerwerkt:
    mail = outcome.mail
    return BerichtVerwerkt(
        bericht_id=mail.id,
        soort=mail.soort or "",
        afzender=mail.afzender or "",
        ontvanger=mail.ontvanger or "",
        status=outcome.status.value,
        retourcodes=outcome.oordeel.retourcodes if outcome.oordeel else (),
        ontvangen_op=mail.ontvangen_op,
        verwerkt_op=now,
    )
