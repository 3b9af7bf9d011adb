# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A client as billing keeps one: sealed, and found by keyed hashes."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.logboek import Betrokkene, note
from libs.common.retention.model import GEMEENTECODE, persoon_in
from services.billing.store import clienten, vernietigen

PURPOSE_OWN = "facturatie"
"""Purpose of the keyed hash by which billing finds a BSN again; unlike the one in events."""


_KEY = 32
"""Digits of a keyed hash."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """A BSN that left the request only so; `pseudoniem` is the one that travels in events."""

    pseudoniem: str
    bsn_hash: str
    bsn_verzegeld: bytes


def protect(vault: Vault, bsn: str) -> Persoon:
    """Seal and hash."""
    return Persoon(
        pseudoniem=vault.pseudonym(bsn, PURPOSE_CHAIN),
        bsn_hash=vault.pseudonym(bsn, PURPOSE_OWN),
        bsn_verzegeld=vault.seal(bsn.encode()),
    )


class _Client(Protocol):
    @property
    def pseudoniem(self) -> str: ...


def note_clients(
    session: AsyncSession, gemeentecode: str, clients: Iterable[_Client], onderwerp: str = ""
) -> None:
    """Their data is processed for a gemeente in this transaction, of the message `onderwerp`."""
    note(session, {Betrokkene(gemeentecode, one.pseudoniem) for one in clients}, onderwerp)


async def betrokkenen(
    vault: Vault, session: AsyncSession, ids: Collection[str]
) -> dict[str, Betrokkene]:
    """Clients of declaraties as the log of processing names them, by id; or by what a list of what
    is to be destroyed names one, the code of the gemeente with a keyed hash or pseudonym."""
    rows = await clienten.sealed(session, ids)
    listed = [one for one in ids if len(one) == GEMEENTECODE + _KEY and "-" not in one]
    hashes = await vernietigen.sealed_by_hash(session, {persoon_in(one) for one in listed})

    def named() -> dict[str, Betrokkene]:
        return {
            row.id: Betrokkene(
                row.gemeentecode,
                vault.pseudonym(vault.open(row.bsn_verzegeld).decode(), PURPOSE_CHAIN),
            )
            for row in rows
        } | {
            one: Betrokkene(
                one[:GEMEENTECODE],
                vault.pseudonym(vault.open(hashes[key]).decode(), PURPOSE_CHAIN)
                if (key := persoon_in(one)) in hashes
                else key,
            )
            for one in listed
        }

    # Those of a run are many, and the loop must go on.
    return await asyncio.to_thread(named)
