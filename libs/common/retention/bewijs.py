# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Proof of destruction: a chain of declarations, and marks by which one sees nobody came back.

A declaration has no hash of anyone, for it is kept without end. The marks are keyed hashes of what
a person was known by, of a purpose of their own, kept while something late may bring somebody back.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

import sqlalchemy as sa
import structlog

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.logboek import Breach
from libs.common.retention import store, store_bewijs
from libs.common.retention.lijst import (
    MEESTE_REGELS,
    SYSTEEM,
    Dader,
    Lijst,
    Regel,
    Regeltoestand,
    Verklaring,
)
from libs.common.retention.trace import look, tokens
from libs.common.retention.vernietiging import Vernietiging

PURPOSE = "vernietigd"
_BEGIN = "0" * 64
_BATCH = 100

_log = structlog.get_logger()


async def declare(v: Vernietiging, lijst: Lijst, elders: int, later: Collection[str]) -> Verklaring:
    """The list is carried out: declare it, and forget by what its persons could be found.

    Of whom a message tells that stays for its own age (`later`, by key) no mark is kept.
    """
    now = v.clock.now()
    async with v.db.begin() as session:
        held = await store.take(session, v.tables, lijst.gemeentecode, lijst.id)
        assert held is not None  # noqa: S101 - no list is ever deleted
        after = held.na("uitvoeren", Dader(SYSTEEM), now)
        rows = await store.regels(session, v.tables, lijst.id, 0, MEESTE_REGELS)
        before = await store_bewijs.last_proof(session, v.tables)
        proof = _sealed(v.vault, before, _proof(v, after, rows, now, elders))
        await store_bewijs.declare(session, v.tables, proof)
        await store.update(session, v.tables, after)
        await store.forget(session, v.tables, lijst.id)
        await store_bewijs.unmark(session, v.tables, marks(v.vault, sorted(later)))
    # Kept elsewhere, this shows when the end of the chain was cut off.
    _log.info("destruction_declared", number=proof.volgnummer, seal=proof.keten)
    return proof


def _proof(
    v: Vernietiging,
    lijst: Lijst,
    rows: Sequence[Regel],
    now: datetime,
    elders: int,
) -> Verklaring:
    gone = [row for row in rows if row.toestand is Regeltoestand.VERNIETIGD]
    rijen = sum((Counter(row.rijen) for row in gone), Counter[str]())
    return Verklaring(
        volgnummer=0,
        id=new_id(),
        lijst_id=lijst.id,
        gemeentecode=lijst.gemeentecode,
        categorie=lijst.categorie,
        grond=lijst.grond,
        begin=v.termijn.begin,
        jaren=v.termijn.jaren,
        grondslag=v.termijn.grondslag,
        bron=v.termijn.bron,
        personen=len(gone),
        gebleven=len(rows) - len(gone),
        elders_bekend=elders,
        rijen=dict(sorted(rijen.items())),
        gewist=dict(sorted(lijst.gewist.items())),
        stappen=lijst.stappen,
        vernietigd_op=now,
        keten="",
    )


def _sealed(vault: Vault, before: Verklaring | None, proof: Verklaring) -> Verklaring:
    """The proof with the place and seal that it has after `before`."""
    number = 1 if before is None else before.volgnummer + 1
    placed = replace(proof, volgnummer=number, keten="")
    told = [_BEGIN if before is None else before.keten, asdict(placed)]
    text = json.dumps(told, default=lambda moment: moment.isoformat(), sort_keys=True)
    return replace(placed, keten=vault.fingerprint(text.encode(), PURPOSE))


async def breaches(v: Vernietiging) -> AsyncIterator[Breach | int]:
    """Follow the chain: each place where it does not hold, and how many links there are."""
    before: Verklaring | None = None
    count = 0
    while True:
        async with v.db.read() as session:
            after = 0 if before is None else before.volgnummer
            found = await store_bewijs.proofs(session, v.tables, after, _BATCH)
        for proof in found:
            expected = _sealed(v.vault, before, proof)
            if proof.volgnummer != expected.volgnummer:
                yield Breach(str(expected.volgnummer), "is missing")
            elif proof.keten != expected.keten:
                yield Breach(str(proof.volgnummer), "was changed")
            before = proof
        count += len(found)
        if len(found) < _BATCH:
            break
    async with v.db.read() as session:
        for lijst_id in await store_bewijs.unproven(session, v.tables):
            yield Breach(lijst_id, "was carried out and has no proof")
    yield count


def marks(vault: Vault, sleutels: Iterable[str]) -> list[str]:
    """By what a destroyed person is known again; the first stands for the person."""
    return [vault.pseudonym(sleutel, PURPOSE) for sleutel in sleutels]


async def came_back(v: Vernietiging) -> AsyncIterator[list[str]]:
    """After each page of rows, where something stands of who was destroyed.

    Whoever was registered since, as somebody new, is left out: that is no breach.
    """
    known = await _marks_of_who_stayed_away(v)

    def has(text: str) -> bool:
        return any(v.vault.pseudonym(one, PURPOSE) in known for one in tokens(text))

    async for places in look(v.db, looked_through(v), v.vault, has):
        yield places


async def _marks_of_who_stayed_away(v: Vernietiging) -> set[str]:
    again = set[str]()
    async with v.db.read() as session:
        kept = await store_bewijs.marks(session, v.tables)
        for one in v.alle if kept else ():
            key, sinds = one.dossiers.sinds
            persons = await session.execute(sa.select(key, sa.func.max(sinds)).group_by(key))
            for sleutel, moment in persons:
                mark = v.vault.pseudonym(sleutel, PURPOSE)
                if mark in kept and moment > kept[mark][1]:
                    again.add(kept[mark][0])
    return {mark for mark, (of, _) in kept.items() if of not in again}


def looked_through(v: Vernietiging) -> list[sa.Table]:
    """All tables, but for those that are kept for a term of their own: who did what."""
    own = {
        plek.table for termijn in v.schema.termijnen if termijn.blijft for plek in termijn.plekken
    }
    tables = v.mechanics.outbox.outbox.metadata.sorted_tables
    return [table for table in tables if table not in own]
