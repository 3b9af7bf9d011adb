# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients: sealed, found by keyed hash, one row per gemeente and BSN."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.logboek import Betrokkene, note
from libs.common.retention.model import Gekend
from libs.common.upsert import insert_ignore
from services.referral import tables as t
from services.referral.domain.client import Adres, Client, Naam, Persoon, Relatie

PURPOSE_FIND = "zoek"
"""Purpose of the keyed hash by which a BSN is found again; unlike the one in events."""

_c = t.client.c


@dataclass(frozen=True, slots=True)
class Bekend:
    """Which client of which gemeente: by BSN, or by the agreed reference of one without.

    `AssertionError` for one without either: that is nobody.
    """

    gemeentecode: str
    bsn: str | None
    kenmerk: str | None = None

    @property
    def aanduiding(self) -> str:
        """What is hashed; for a reference the same as billing has for an invoice (B-13)."""
        assert self.bsn or self.kenmerk  # noqa: S101 - the edge asks for one of them
        return self.bsn or f"kenmerk/{self.gemeentecode}/{self.kenmerk}"


async def find(session: AsyncSession, vault: Vault, who: Bekend) -> Client | None:
    """The client with this BSN, locked until the transaction ends."""
    row = (await session.execute(_with_bsn(vault, who).with_for_update())).one_or_none()
    return None if row is None else _as_client(session, row, vault)


async def look_up(session: AsyncSession, vault: Vault, who: Bekend) -> Client | None:
    """As `find`, for reading only."""
    row = (await session.execute(_with_bsn(vault, who))).one_or_none()
    return None if row is None else _as_client(session, row, vault)


def hash_of(vault: Vault, bsn: str) -> str:
    """By which a BSN, or the reference of a client without one, is found again here."""
    return vault.pseudonym(bsn, PURPOSE_FIND)


def pseudonym_of(vault: Vault, bsn: str) -> str:
    """By which the same is known in events."""
    return vault.pseudonym(bsn, PURPOSE_CHAIN)


def _with_bsn(vault: Vault, who: Bekend) -> sa.Select[Any]:
    """By the BSN that it has, or had by mistake: an aanbieder may not know of the right one yet."""
    p, bsn_hash = t.vorig_bsn.c, hash_of(vault, who.aanduiding)
    known = sa.select(_c.id).where(_c.gemeentecode == who.gemeentecode, _c.bsn_hash == bsn_hash)
    former = sa.select(p.client_id).where(
        p.gemeentecode == who.gemeentecode, p.bsn_hash == bsn_hash
    )
    return sa.select(t.client).where(_c.id.in_(known.union_all(former)))


