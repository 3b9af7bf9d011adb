# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: judge a declaratie again as known at a moment, and compare. Nothing is written."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.logboek import VanBericht, note
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from libs.ijw import read_claimed
from services.billing.domain.declaratie import Declaratie, DeclaratieClient, Regel
from services.billing.domain.feiten import BerichtFeiten
from services.billing.domain.regelset import Regelsetversie, regelset_op, regelset_van
from services.billing.handlers.declareren import (
    JudgeDeclaratie,
    judge_declaratie,
    judge_header,
    judge_inside,
)
from services.billing.handlers.lezen import as_command
from services.billing.rules.adjudication import judge_lines
from services.billing.rules.factuur import with_open_toewijzingen
from services.billing.rules.verdict import Oordeel, RegelOordeel
from services.billing.store import asof, geschiedenis, reading
from services.billing.store.clienten import note_lines
from services.billing.store.peil import Anders, Peil, Waargenomen, versions_seen

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class NietBeoordeeld:
    """A line of what was refused as a whole, with the codes of that refusal: as a row."""

    id: str
    nummer: int
    bedrag: int
    retourcodes: list[str]
    toegekend: bool = False


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """A line as it was judged, and as it is judged now."""

    toen: Row | NietBeoordeeld
    nu: RegelOordeel

    @property
    def verschilt(self) -> bool:
        """Another verdict, or other reasons for it."""
        same = self.toen.toegekend == self.nu.toegekend
        return not same or list(self.nu.retourcodes) != self.toen.retourcodes


@dataclass(frozen=True, slots=True)
class Opnieuw:
    """A message judged again: how far it comes now, by which rules, and each of its lines."""

    declaratie: Declaratie
    oordeel: Oordeel
    regels: tuple[Vergelijking, ...]


def note_again(session: AsyncSession, bericht_id: str, again: Opnieuw) -> None:
    """Whose lines were judged again; of what was refused as a whole, whom the message was about."""
    lines = [one.toen for one in again.regels if not isinstance(one.toen, NietBeoordeeld)]
    note_lines(session, lines)
    if not lines:
        note(session, [VanBericht(bericht_id)])


async def judge_again(
    rt: Runtime,
    session: AsyncSession,
    row: Row,
    moment: datetime | None,
    by: Regelsetversie | None = None,
    anders: Anders | None = None,
) -> Opnieuw:
    """The declaratie and all its lines; without a moment as it was judged then.

    By the rule set that judged it, with a moment by the one in force on that day, or by another;
    `anders` is what lines before it would be.
    Raises `Conflict` when it was refused as a whole and its message is no longer kept, or when it
    was judged before the gemeente worked here.
    """
    refuse_of_the_past(row)
    judged: datetime = row.beoordeeld_op
    own = own_regelset(row)
    chosen = by or (own if moment is None else regelset_op(day_of(moment)))
    declaratie = reading.as_declaratie(row)
    known = anders or Anders()
    peil = Peil(declaratie, judged, moment or judged, Waargenomen(), known, chosen.regelset)
    if not row.verwerkt:
        command = await read_again(rt, session, row.bericht_id, declaratie)
        found = await judge_message_again(session, peil, command, row.retourcodes)
    else:
        rows = await reading.all_regels(session, declaratie.id)
        seen = versions_seen(rows) if moment is None else Waargenomen()
        found = await compare(session, rt.need_vault(), rows, replace(peil, gezien=seen))
    return replace(found, oordeel=replace(found.oordeel, regelset=chosen.versie))


def refuse_of_the_past(row: sa.Row[Any]) -> None:
    """Judged elsewhere: why, nobody here knows; what came of it is in its JW325."""
    if row.uit_verleden:
        detail = "Deze declaratie is elders beoordeeld; het oordeel staat in de JW325 van toen."
        raise Conflict(detail, code="elders-beoordeeld")


def own_regelset(declaratie: sa.Row[Any]) -> Regelsetversie:
    """The rule set that a declaratie was judged by."""
    return regelset_van(declaratie.regelset, day_of(declaratie.beoordeeld_op))


