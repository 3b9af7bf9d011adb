# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Referrals as rows; who referred stands sealed."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.bepaling import Bepaling
from services.referral.domain.verwijsroute import Status
from services.referral.domain.verwijzing import Stap, Verwijzing
from services.referral.domain.woonplaats import Verantwoordelijk
from services.referral.store.rows import Values

_c = t.verwijzing.c
_SEALED = ("verwijzer_naam", "zorgverlener_code")
_SHAPED = ("bepaling", "woonplaats", "stappen")
_PLAIN = tuple(n for n in Verwijzing.__slots__ if n not in {*_SEALED, *_SHAPED})
MOST = 200
"""Referrals of one client that are shown at once."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which referrals: in a state, of a client."""

    status: Status | None = None
    client_id: str | None = None


async def save(session: AsyncSession, vault: Vault, verwijzing: Verwijzing) -> None:
    """A new one, or the next version of one."""
    values = _values(verwijzing, vault)
    if verwijzing.versie == 1:
        await session.execute(sa.insert(t.verwijzing).values(values))
    else:
        await session.execute(sa.update(t.verwijzing).where(_c.id == verwijzing.id).values(values))


async def read(
    session: AsyncSession, vault: Vault, gemeentecode: str, verwijzing_id: str
) -> Verwijzing | None:
    """One of this gemeente."""
    query = sa.select(t.verwijzing).where(_c.id == verwijzing_id, _c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else as_verwijzing(session, row, vault)


async def listed(
    session: AsyncSession,
    vault: Vault,
    gemeentecode: str,
    keuze: Keuze,
    page: tuple[str | None, int],
) -> list[Verwijzing]:
    """Of this gemeente, newest first; `page` is (before which id, how many)."""
    before, limit = page
    query = sa.select(t.verwijzing).where(_c.gemeentecode == gemeentecode)
    if keuze.status is not None:
        query = query.where(_c.status == keuze.status)
    if keuze.client_id is not None:
        query = query.where(_c.client_id == keuze.client_id)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [as_verwijzing(session, row, vault) for row in rows]


async def of_client(
    session: AsyncSession, vault: Vault, client_id: str, statuses: Collection[Status]
) -> list[Verwijzing]:
    """Those of a client in these states, oldest first."""
    query = sa.select(t.verwijzing).where(
        _c.client_id == client_id, _c.status.in_(sorted(statuses))
    )
    rows = await session.execute(query.order_by(_c.id))
    return [as_verwijzing(session, row, vault) for row in rows]


async def of_verzoek(session: AsyncSession, vault: Vault, verzoek_id: str) -> Verwijzing | None:
    """The one that a request joined."""
    query = sa.select(t.verwijzing).where(_c.verzoek_id == verzoek_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else as_verwijzing(session, row, vault)


async def free_help(
    session: AsyncSession, vault: Vault, gemeentecode: str, until: date
) -> list[Verwijzing]:
    """Free youth help of a gemeente that began by a day, oldest first."""
    query = sa.select(t.verwijzing).where(
        _c.gemeentecode == gemeentecode,
        _c.toegang == "vrij-toegankelijk",
        _c.hulp == "jeugdhulp",
        _c.begindatum <= until,
    )
    rows = await session.execute(query.order_by(_c.id))
    return [as_verwijzing(session, row, vault) for row in rows]


async def by_ids(session: AsyncSession, vault: Vault, ids: Collection[str]) -> list[Verwijzing]:
    """These, oldest first."""
    query = sa.select(t.verwijzing).where(_c.id.in_(sorted(ids))).order_by(_c.id)
    return [as_verwijzing(session, row, vault) for row in await session.execute(query)]


async def continuing(
    session: AsyncSession, vault: Vault, client_id: str, verwijzing_id: str
) -> Verwijzing | None:
    """The one of a client that continues this one in another gemeente."""
    query = sa.select(t.verwijzing).where(
        _c.voortzetting_van == verwijzing_id, _c.client_id == client_id
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else as_verwijzing(session, row, vault)


def _values(verwijzing: Verwijzing, vault: Vault) -> Values:
    values: Values = {name: getattr(verwijzing, name) for name in _PLAIN}
    told = {name: getattr(verwijzing, name) for name in _SEALED}
    return values | {
        "status": verwijzing.status,
        "verwijzer_verzegeld": vault.seal(json.dumps(told).encode()),
        "bepaling": _as_json(verwijzing.bepaling),
        "woonplaats": _as_json(verwijzing.woonplaats),
        "stappen": [{"status": s.status, "op": s.op.isoformat()} for s in verwijzing.stappen],
    }


def _as_json(value: Bepaling | Verantwoordelijk | None) -> Values | None:
    if value is None:
        return None
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in asdict(value).items()}


def as_verwijzing(session: AsyncSession, row: sa.Row[Any], vault: Vault) -> Verwijzing:
    """A row as the domain knows it."""
    note(session, [Sleutel(row.client_id)])
    told = json.loads(vault.open(row.verwijzer_verzegeld))
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Verwijzing(
        **plain,
        **told,
        bepaling=_as_bepaling(row.bepaling),
        woonplaats=_as_woonplaats(row.woonplaats),
        stappen=tuple(Stap(s["status"], datetime.fromisoformat(s["op"])) for s in row.stappen),
    )


def _as_bepaling(stored: Values | None) -> Bepaling | None:
    if stored is None:
        return None
    days = {
        name: date.fromisoformat(stored[name]) for name in ("beschikking_datum", "overleg_datum")
    }
    return Bepaling(**(stored | days))


def _as_woonplaats(stored: Values | None) -> Verantwoordelijk | None:
    if stored is None:
        return None
    return Verantwoordelijk(**(stored | {"peildatum": date.fromisoformat(stored["peildatum"])}))
