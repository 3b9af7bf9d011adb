# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: explain the verdict on a line, or on a message, from the facts of that moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import VanBericht, note
from libs.common.mailbox import MailStatus
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.regelset import regelset_van
from services.billing.handlers.herbeoordelen import (
    codes_of,
    day_of,
    header_feiten,
    own_regelset,
    read_again,
    refuse_of_the_past,
)
from services.billing.rules.explanation import Stap, explain, explain_client
from services.billing.rules.explanation_whole import Gezien, explain_whole
from services.billing.store import asof, geschiedenis, reading
from services.billing.store.peil import Peil
from services.billing.store.reading import Partij

Row = sa.Row[Any]

VERNIETIGD = "Waarop dit oordeel rust is vernietigd: de bewaartermijn is voorbij."


@dataclass(frozen=True, slots=True)
class NietBeoordeeldeRegel:
    """A line of a declaratie that was refused as a whole, with the codes of that: as a row."""

    declaratie_id: str
    nummer: int
    referentie_nummer: str
    retourcodes: list[str]
    toegekend: bool = False


@dataclass(frozen=True, slots=True)
class Uitgelegd:
    """A line with every rule that was looked at, and the declaratie it stands in."""

    declaratie: Row
    regel: tuple[Row | NietBeoordeeldeRegel, tuple[Stap, ...]]


async def explain_regel(
    rt: Runtime, session: AsyncSession, partij: Partij, declaratie_id: str, nummer: int
) -> Uitgelegd | None:
    """None when the line is not this party's to see; 404 `vernietigd` when it is kept no longer.

    Of a declaratie that was refused as a whole, by the rules that refused it; `Conflict` when its
    message is no longer kept.
    """
    declaratie = await reading.read_declaratie(session, partij, declaratie_id)
    if declaratie is None:
        return None
    refuse_of_the_past(declaratie)
    if not declaratie.verwerkt:
        return await _explain_refused(rt, session, declaratie, nummer)
    row = await reading.read_regel(session, declaratie_id, nummer)
    if row is None:
        if await reading.has_destroyed(session, declaratie):
            raise NotFound(VERNIETIGD, code="vernietigd")
        return None
    foreign = tuple(row.andermans_toewijzingen)
    steps = explain_client(foreign)
    if not foreign:
        try:
            feiten = await reading.restore_feiten(session, row)
        except NoResultFound as error:  # what it rests on went before it: a debit, a budget
            raise NotFound(VERNIETIGD, code="vernietigd") from error
        by = own_regelset(declaratie).regelset
        steps += explain(reading.as_regel(row), feiten._replace(regelset=by))
    return Uitgelegd(declaratie, (row, steps))


async def _explain_refused(
    rt: Runtime, session: AsyncSession, declaratie: Row, nummer: int
) -> Uitgelegd | None:
    whole = await _explained(rt, session, declaratie.bericht_id, declaratie)
    lines = (regel for client in whole.clienten for regel in client.regels)
    regel = next((one for one in lines if one.nummer == nummer), None)
    if regel is None:
        return None
    codes = list(declaratie.retourcodes)
    line = NietBeoordeeldeRegel(declaratie.id, nummer, regel.referentie_nummer, codes)
    steps = tuple(step for _, step in explain_whole(whole.gezien))
    return Uitgelegd(declaratie, (line, steps))


@dataclass(frozen=True, slots=True)
class GeheelUitgelegd:
    """A message with what its rules saw; `declaratie` when it came past its header."""

    bericht_id: str
    declaratie: Row | None
    retourcodes: tuple[str, ...]
    gezien: Gezien
    clienten: tuple[DeclaratieClient, ...]


async def explain_declaratie(
    rt: Runtime, session: AsyncSession, partij: Partij, declaratie_id: str
) -> GeheelUitgelegd | None:
    """None when it is not this party's to see; `Conflict` when its message is no longer kept."""
    row = await reading.read_declaratie(session, partij, declaratie_id)
    return None if row is None else await _explained(rt, session, row.bericht_id, row)


async def explain_bericht(
    rt: Runtime, session: AsyncSession, partij: Partij, bericht_id: str
) -> GeheelUitgelegd | None:
    """The same of a message that may have left no declaratie; None while it is not judged."""
    mail = await rt.need_mailbox().read_in(session, bericht_id)
    judged = (MailStatus.AFGEWEZEN, MailStatus.VERWERKT)
    if mail is None or mail.status not in judged:
        return None
    own = mail.afzender if partij.kolom == "agb_code" else mail.ontvanger
    if own != partij.code:
        return None
    row = await geschiedenis.find_by_bericht(session, bericht_id)
    return await _explained(rt, session, bericht_id, row)


async def _explained(
    rt: Runtime, session: AsyncSession, bericht_id: str, row: Row | None
) -> GeheelUitgelegd:
    if row is not None:
        refuse_of_the_past(row)
        if await reading.has_destroyed(session, row):
            raise NotFound(VERNIETIGD, code="vernietigd")
    note(session, [VanBericht(bericht_id)])
    kept = None if row is None else reading.as_declaratie(row)
    command = await read_again(rt, session, bericht_id, kept)
    moment = row.beoordeeld_op if row is not None else command.mail.afgehandeld_op
    if moment is None:
        raise NotFound("Dit bericht is nog niet beoordeeld.")
    peil = Peil(command.declaratie, moment, moment)
    gezien = Gezien(
        bericht=command.bericht,
        declaratie=command.declaratie,
        header=await header_feiten(session, peil, command),
        geheel=await asof.load_declaratie_feiten(session, peil),
        regelset=regelset_van(row.regelset if row is not None else None, day_of(moment)).regelset,
        gebroken=_places(command.mail.bevindingen),
    )
    whole = tuple(row.retourcodes) if row is not None else codes_of(command)
    return GeheelUitgelegd(bericht_id, row, whole, gezien, command.clienten)


def _places(bevindingen: Iterable[Mapping[str, Any]]) -> Mapping[str, Sequence[str]]:
    """Id of a rule -> where it is broken, each place once."""
    found: dict[str, dict[str, None]] = {}
    for one in bevindingen:
        found.setdefault(one["regel"], {})[one["plaats"]] = None
    return {id: tuple(places) for id, places in found.items()}
