# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Carrying out an approved list: person by person, then what tells of them elsewhere, then proof.

Each transaction is bounded and leaves a state to go on from: whoever is killed half way begins
again, and does only what was not done.
"""

import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ClientgegevensVernietigd, EerderPseudoniem
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.logboek import Betrokkene, note
from libs.common.retention import berichten, bewijs, selection, store, store_bewijs
from libs.common.retention.bekend import where_known
from libs.common.retention.destroy import destroy
from libs.common.retention.lijst import MEESTE_REGELS, Lijst, Regel, Regeltoestand
from libs.common.retention.model import Gekend
from libs.common.retention.opschorten import holding
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
    v = v.van(lijst)
    while (regel := await _destroy_next(v, lijst)) is not None:
        yield f"row {regel.nummer} {regel.toestand}"
    gone = await _gone(v, lijst)
    if await _unsent(v, gone):
        yield WAITS
        return
    async for _ in Scrubber(v, lijst.id, gone).run():
        yield "looked through some rows"
    if v.dossiers.nog_van is not None:
        async for _ in berichten.wipe(v, lijst, v.dossiers.nog_van):
            yield "looked through some messages"
    left, later = Counter[str](), set[str]()
    async for places in _left(v, await _gone(v, lijst), later):
        left.update(places)
        yield "looked for what is left"
    if left:
        _log.error("destruction_incomplete", list=lijst.id, left=dict(left))
        raise OnvolledigError(", ".join(f"{place} {n} rows" for place, n in sorted(left.items())))
    elders = sum(one.elders for one in await _gone(v, lijst))
    proof = await bewijs.declare(v, lijst, elders, later)
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
    gekend = await v.dossiers.sleutels(session, v.vault, persoon)
    if gekend is None:
        return replace(regel, toestand=Regeltoestand.GEBLEVEN, reden="niet-meer-bekend")
    held = (await holding(v, session, [persoon])).get(persoon)
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
    elif not await _is_due(v, session, lijst, persoon):
        return replace(regel, toestand=Regeltoestand.GEBLEVEN, reden="termijn-loopt")
    return await _destroyed(v, session, lijst, regel, gekend)


async def _is_due(v: Vernietiging, session: AsyncSession, lijst: Lijst, persoon: str) -> bool:
    """A file goes when none of it stays today; of rows go those that did when the list was made."""
    if not v.termijn.per_persoon:
        goes = selection.going(v.termijn, lijst.voor)
        return await selection.has_row(session, v.termijn, persoon, goes)
    voor = v.termijn.grens(v.clock.today())
    late = {plek.table: selection.stays(plek, voor) for plek in v.termijn.owned}
    return not await selection.has_row(session, v.termijn, persoon, late)


async def _destroyed(
    v: Vernietiging, session: AsyncSession, lijst: Lijst, regel: Regel, gekend: Gekend
) -> Regel:
    """The row once the person is destroyed; what is left is found by what is sealed in it."""
    assert regel.persoon is not None  # noqa: S101 - looked at by who calls
    pseudoniem, sleutels = gekend
    note(session, [Betrokkene(lijst.gemeentecode, pseudoniem)])
    rijen = await destroy(session, v.termijn, regel.persoon, lijst.voor, v.dossiers.vooraf)
    # A BSN that it had by mistake may be the right one of a child of another gemeente; and who has
    # rows of later here is not gone.
    known = await where_known(session, v.dossiers, hashes_of(sleutels))
    codes = set[str]().union(*known.values())
    elders = bool(codes - {lijst.gemeentecode})
    vervangend = _replacing(v.vault, gekend)
    if not codes:
        await store_bewijs.mark(session, v.tables, bewijs.marks(v.vault, sleutels), v.clock.now())
        await store.forget_person(session, v.tables, regel.persoon)
    if v.dossiers.bron:
        await _tell(v, session, lijst, vervangend)
    # After its own event: what is later is of who was registered anew. Of rows, what began later.
    whole = v.termijn.per_persoon
    op = (v.clock.now() if whole else selection.midnight(lijst.voor)).isoformat()
    kept = json.dumps([list(vervangend.items()), elders, op, *sleutels]).encode()
    return replace(
        regel,
        persoon=None,
        rijen=dict(rijen),
        toestand=Regeltoestand.VERNIETIGD,
        verzegeld=v.vault.seal(kept),
    )


async def _tell(
    v: Vernietiging, session: AsyncSession, lijst: Lijst, vervangend: Mapping[str, str]
) -> None:
    """All others, under what they count the client from now on."""
    (pseudoniem, instead), *former = vervangend.items()
    await v.outbox.add(
        session,
        ClientgegevensVernietigd(
            vernietiging_id=new_id(),
            gemeentecode=lijst.gemeentecode,
            client_pseudoniem=pseudoniem,
            vervangend_pseudoniem=instead,
            categorie=lijst.categorie,
            grond=lijst.grond,
            vernietigd_op=v.clock.today(),
            eerdere=tuple(
                EerderPseudoniem(client_pseudoniem=one, vervangend_pseudoniem=other)
                for one, other in former
            ),
        ),
    )


def _replacing(vault: Vault, gekend: Gekend) -> dict[str, str]:
    """What stands for each pseudonym from now on: random, that of now first."""
    bsns = (one for one in gekend.sleutels if len(one) == BSN_LENGTH)
    former = (vault.pseudonym(bsn, PURPOSE_CHAIN) for bsn in bsns)
    return {one: secrets.token_hex(16) for one in dict.fromkeys((gekend.pseudoniem, *former))}


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
        vervangend=tuple((known, instead) for known, instead in vervangend),
        sleutels=tuple(sleutels),
        elders=elders,
        op=datetime.fromisoformat(op),
    )


async def _unsent(v: Vernietiging, gone: Sequence[Gewist]) -> bool:
    if not v.dossiers.bron:
        return False
    t = v.mechanics.outbox.outbox.c
    query = sa.select(sa.literal(1)).where(
        t.sent_at.is_(None), t.key.in_([known for one in gone for known in one.hashes])
    )
    async with v.db.read() as session:
        return await session.scalar(query.limit(1)) is not None


async def _left(
    v: Vernietiging, gone: Sequence[Gewist], later: set[str]
) -> AsyncIterator[list[str]]:
    """Where something still stands of those whom no gemeente knows, still or again.

    Messages that go by their age may tell of them for longer: a key of each goes to `later`.
    """
    by_key = {key: one for one in gone if not (one.elders or one.terug) for key in one.sleutels}
    by_age = berichten.by_age(v)
    tables = [one for one in bewijs.looked_through(v) if one not in (v.tables.regel, *by_age)]
    async for places in look(
        v.db, tables, v.vault, lambda text: any(one in by_key for one in tokens(text))
    ):
        yield places
    async for places, still in berichten.told_of(v, by_key):
        later |= still
        yield places