def day_of(moment: datetime) -> date:
    """The day on which it was, in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


async def read_again(
    rt: Runtime, session: AsyncSession, bericht_id: str, declaratie: Declaratie | None = None
) -> JudgeDeclaratie:
    """The message as it was read when it was judged, under the id of its declaratie if it has one.

    Raises `Conflict` when it is no longer kept.
    """
    mail = await rt.need_mailbox().read_in(session, bericht_id)
    if mail is None or not mail.inhoud:
        detail = "Het bericht van deze declaratie is er niet meer."
        raise Conflict(detail, code="bericht-niet-bewaard")
    command = as_command(read_claimed(mail.open), mail, rt.need_vault())
    return command if declaratie is None else replace(command, declaratie=declaratie)


def codes_of(command: JudgeDeclaratie) -> tuple[str, ...]:
    """The codes of a message that left no declaratie, of the findings with which it was refused."""
    found = (finding["retourcode"] for finding in command.mail.bevindingen)
    return tuple(dict.fromkeys(code for code in found if code))


async def judge_message_again(
    session: AsyncSession, peil: Peil, command: JudgeDeclaratie, retourcodes: Sequence[str]
) -> Opnieuw:
    """All levels of a message that was refused as a whole, with these codes."""
    oordeel = judge_inside(command, peil.regelset) or judge_header(
        command, await header_feiten(session, peil, command), peil.regelset
    )
    if oordeel is None:
        oordeel = await judge_lines_again(session, peil, command.clienten)
    toen = list(retourcodes)
    nu = {one.regel.nummer: one for one in oordeel.regels}
    lines = [regel for client in command.clienten for regel in client.regels]
    ids = (f"{peil.declaratie.bericht_id}-{regel.nummer}" for regel in lines)
    return Opnieuw(
        command.declaratie,
        oordeel,
        tuple(
            Vergelijking(
                NietBeoordeeld(id, regel.nummer, regel.signed, toen),
                nu.get(regel.nummer) or _refused(regel, oordeel),
            )
            for id, regel in zip(ids, lines, strict=True)
        ),
    )


async def header_feiten(
    session: AsyncSession, peil: Peil, command: JudgeDeclaratie
) -> BerichtFeiten:
    """What the header rules saw; the day is that of judging, whatever is known later."""
    mail = command.mail
    sender, number = mail.afzender or "", mail.identificatie or ""
    used = number in peil.anders.identificaties or await geschiedenis.identificatie_used(
        session, sender, number, mail.id, peil.beoordeeld_op
    )
    return BerichtFeiten(vandaag=day_of(peil.beoordeeld_op), identificatie_gebruikt=used)


def _refused(regel: Regel, oordeel: Oordeel) -> RegelOordeel:
    return RegelOordeel(regel, None, (), oordeel.retourcodes)


def refused(row: Row, oordeel: Oordeel) -> Vergelijking:
    """A line that was judged, of what is refused as a whole now."""
    return Vergelijking(row, _refused(reading.as_regel(row), oordeel))


async def compare(session: AsyncSession, vault: Vault, rows: Sequence[Row], peil: Peil) -> Opnieuw:
    """These lines of one declaratie, judged again with the facts of that moment."""
    clienten = await asyncio.to_thread(lambda: list(_clienten(rows, vault)))
    oordeel = await judge_lines_again(session, peil, clienten)
    nu = {one.regel.nummer: one for one in oordeel.regels}
    pairs = (
        Vergelijking(row, nu.get(row.nummer) or _refused(reading.as_regel(row), oordeel))
        for row in rows
    )
    return Opnieuw(peil.declaratie, oordeel, tuple(pairs))


async def judge_lines_again(
    session: AsyncSession, peil: Peil, clienten: Sequence[DeclaratieClient]
) -> Oordeel:
    """The declaratie as a whole, and if that holds its lines."""
    whole = await asof.load_declaratie_feiten(session, peil)
    if oordeel := judge_declaratie(peil.declaratie, whole, peil.regelset):
        return oordeel
    regels = [regel for client in clienten for regel in client.regels]
    feiten = with_open_toewijzingen(clienten, await asof.load_feiten(session, peil, regels))
    # Thousands of lines take a second, in which the loop must go on.
    return await asyncio.to_thread(judge_lines, clienten, feiten)


def _clienten(rows: Sequence[Row], vault: Vault) -> Iterator[DeclaratieClient]:
    """The BSN is opened only to find the pseudonym, by which a toewijzing names its client."""
    for _, found in groupby(rows, key=lambda row: row.client_id):
        lines = list(found)
        bsn = vault.open(lines[0].bsn_verzegeld).decode()
        yield DeclaratieClient(
            plaats="",
            pseudoniem=vault.pseudonym(bsn, PURPOSE_CHAIN),
            bsn_hash=lines[0].bsn_hash,
            bsn_verzegeld=lines[0].bsn_verzegeld,
            regels=tuple(reading.as_regel(row) for row in lines),
        )
