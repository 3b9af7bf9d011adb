# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every read that shows a person is in the log of processing, or it is known why it shows nobody.

Made by what the API documents say there is, so that a read that is new is tried too.
"""

import importlib
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from tests.e2e.conftest import Region
from tests.rechten.tabel import Operatie, expected
from tests.rechten.test_vreemd import OWN, Things, path_of

Tried = dict[str, bool]
"""By read: whether the log had it each time that it was answered with something."""

UNTRIED = {"referral": 17, "billing": 11}
"""How many reads are of things that nobody made here; this gets no more."""


async def logged(region: Region, dienst: str, actie: str) -> int:
    """How often a read is in the log of a service."""
    rt = region.services[dienst].runtime
    t = rt.need_logboek().tables.verwerking
    query = sa.select(sa.func.count()).where(t.c.actie == actie)
    async with rt.db.read() as session:
        return int(await session.scalar(query) or 0)


def shows(answer: httpx.Response) -> bool:
    """It was answered, with more than an empty list."""
    if answer.status_code != httpx.codes.OK:
        return False
    is_json = answer.headers["Content-Type"] == "application/json"
    told = answer.json() if is_json else answer.content
    return bool(told.get("resultaten", True) if isinstance(told, dict) else told)


async def tried(things: Things, dienst: str) -> Tried:
    """Every read of a service that shows something to who it is of."""
    found: Tried = {}
    for operatie in expected():
        path = path_of(things, operatie) if "{" in operatie.pad else operatie.pad
        if operatie.dienst != dienst or operatie.methode != "GET" or path is None:
            continue
        for kind in operatie.kinds & OWN.keys():
            before = await logged(things.region, dienst, actie_of(operatie))
            answer = await things.caller(dienst, kind, OWN[kind]).get(path)
            if shows(answer):
                after = await logged(things.region, dienst, actie_of(operatie))
                actie = actie_of(operatie)
                found[actie] = found.get(actie, True) and after == before + 1
    return found


def actie_of(operatie: Operatie) -> str:
    return f"{operatie.methode} {operatie.pad}"


def niemand_of(dienst: str) -> Mapping[str, str]:
    """The reads of a service that show nobody, each with why."""
    found: Mapping[str, str] = importlib.import_module(f"services.{dienst}.verwerkingen").NIEMAND
    return found


@pytest.mark.parametrize("dienst", ["referral", "billing"])
async def test_every_read_is_logged_or_it_is_known_why_it_shows_nobody(
    region: Region, openapi_documents: dict[str, dict[str, Any]], dienst: str
) -> None:
    things = Things(region, openapi_documents)
    await things.tell()
    await things.make()
    niemand = niemand_of(dienst)
    found = await tried(things, dienst)
    reads = {actie_of(one) for one in expected() if one.dienst == dienst and one.methode == "GET"}

    assert sorted(read for read, is_logged in found.items() if is_logged and read in niemand) == []
    assert sorted(read for read, is_logged in found.items() if not is_logged) == sorted(
        found.keys() & niemand.keys()
    ), "not logged, and not known to show nobody"
    assert niemand.keys() <= reads, "a read that is no more"
    assert all(len(why) > 10 for why in niemand.values())
    untried = sorted(reads - found.keys() - niemand.keys())
    assert len(untried) <= UNTRIED[dienst], untried
