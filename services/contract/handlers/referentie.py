# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reference data of the repository into the registers: gemeenten, jeugdregio's, care functions."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from libs.ijw import codelist
from libs.ijw.codelists import GEMEENTEN, gemeenten_valid_from
from libs.ijw.jeugdregio import Lidmaatschap, lidmaatschappen
from services.contract import store
from services.contract.domain import Geldigheid, Gemeente, Lid, Regio
from services.contract.domain.zorgfunctie import Zorgfunctie
from services.contract.handlers.registers import put_gemeente, put_regio
from services.contract.handlers.zorgfuncties import put_zorgfunctie
from services.contract.store import zorgfuncties

_AT_ONCE = 100

V = TypeVar("V")


@dataclass
class Gezaaid:
    """What came of one kind; `anders` are keys that the register has with other content."""

    soort: str
    nieuw: int = 0
    gelijk: int = 0
    vervangen: int = 0
    anders: list[str] = field(default_factory=list)


async def seed(rt: Runtime, *, overwrite: bool = False) -> list[Gezaaid]:
    """Register what is missing; what is there with other content only with `overwrite`.

    A region may have put its own facts in the register, and knows them better than a list of one
    date. Some rows in a transaction, so that it can be stopped and run again.
    """
    return [
        await _seed(rt, Gezaaid("gemeenten"), reference_gemeenten(), _gemeente(rt), overwrite),
        await _seed(rt, Gezaaid("regio's"), reference_regios(), _regio(rt), overwrite),
        await _seed(rt, Gezaaid("zorgfuncties"), reference_functies(), _functie(rt), overwrite),
    ]


@dataclass(frozen=True)
class _Act(Generic[V]):
    """How one value is found, with its version, and kept."""

    held: Callable[[AsyncSession, V], Awaitable[tuple[V, int] | None]]
    keep: Callable[[AsyncSession, V], Awaitable[object]]
    key: Callable[[V], str]


async def _seed(
    rt: Runtime, told: Gezaaid, values: Iterator[V], act: _Act[V], overwrite: bool
) -> Gezaaid:
    wanted = list(values)
    for start in range(0, len(wanted), _AT_ONCE):
        async with rt.db.begin() as session:
            for value in wanted[start : start + _AT_ONCE]:
                await _seed_one(session, told, value, act, overwrite)
    return told


async def _seed_one(
    session: AsyncSession, told: Gezaaid, value: V, act: _Act[V], overwrite: bool
) -> None:
    held = await act.held(session, value)
    if held is not None and held[0] == value:
        told.gelijk += 1
    elif held is not None and not overwrite:
        told.anders.append(act.key(value))
    else:
        await act.keep(session, value)
        told.nieuw += held is None
        told.vervangen += held is not None


def _gemeente(rt: Runtime) -> _Act[Gemeente]:
    return _Act(
        lambda session, one: store.read_gemeente(session, one.gemeentecode),
        lambda session, one: put_gemeente(session, rt.outbox, one, _any),
        lambda one: one.gemeentecode,
    )


def _regio(rt: Runtime) -> _Act[Regio]:
    return _Act(
        lambda session, one: store.read_regio(session, one.regiocode),
        lambda session, one: put_regio(session, rt.outbox, one, _any),
        lambda one: one.regiocode,
    )


def _functie(rt: Runtime) -> _Act[Zorgfunctie]:
    return _Act(
        lambda session, one: zorgfuncties.read_zorgfunctie(session, one.id),
        lambda session, one: put_zorgfunctie(session, rt.outbox, one, _any),
        lambda one: one.id,
    )


def _any(_versie: int) -> None:
    """Whatever version is held."""


def reference_gemeenten() -> Iterator[Gemeente]:
    """All since the Jeugdwet, by code; one that went on under another code has a last day."""
    for code, entry in codelist(GEMEENTEN).entries.items():
        begun = entry.vanaf or gemeenten_valid_from()
        yield Gemeente(code, entry.betekenis, Geldigheid(begun, entry.tot))


def reference_regios() -> Iterator[Regio]:
    """All jeugdregio's with their memberships, by code."""
    for regio, members in groupby(lidmaatschappen(), key=lambda one: one.regio):
        yield Regio(regio.code, regio.naam, tuple(map(_lid, members)))


def _lid(one: Lidmaatschap) -> Lid:
    return Lid(one.gemeentecode, Geldigheid(one.vanaf, one.tot))


def reference_functies() -> Iterator[Zorgfunctie]:
    """The rows that policy documents of three regions print."""
    for row in _functies():
        tot = row.get("geldigTot")
        geldig = Geldigheid(
            date.fromisoformat(row["geldigVan"]), date.fromisoformat(tot) if tot else None
        )
        yield Zorgfunctie(
            id=row["id"],
            regiocode=row["regiocode"],
            functie=row["functie"],
            schaal=row["schaal"],
            gebied=row["gebied"],
            geldig=geldig,
            bron=row["bron"],
            coordinerende_partij=row.get("coordinerendePartij"),
            keuze=row.get("keuze"),
            bekostiging=row.get("bekostiging"),
        )


@cache
def _functies() -> list[dict[str, Any]]:
    data = files("services.contract.domain").joinpath("zorgfuncties.json")
    rows: list[dict[str, Any]] = json.loads(data.read_text(encoding="utf-8"))["rijen"]
    return rows
