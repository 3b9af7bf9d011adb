# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Retention as an operator sees it: how long what is kept, and what has outlived its term."""

import json
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date

from libs.common.commands.refused import RefusedError
from libs.common.logboek import Breach, acting_as
from libs.common.retention import (
    Bewaarschema,
    bewijs,
    opschorten,
    propose,
    store,
    store_plichten,
    trace,
)
from libs.common.retention.keeper import draw_up_all
from libs.common.retention.uitvoeren import OnvolledigError, carry_out
from libs.common.retention.vernietiging import Vernietiging
from libs.common.runtime import Runtime

_BSN = re.compile(r"[0-9]{9}")


def schedule(runtime: Runtime) -> list[str]:
    """The categories as JSON, one on a line, with the tables each is in."""
    return [
        json.dumps(
            {
                "categorie": one.sleutel,
                "naam": one.naam,
                "begin": one.begin,
                "jaren": one.jaren,
                "grondslag": one.grondslag,
                "bron": one.bron,
                "eigenaar": one.eigenaar,
                "tabellen": [plek.table.name for plek in one.plekken],
                "voorlopig": one.voorlopig,
                "geenVoorstel": one.geen_voorstel,
            },
            ensure_ascii=False,
        )
        for one in _schema(runtime).termijnen
    ]


async def proposal(runtime: Runtime, on: date | None = None) -> AsyncIterator[str]:
    """What is due to be destroyed, today or on a day to come: counts by category and table."""
    schema, today = _schema(runtime), runtime.clock.today()
    day = on or today
    if day < today:
        raise RefusedError("a list is made of today or of a day to come")
    for termijn in schema.termijnen:
        if termijn.geen_voorstel:
            yield f"{termijn.sleutel} no list: {termijn.geen_voorstel}"
            continue
        async with runtime.db.read() as session:
            found = await propose(session, termijn, day)
        tables = "".join(f", {name} {count}" for name, count in found.rijen.items())
        total = sum(found.rijen.values())
        yield (
            f"{termijn.sleutel} {found.personen} persons, {total} rows{tables}; before "
            f"{found.voor}, {termijn.jaren} years ({termijn.grondslag})"
        )
        if termijn.voorlopig:
            yield f"{termijn.sleutel} to be confirmed: {termijn.voorlopig}"


async def draw_up(runtime: Runtime) -> AsyncIterator[str]:
    """A list for each gemeente of whose clients a term ended, as is made at night."""
    made = await draw_up_all(_keeps_lists(runtime))
    for lijst in made:
        yield f"{lijst.gemeentecode} {lijst.categorie} list {lijst.id}"
    if not made:
        yield "nothing to draw up"


async def tell_holds(runtime: Runtime) -> AsyncIterator[str]:
    """All services of the holds that last: of those that were placed before there was an event."""
    v = _keeps_lists(runtime)
    if not v.dossiers.bron:
        raise RefusedError(f"{runtime.name} is told of holds on files, and tells of none")
    async with runtime.db.begin() as session:
        held = await store_plichten.lasting(session, v.tables, runtime.clock.today())
        for one in held:
            await opschorten.tell(v, session, one)
    yield f"{len(held)} holds told"


async def execute(runtime: Runtime) -> AsyncIterator[str]:
    """Carry out the lists that were approved, as the worker does.

    Raises `RefusedError` while a worker does, and when something is left of whom a list was about.
    """
    v = _keeps_lists(runtime)
    if not await runtime.db.leads("vernietiging"):
        raise RefusedError(f"a worker of {runtime.name} carries lists out")
    async with runtime.db.read() as session:
        waiting = await store.approved(session, v.tables)
    for lijst in waiting:
        with acting_as("vernietigen"):
            try:
                told = [line async for line in carry_out(v, lijst)]
            except OnvolledigError as error:
                raise RefusedError(f"list {lijst.id} is not carried out: {error}") from error
        yield f"{lijst.gemeentecode} {lijst.categorie} list {lijst.id}: {told[-1]}"
    if not waiting:
        yield "nothing was approved"


async def verify_gone(runtime: Runtime) -> AsyncIterator[str]:
    """Does the chain of proofs hold, and is nothing left of whom they are about.

    Raises `RefusedError` when not; looks at all rows.
    """
    v = _keeps_lists(runtime)
    broken, count = 0, 0
    async for found in bewijs.breaches(v):
        if isinstance(found, Breach):
            broken += 1
            yield f"proof {found.at} {found.why}"
        else:
            count = found
    left = Counter[str]()
    async for places in bewijs.came_back(v):
        left.update(places)
    for place, rows in sorted(left.items()):
        yield f"{place} {rows} rows of who was destroyed"
    yield f"{count} proofs, {len(bewijs.looked_through(v))} tables"
    if broken or left:
        raise RefusedError("the proof does not hold: see docs/personal-data.md")


async def traces(runtime: Runtime, *, gone: bool = False) -> AsyncIterator[str]:
    """Where something of the person stands whose BSN is on standard input: rows by column.

    Nobody's BSN is an argument: those of a running program can be seen by others. With `gone`
    raises `RefusedError` when anything is found.
    """
    schema, vault = _schema(runtime), runtime.need_vault()
    bsn = sys.stdin.readline().strip()
    if not _BSN.fullmatch(bsn):
        raise RefusedError("give a BSN of nine digits on standard input")
    needles = [bsn, *(vault.pseudonym(bsn, doel) for doel in schema.doelen)]
    metadata = runtime.mechanics.outbox.outbox.metadata
    found = await trace(runtime.db, metadata, vault, needles)
    for place, count in sorted(found.items()):
        yield f"{place} {count} rows"
    yield f"{found.total()} traces in {len(metadata.tables)} tables"
    if gone and found:
        raise RefusedError("not all of it is gone")


def _keeps_lists(runtime: Runtime) -> Vernietiging:
    if (found := runtime.vernietiging) is None:
        raise RefusedError(f"{runtime.name} keeps no lists of what is to be destroyed")
    return found


def _schema(runtime: Runtime) -> Bewaarschema:
    if runtime.retention is None:
        raise RefusedError(f"{runtime.name} has no retention schedule: it holds no personal data")
    return runtime.retention
