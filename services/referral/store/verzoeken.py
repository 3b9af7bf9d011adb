# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests and the decisions on them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.crypto import Vault
from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.aanbod import Alternatief
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import Toekenning
from services.referral.domain.verzoek import (
    OPEN,
    WOONPLAATS_DAGEN,
    GenomenBesluit,
    Soort,
    Verwijzer,
    Verzoek,
    VerzoekStatus,
    VerzoekToewijzing,
    VerzoekWijziging,
)
from services.referral.store.pakketten import as_pakket, pakket_values
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


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which requests: of a status, of a kind, or open while a term ended before a day."""

    status: VerzoekStatus | None = None
    soort: Soort | None = None
    te_laat_op: date | None = None
    woonplaats_te_laat_op: date | None = None


async def keep(session: AsyncSession, vault: Vault, verzoeken: Sequence[Verzoek]) -> None:
    """Store requests that were taken in."""
    await session.execute(sa.insert(t.verzoek), [_values(v, vault) for v in verzoeken])


async def read(
    session: AsyncSession, vault: Vault, gemeentecode: str, verzoek_id: str
) -> Verzoek | None:
    """One request to this gemeente."""
    query = sa.select(t.verzoek).where(_v.id == verzoek_id, _v.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _as_verzoek(session, row, vault)


async def by_reference(
    session: AsyncSession, vault: Vault, parties: tuple[str, str], referentie: str
) -> Verzoek | None:
    """The last request of an aanbieder to a gemeente under this reference; `parties` are both."""
    query = sa.select(t.verzoek).where(
        _v.gemeentecode == parties[0],
        _v.agb_code == parties[1],
        _v.referentie_aanbieder == referentie,
    )
    row = (await session.execute(query.order_by(_v.id.desc()).limit(1))).one_or_none()
    return None if row is None else _as_verzoek(session, row, vault)


async def listed(
    session: AsyncSession,
    vault: Vault,
    gemeentecode: str,
    keuze: Keuze,
    page: tuple[str | None, int],
) -> list[Verzoek]:
    """Requests to this gemeente, newest first; `page` is (before which id, how many)."""
    before, limit = page
    query = sa.select(t.verzoek).where(_v.gemeentecode == gemeentecode)
    if keuze.status is not None:
        query = query.where(_v.status == keuze.status)
    if keuze.soort is not None:
        query = query.where(_v.soort == keuze.soort)
    if keuze.te_laat_op is not None:
        query = query.where(_v.status.in_(OPEN), _v.besluit_uiterlijk < keuze.te_laat_op)
    if keuze.woonplaats_te_laat_op is not None:
        query = query.where(*_residence_gone_by(keuze.woonplaats_te_laat_op))
    if before is not None:
        query = query.where(_v.id < before)
    rows = await session.execute(query.order_by(_v.id.desc()).limit(limit))
    return [_as_verzoek(session, row, vault) for row in rows]


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


async def take_overdue(
    session: AsyncSession, vault: Vault, today: date, limit: int
) -> list[Verzoek]:
    """Open requests of which the term went by, and nobody was told; from now on somebody was."""
    query = (
        sa.select(t.verzoek)
        .where(
            _v.status.in_(OPEN),
            _v.besluit_uiterlijk < today,
            sa.or_(_v.verstreken_gemeld.is_(None), _v.verstreken_gemeld != _v.besluit_uiterlijk),
        )
        .order_by(_v.besluit_uiterlijk, _v.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [_as_verzoek(session, row, vault) for row in await session.execute(query)]
    told = sa.update(t.verzoek).where(_v.id.in_([verzoek.id for verzoek in found]))
    await session.execute(told.values(verstreken_gemeld=_v.besluit_uiterlijk))
    return found


async def any_residence_due(session: AsyncSession, today: date) -> bool:
    """Is there one that `take_residence` would take?"""
    query = sa.select(_v.id).where(*_residence_gone_by(today), _v.woonplaats_gemeld.is_(None))
    return (await session.execute(query.limit(1))).first() is not None


async def count_residence(session: AsyncSession, today: date) -> int:
    """Open requests that can no longer be rejected on the woonplaats, and were not checked."""
    query = sa.select(sa.func.count()).where(*_residence_gone_by(today)).select_from(t.verzoek)
    return int((await session.execute(query)).scalar_one())


async def take_residence(
    session: AsyncSession, vault: Vault, today: date, limit: int
) -> list[VerzoekToewijzing]:
    """Open ones too late to reject on the woonplaats, nobody told yet; from now on somebody is."""
    query = (
        sa.select(t.verzoek)
        .where(*_residence_gone_by(today), _v.woonplaats_gemeld.is_(None))
        .order_by(_v.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [_as_verzoek(session, row, vault) for row in await session.execute(query)]
    told = sa.update(t.verzoek).where(_v.id.in_([verzoek.id for verzoek in found]))
    await session.execute(told.values(woonplaats_gemeld=today))
    return [one for one in found if isinstance(one, VerzoekToewijzing)]


def _residence_gone_by(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Open VOTs of more than two weeks, of which nobody checked the woonplaats (OP359)."""
    first_in_time = datetime.combine(today - WOONPLAATS_DAGEN, time.min, tzinfo=AMSTERDAM)
    checked = sa.exists().where(
        t.verwijzing.c.verzoek_id == _v.id, t.verwijzing.c.woonplaats.is_not(sa.null())
    )
    return (
        _v.soort == VerzoekToewijzing.soort,
        _v.status.in_(OPEN),
        _v.ontvangen_op < first_in_time,
        ~checked,
    )


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
    values = asdict(besluit) | {
        "toetsen": [asdict(toets) for toets in besluit.toetsen],
        "alternatieven": [asdict(one) for one in besluit.alternatieven],
    }
    await session.execute(sa.insert(t.besluit).values(values))


