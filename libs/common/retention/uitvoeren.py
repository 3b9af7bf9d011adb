# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Carrying out an approved list: person by person, then what tells of them elsewhere, then proof.

Each transaction is bounded and leaves a state to go on from: whoever is killed half way begins
again, and does only what was not done.
"""

import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ClientgegevensVernietigd, EerderPseudoniem
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.logboek import Betrokkene, note
from libs.common.retention import bewijs, selection, store
from libs.common.retention.bekend import where_known
from libs.common.retention.destroy import destroy
from libs.common.retention.lijst import MEESTE_REGELS, Lijst, Regel, Regeltoestand
from libs.common.retention.scrub import BSN_LENGTH, Gewist, Scrubber, hashes_of, seen_again
from libs.common.retention.trace import look, tokens
from libs.common.retention.vernietiging import Vernietiging

WAITS = "waits for events to be brought to the log"

_log = structlog.get_logger()


class OnvolledigError(Exception):
    """Something of whom a list was about is still there: table and column, never what."""


async def carry_out(v: Vernietiging, lijst: Lijst) -> AsyncIterator[str]:
    """Carry out a list; tells after each step of bounded size what was done.

    Ends early while events of these persons wait to be brought to the log: come again then.
    `OnvolledigError` when something is left, with the list as it was, to be carried out again.
    """
    while (regel := await _destroy_next(v, lijst)) is not None:
        yield f"row {regel.nummer} {regel.toestand}"
    gone = await _gone(v, lijst)
    if await _unsent(v, gone):
        yield WAITS
        return
    async for _ in Scrubber(v, lijst.id, gone).run():
        yield "looked through some rows"
    left = Counter[str]()
    async for places in _left(v, await _gone(v, lijst)):
        left.update(places)
        yield "looked for what is left"
    if left:
        _log.error("destruction_incomplete", list=lijst.id, left=dict(left))
        raise OnvolledigError(", ".join(f"{place} {n} rows" for place, n in sorted(left.items())))
    elders = sum(one.elders for one in await _gone(v, lijst))
    proof = await bewijs.declare(v, lijst, elders)
    yield f"proof {proof.volgnummer}: {proof.personen} persons, {sum(proof.rijen.values())} rows"


async def _destroy_next(v: Vernietiging, lijst: Lijst) -> Regel | None:
    """Deal with one person, in a transaction; None when nobody is left."""
    async with v.db.begin() as session:
        regel = await store.next_open(session, v.tables, lijst.id)
        if regel is None or regel.persoon is None:
            return None
        after = await _dealt_with(v, session, lijst, regel, regel.persoon)
        await store.keep_regel(session, v.tables, after)
    return after


async def _dealt_with(
    v: Vernietiging, session: AsyncSession, lijst: Lijst, regel: Regel, persoon: str
) -> Regel:
    """What became of a person: everything is looked at again, for much may have changed."""
    today = v.clock.today()
    sleutels = await v.dossiers.sleutels(session, v.vault, persoon)
    if not sleutels:
        return replace(regel, toestand=Regeltoestand.GEBLEVEN, reden="niet-meer-bekend")
    held = (await store.holding(session, v.tables, [persoon], today)).get(persoon)
    if held is not None:
        return replace(
            regel,
            toestand=Regeltoestand.OPGESCHORT,
            bewaarplicht_id=held.id,
            reden=held.reden,
        )
    if lijst.grond == "verzoek":
        if await selection.has_row(session, v.termijn, persoon, selection.in_use(v.termijn, today)):
            return replace(regel, toestand=Regeltoestand.IN_GEBRUIK, reden="dossier-in-gebruik")
    else:
        voor = v.termijn.grens(today)
        late = {plek.table: selection.stays(plek, voor) for plek in v.termijn.owned}
        if await selection.has_row(session, v.termijn, persoon, late):
            return replace(regel, toestand=Regeltoestand.GEBLEVEN, reden="termijn-loopt")
    return await _destroyed(v, session, lijst, regel, sleutels)


async def _destroyed(
    v: Vernietiging, session: AsyncSession, lijst: Lijst, regel: Regel, sleutels: Sequence[str]
) -> Regel:
    """The row once the person is destroyed; what is left is found by what is sealed in it."""
    assert regel.persoon is not None  # noqa: S101 - looked at by who calls
    pseudoniem, *_ = sleutels
    # A BSN that it had by mistake may be the right one of a child of another gemeente.
    known = await where_known(session, v.dossiers, hashes_of(sleutels))
    elders = any(codes - {lijst.gemeentecode} for codes in known.values())
    note(session, [Betrokkene(lijst.gemeentecode, pseudoniem)])
    rijen = await destroy(session, v.termijn, regel.persoon)
    vervangend = _replacing(v.vault, sleutels)
    if not elders:
        await store.mark(session, v.tables, bewijs.marks(v.vault, sleutels), v.clock.now())
    await v.outbox.add(
        session,
        ClientgegevensVernietigd(
            vernietiging_id=new_id(),
            gemeentecode=lijst.gemeentecode,
            client_pseudoniem=pseudoniem,
            vervangend_pseudoniem=vervangend[pseudoniem],
            categorie=lijst.categorie,
            grond=lijst.grond,
            vernietigd_op=v.clock.today(),
            eerdere=tuple(
                EerderPseudoniem(client_pseudoniem=one, vervangend_pseudoniem=instead)
                for one, instead in vervangend.items()
                if one != pseudoniem
            ),
        ),
    )
    # After its own event: what is later is of who was registered anew.
    op = v.clock.now().isoformat()
    kept = json.dumps([list(vervangend.items()), elders, op, *sleutels]).encode()
    return replace(
        regel,
        persoon=None,
        rijen=dict(rijen),
        toestand=Regeltoestand.VERNIETIGD,
        verzegeld=v.vault.seal(kept),
    )


def _replacing(vault: Vault, sleutels: Sequence[str]) -> dict[str, str]:
    """What stands for each pseudonym from now on: random, that of now first."""
    pseudoniem, *rest = sleutels
    former = (vault.pseudonym(one, PURPOSE_CHAIN) for one in rest if len(one) == BSN_LENGTH)
    return {one: secrets.token_hex(16) for one in dict.fromkeys((pseudoniem, *former))}


async def _gone(v: Vernietiging, lijst: Lijst) -> list[Gewist]:
    """Who were destroyed of this list and not proven to be gone, as they are known now."""
    async with v.db.read() as session:
        rows = await store.regels(session, v.tables, lijst.id, 0, MEESTE_REGELS)
        found = [
            _as_gewist(lijst.gemeentecode, v.vault.open(row.verzegeld))
            for row in rows
            if row.verzegeld is not None
        ]
        return await seen_again(session, v.dossiers, found)


def _as_gewist(gemeentecode: str, kept: bytes) -> Gewist:
    vervangend, elders, op, *sleutels = json.loads(kept)
    if isinstance(vervangend, str):  # a list that was begun when one stood for all
        vervangend = [(sleutels[0], vervangend)]
    return Gewist(
        gemeentecode=gemeentecode,
        pseudoniem=sleutels[0],
        vervangend=tuple((known, instead) for known, instead in vervangend),
        sleutels=tuple(sleutels),
        elders=elders,
        op=datetime.fromisoformat(op),
    )


async def _unsent(v: Vernietiging, gone: Sequence[Gewist]) -> bool:
    t = v.mechanics.outbox.outbox.c
    query = sa.select(sa.literal(1)).where(
        t.sent_at.is_(None), t.key.in_([known for one in gone for known in one.hashes])
    )
    async with v.db.read() as session:
        return await session.scalar(query.limit(1)) is not None


def _left(v: Vernietiging, gone: Sequence[Gewist]) -> AsyncIterator[list[str]]:
    """Where something still stands of those whom no gemeente knows, still or again."""
    keys = {key for one in gone if not (one.elders or one.terug) for key in one.sleutels}
    tables = [table for table in bewijs.looked_through(v) if table is not v.tables.regel]
    return look(v.db, tables, v.vault, lambda text: any(one in keys for one in tokens(text)))
