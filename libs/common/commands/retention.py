# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Retention as an operator sees it: how long what is kept, and what has outlived its term."""

import json
from collections.abc import AsyncIterator
from datetime import date

from libs.common.commands.refused import RefusedError
from libs.common.retention import Bewaarschema, propose
from libs.common.runtime import Runtime


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


def _schema(runtime: Runtime) -> Bewaarschema:
    if runtime.retention is None:
        raise RefusedError(f"{runtime.name} has no retention schedule: it holds no personal data")
    return runtime.retention