async def besluiten(
    session: AsyncSession, verzoek_id: str, after: int, limit: int
) -> list[GenomenBesluit]:
    """The decisions on a request, oldest first, from the number `after` on."""
    query = sa.select(t.besluit).where(_b.verzoek_id == verzoek_id, _b.volgnummer > after)
    rows = await session.execute(query.order_by(_b.volgnummer).limit(limit))
    return [_as_besluit(row) for row in rows]


def _values(verzoek: Verzoek, vault: Vault) -> Values:
    plain = {name: getattr(verzoek, name) for name in _PLAIN}
    values = plain | {"soort": verzoek.soort, "toetsen": []}
    match verzoek:
        case VerzoekToewijzing():
            return values | _vot_values(verzoek, vault)
        case VerzoekWijziging():
            return values | _vow_values(verzoek, vault)
    raise TypeError(f"a {verzoek.soort} cannot be kept")


def _vot_values(verzoek: VerzoekToewijzing, vault: Vault) -> Values:
    told = {
        "verwijzer_naam": verzoek.verwijzer.naam,
        "zorgverlener_code": verzoek.verwijzer.zorgverlener_code,
        "commentaar": verzoek.commentaar,
        "beschikking_nummer": verzoek.beschikking_nummer,
        "beschikking_ingangsdatum": verzoek.beschikking_ingangsdatum,
        "gezagsdrager_bekend": verzoek.gezagsdrager_bekend,
    }
    return {
        **toekenning_values(verzoek.gevraagd),
        "reden": None,
        "pakket": None,
        "verwijzer_type": verzoek.verwijzer.type,
        "toelichting_verzegeld": _sealed(told, vault),
    }


def _vow_values(verzoek: VerzoekWijziging, vault: Vault) -> Values:
    """A VOW tells nothing of people, and has its products in `pakket`."""
    return {
        **toekenning_values(Toekenning(verzoek.ingangsdatum)),
        "reden": verzoek.reden,
        "pakket": pakket_values(verzoek.pakket),
        "verwijzer_type": None,
        "toelichting_verzegeld": _sealed({}, vault),
    }


def _sealed(told: Values, vault: Vault) -> bytes:
    return vault.seal(json.dumps(told, default=date.isoformat).encode())


def _as_verzoek(session: AsyncSession, row: sa.Row[Any], vault: Vault) -> Verzoek:
    note(session, [Sleutel(row.client_id)])
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain["toetsen"] = tuple(Toets(**toets) for toets in row.toetsen)
    if row.soort == VerzoekWijziging.soort:
        return VerzoekWijziging(**plain, reden=row.reden, pakket=as_pakket(row.pakket))
    told = json.loads(vault.open(row.toelichting_verzegeld))
    since = told["beschikking_ingangsdatum"]
    return VerzoekToewijzing(
        **plain,
        gevraagd=as_toekenning(row),
        verwijzer=Verwijzer(row.verwijzer_type, told["verwijzer_naam"], told["zorgverlener_code"]),
        commentaar=tuple(told["commentaar"]),
        beschikking_nummer=told["beschikking_nummer"],
        beschikking_ingangsdatum=date.fromisoformat(since) if since else None,
        gezagsdrager_bekend=told.get("gezagsdrager_bekend", False),
    )


def _as_besluit(row: sa.Row[Any]) -> GenomenBesluit:
    values = {name: getattr(row, name) for name in GenomenBesluit.__slots__}
    values["toetsen"] = tuple(Toets(**toets) for toets in row.toetsen)
    values["alternatieven"] = tuple(Alternatief(**one) for one in row.alternatieven or ())
    return GenomenBesluit(**values)
