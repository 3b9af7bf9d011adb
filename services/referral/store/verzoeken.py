# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests and the decisions on them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from services.referral import tables as t
from services.referral.domain.toets import Toets
from services.referral.domain.verzoek import (
    OPEN,
    GenomenBesluit,
    Verwijzer,
    Verzoek,
    VerzoekStatus,
)
from services.referral.store.rows import Values, as_toekenning, toekenning_values

_v = t.verzoek.c
_b = t.besluit.c
_PLAIN = (
    "id",
    "bericht_id",
    "gemeentecode",
    "agb_code",
    "client_id",
    "referentie_aanbieder",
    "dagtekening",
    "ontvangen_op",
    "retour_uiterlijk",
    "besluit_uiterlijk",
    "status",
    "versie",
)


async def keep(session: AsyncSession, vault: Vault, verzoeken: Sequence[Verzoek]) -> None:
    """Store requests that were taken in."""
    await session.execute(sa.insert(t.verzoek), [_values(v, vault) for v in verzoeken])


async def read(
    session: AsyncSession, vault: Vault, gemeentecode: str, verzoek_id: str
) -> Verzoek | None:
    """One request to this gemeente."""
    query = sa.select(t.verzoek).where(_v.id == verzoek_id, _v.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _as_verzoek(row, vault)


async def listed(
    session: AsyncSession,
    vault: Vault,
    gemeentecode: str,
    status: VerzoekStatus | None,
    page: tuple[str | None, int],
) -> list[Verzoek]:
    """Requests to this gemeente, newest first; `page` is (before which id, how many)."""
    before, limit = page
    query = sa.select(t.verzoek).where(_v.gemeentecode == gemeentecode)
    if status is not None:
        query = query.where(_v.status == status)
    if before is not None:
        query = query.where(_v.id < before)
    rows = await session.execute(query.order_by(_v.id.desc()).limit(limit))
    return [_as_verzoek(row, vault) for row in rows]


async def used_references(
    session: AsyncSession, agb_code: str, references: Collection[str]
) -> frozenset[str]:
    """Which of these the aanbieder used before, for whatever gemeente."""
    query = sa.select(_v.referentie_aanbieder).where(
        _v.agb_code == agb_code, _v.referentie_aanbieder.in_(sorted(references))
    )
    return frozenset((await session.scalars(query)).all())


async def any_open(session: AsyncSession, client_id: str, agb_code: str) -> bool:
    """Does this aanbieder wait for an answer about this client?"""
    query = sa.select(_v.id).where(
        _v.client_id == client_id, _v.agb_code == agb_code, _v.status.in_(OPEN)
    )
    return (await session.execute(query.limit(1))).first() is not None


async def open_terms(session: AsyncSession, today: date, until: date) -> tuple[int, int]:
    """Open requests of which the term to decide is over, and ends from today to `until`."""
    late = sa.func.sum(sa.case((_v.besluit_uiterlijk < today, 1), else_=0))
    near = sa.func.sum(sa.case((_v.besluit_uiterlijk >= today, 1), else_=0))
    query = sa.select(late, near).where(_v.status.in_(OPEN), _v.besluit_uiterlijk <= until)
    overdue, due = (await session.execute(query)).one()
    return int(overdue or 0), int(due or 0)


async def set_status(session: AsyncSession, verzoek: Verzoek) -> None:
    """Keep the state of a request after a decision."""
    values = {
        "status": verzoek.status,
        "versie": verzoek.versie,
        "besluit_uiterlijk": verzoek.besluit_uiterlijk,
    }
    await session.execute(sa.update(t.verzoek).where(_v.id == verzoek.id).values(values))


async def keep_toetsen(session: AsyncSession, verzoek_id: str, toetsen: Sequence[Toets]) -> None:
    """Keep what a policy checked; the request waits for a person when a check failed."""
    values = {"toetsen": [asdict(toets) for toets in toetsen]}
    await session.execute(sa.update(t.verzoek).where(_v.id == verzoek_id).values(values))


async def keep_besluit(session: AsyncSession, besluit: GenomenBesluit) -> None:
    """Add a decision; the number in the row keeps two at once from both being the next."""
    values = asdict(besluit) | {"toetsen": [asdict(toets) for toets in besluit.toetsen]}
    await session.execute(sa.insert(t.besluit).values(values))


async def besluiten(session: AsyncSession, verzoek_id: str) -> list[GenomenBesluit]:
    """The decisions on a request, oldest first."""
    query = sa.select(t.besluit).where(_b.verzoek_id == verzoek_id).order_by(_b.volgnummer)
    return [_as_besluit(row) for row in await session.execute(query)]


def _values(verzoek: Verzoek, vault: Vault) -> Values:
    told = {
        "verwijzer_naam": verzoek.verwijzer.naam,
        "zorgverlener_code": verzoek.verwijzer.zorgverlener_code,
        "commentaar": verzoek.commentaar,
        "beschikking_nummer": verzoek.beschikking_nummer,
        "beschikking_ingangsdatum": verzoek.beschikking_ingangsdatum,
    }
    plain = {name: getattr(verzoek, name) for name in _PLAIN}
    return {
        **plain,
        **toekenning_values(verzoek.gevraagd),
        "verwijzer_type": verzoek.verwijzer.type,
        "toelichting_verzegeld": vault.seal(json.dumps(told, default=date.isoformat).encode()),
        "toetsen": [],
    }


def _as_verzoek(row: sa.Row[Any], vault: Vault) -> Verzoek:
    told = json.loads(vault.open(row.toelichting_verzegeld))
    since = told["beschikking_ingangsdatum"]
    return Verzoek(
        gevraagd=as_toekenning(row),
        verwijzer=Verwijzer(row.verwijzer_type, told["verwijzer_naam"], told["zorgverlener_code"]),
        commentaar=tuple(told["commentaar"]),
        beschikking_nummer=told["beschikking_nummer"],
        beschikking_ingangsdatum=date.fromisoformat(since) if since else None,
        toetsen=tuple(Toets(**toets) for toets in row.toetsen),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _as_besluit(row: sa.Row[Any]) -> GenomenBesluit:
    values = {name: getattr(row, name) for name in GenomenBesluit.__slots__}
    values["toetsen"] = tuple(Toets(**toets) for toets in row.toetsen)
    return GenomenBesluit(**values)
