# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Billing with all that claims rest on, put straight into its tables, as consuming would have."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.month import CATEGORIE, CODES, TARIEF, Award
from libs.common.auth import FixedKey, OrgType, TokenIssuer, TokenVerifier, key_of_pem
from libs.common.bulk import bulk_insert
from libs.common.clock import Clock
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service
from libs.common.settings import Settings
from services.billing import app
from services.billing import tables as t
from tests.infra.postgres import PostgresServer, find_binaries

ISSUER = "https://tokens.bench"
VAULT = Vault(b"d" * 32, b"h" * 32)
SINCE = date(2026, 1, 1)
KNOWN = datetime(2026, 6, 1, 9, tzinfo=UTC)
KINDS = ("sqlite", "postgres")
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
}
_CHUNK = 50_000


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database that keeps what it commits."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'billing.db'}"
        return
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("needs PostgreSQL: make setup")
    server = PostgresServer.start(binaries, **DURABLE)
    try:
        server.create_database("billing")
        yield server.url("billing")
    finally:
        server.stop()


def described() -> str:
    """What the figures were measured with, for under a table."""
    binaries = find_binaries()
    version = "none"
    if binaries is not None:
        asked = [str(binaries / "postgres"), "--version"]
        told = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603 - ours
        version = told.stdout.split()[2]
    settings = ", ".join(f"{name} {value}" for name, value in DURABLE.items())
    return f"{machine()}, SQLite {sqlite3.sqlite_version}, PostgreSQL {version}: {settings}"


def opened(url: str, folder: Path, clock: Clock, key: str, most: int = 1_000_000) -> Service:
    """Billing on a migrated database and a log in `folder`; `key` is that of the tokens."""
    log = SqliteEventLog(folder / "log.db")
    settings = Settings(max_waiting=most, max_upload_mb=2_000, requests_per_minute=0)
    verifier = TokenVerifier({ISSUER: FixedKey(key_of_pem(key))})
    return app.build(Parts(url, log, clock, verifier, settings, VAULT))


async def migrated(url: str) -> None:
    """Bring the database to the newest version."""
    await asyncio.to_thread(upgrade, "billing", url)


async def known(service: Service, awards: Sequence[Award], contracts: dict[str, list[str]]) -> None:
    """Make contracts between these, with two products, and these awards known."""
    pseudonyms: dict[str, str] = {}
    for start in range(0, len(awards), _CHUNK):
        rows = [_award(award, pseudonyms) for award in awards[start : start + _CHUNK]]
        async with service.runtime.db.begin() as session:
            await bulk_insert(session, t.toewijzing, rows)
    heads = [_contract(agb, gemeenten) for agb, gemeenten in contracts.items()]
    products = [_product(agb, code) for agb in contracts for code in CODES]
    async with service.runtime.db.begin() as session:
        await bulk_insert(session, t.contract, heads)
        await bulk_insert(session, t.contractproduct, products)


def headers(issuer: TokenIssuer, agb: str) -> dict[str, str]:
    """Of a provider that posts."""
    token = issuer.issue(OrgType.AANBIEDER, agb, ["berichten:indienen", "berichten:lezen"])
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}


def _award(award: Award, pseudonyms: dict[str, str]) -> dict[str, Any]:
    if award.bsn not in pseudonyms:
        pseudonyms[award.bsn] = VAULT.pseudonym(award.bsn, PURPOSE_CHAIN)
    return {
        "gemeentecode": award.gemeentecode,
        "toewijzing_nummer": award.nummer,
        "versie": 1,
        "agb_code": award.agb_code,
        "client_pseudoniem": pseudonyms[award.bsn],
        "categorie": CATEGORIE,
        "code": award.code,
        "ingangsdatum": date(2025, 1, 1) + timedelta(days=37 * award.nummer % 540),
        "einddatum": date(2026, 8, 1) + timedelta(days=53 * award.nummer % 600),
        "volume": 20,
        "eenheid": "04",
        "frequentie": "4",
        "vastgesteld_op": KNOWN,
        "bekend_op": KNOWN,
    }


def _contract(agb: str, gemeenten: Sequence[str]) -> dict[str, Any]:
    return {
        "contract_id": agb,
        "versie": 1,
        "agb_code": agb,
        "gemeentecodes": list(gemeenten),
        "geldig_van": SINCE,
        "bekend_op": KNOWN,
    }


def _product(agb: str, code: str) -> dict[str, Any]:
    return {
        "product_id": f"{agb}-{code}",
        "versie": 1,
        "contract_id": agb,
        "categorie": CATEGORIE,
        "code": code,
        "variant": "inspanningsgericht",
        "eenheid": "04",
        "tarieven": [{"bedrag": TARIEF, "geldigVan": str(SINCE), "geldigTot": None}],
        "bekend_op": KNOWN,
    }