async def read(
    session: AsyncSession, vault: Vault, gemeentecode: str, client_id: str
) -> Client | None:
    """A client of the gemeente; that of another is not opened, and nobody looked at it."""
    query = sa.select(t.client).where(_c.id == client_id, _c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _as_client(session, row, vault)


async def known(session: AsyncSession, vault: Vault, client_id: str) -> Client:
    """A client that is known to exist, for reading only."""
    query = sa.select(t.client).where(_c.id == client_id)
    return _as_client(session, (await session.execute(query)).one(), vault)


async def known_all(session: AsyncSession, vault: Vault, ids: Sequence[str]) -> list[Client]:
    """Clients that are known to exist, by id, for reading only."""
    query = sa.select(t.client).where(_c.id.in_(ids)).order_by(_c.id)
    return [_as_client(session, row, vault) for row in await session.execute(query)]


async def lock(session: AsyncSession, vault: Vault, client_id: str) -> Client:
    """A client that is known to exist, locked until the transaction ends."""
    query = sa.select(t.client).where(_c.id == client_id).with_for_update()
    return _as_client(session, (await session.execute(query)).one(), vault)


async def ensure(
    session: AsyncSession, vault: Vault, who: Bekend, persoon: Persoon, now: datetime
) -> tuple[Client, bool]:
    """The client, locked; made from `persoon` and True when it was not known yet.

    What the gemeente registered is never replaced by what a message says (OP039).
    """
    if (known := await find(session, vault, who)) is not None:
        return known, False
    values = {
        "id": new_id(),
        "gemeentecode": who.gemeentecode,
        "bsn_hash": hash_of(vault, who.aanduiding),
        "bsn_verzegeld": vault.seal((who.bsn or "").encode()),
        "pseudoniem": pseudonym_of(vault, who.aanduiding),
        "versie": 1,
        "persoon_verzegeld": _seal(persoon, vault),
        "gewijzigd_op": now,
    }
    insert = insert_ignore(t.client, values, key=("gemeentecode", "bsn_hash"))
    await session.execute(insert)
    client = await find(session, vault, who)
    assert client is not None  # noqa: S101 - it was there or was made a moment ago
    return client, client.id == values["id"]


async def pseudonyms(session: AsyncSession, gemeentecode: str) -> dict[str, str]:
    """Of all clients of a gemeente by id: the same child has the same one in each gemeente."""
    query = sa.select(_c.id, _c.pseudoniem).where(_c.gemeentecode == gemeentecode)
    return {id: pseudoniem for id, pseudoniem in await session.execute(query)}


async def betrokkenen(session: AsyncSession, ids: Collection[str]) -> dict[str, Betrokkene]:
    """Clients as the log of processing names them, by id."""
    query = sa.select(_c.id, _c.gemeentecode, _c.pseudoniem).where(_c.id.in_(sorted(ids)))
    return {id: Betrokkene(*who) for id, *who in await session.execute(query)}


async def sleutels(session: AsyncSession, vault: Vault, client_id: str) -> Gekend | None:
    """All by which a client is or was known, who is locked until the transaction ends.

    Of one without a BSN only what was made of the reference: that
    itself is not kept.
    """
    query = sa.select(_c.pseudoniem, _c.bsn_hash, _c.bsn_verzegeld).where(_c.id == client_id)
    row = (await session.execute(query.with_for_update())).one_or_none()
    if row is None:
        return None
    bsn = vault.open(row.bsn_verzegeld).decode()
    p = t.vorig_bsn.c
    former = await session.scalars(sa.select(p.bsn_verzegeld).where(p.client_id == client_id))
    known = [(row.pseudoniem, row.bsn_hash, *([bsn] if bsn else []))]
    known += [_known_by(vault, vault.open(sealed).decode()) for sealed in former]
    return Gekend(row.pseudoniem, tuple(chain.from_iterable(known)))


def _known_by(vault: Vault, bsn: str) -> tuple[str, str, str]:
    return pseudonym_of(vault, bsn), hash_of(vault, bsn), bsn


async def forget(session: AsyncSession, client_id: str) -> None:
    """Remove a client that only a refused message told of."""
    await session.execute(sa.delete(t.client).where(_c.id == client_id))


async def changed_before(session: AsyncSession, client_id: str, moment: datetime) -> bool:
    """What is kept of a client is of before this moment, or of that moment."""
    query = sa.select(_c.gewijzigd_op).where(_c.id == client_id)
    kept: datetime = (await session.scalars(query)).one()
    return kept <= moment


async def save(session: AsyncSession, vault: Vault, client: Client, now: datetime | None) -> None:
    """Keep a new version of what is known of a client; without `now` it stays of when it was."""
    values = {"versie": client.versie, "persoon_verzegeld": _seal(client.persoon, vault)}
    if now is not None:
        values["gewijzigd_op"] = now
    await session.execute(sa.update(t.client).where(_c.id == client.id).values(values))


def _seal(persoon: Persoon, vault: Vault) -> bytes:
    return vault.seal(json.dumps(asdict(persoon), default=date.isoformat).encode())


def _as_client(session: AsyncSession, row: sa.Row[Any], vault: Vault) -> Client:
    note(session, [Betrokkene(row.gemeentecode, row.pseudoniem)])
    stored = json.loads(vault.open(row.persoon_verzegeld))
    return Client(
        id=row.id,
        gemeentecode=row.gemeentecode,
        versie=row.versie,
        pseudoniem=row.pseudoniem,
        bsn=vault.open(row.bsn_verzegeld).decode() or None,
        persoon=_as_persoon(stored),
    )


def _as_persoon(stored: dict[str, Any]) -> Persoon:
    return Persoon(
        geboortedatum=date.fromisoformat(stored["geboortedatum"]),
        geslacht=stored["geslacht"],
        naam=Naam(**stored["naam"]),
        adres=Adres(**stored["adres"]) if stored["adres"] else None,
        datum_gebruik=stored["datum_gebruik"],
        buiten_berichten=stored.get("buiten_berichten"),
        relaties=tuple(_as_relatie(one) for one in stored.get("relaties", ())),
        gezag_zelf=stored.get("gezag_zelf", False),
        laatste_relatie=stored.get("laatste_relatie", 0),
    )


def _as_relatie(stored: dict[str, Any]) -> Relatie:
    born, adres = stored["geboortedatum"], stored["adres"]
    read = {
        "naam": Naam(**stored["naam"]),
        "geboortedatum": date.fromisoformat(born) if born else None,
        "adres": Adres(**adres) if adres else None,
    }
    return Relatie(**(stored | read))
