# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The chain of billing: claims posted over HTTP, judged, stored and answered."""

import asyncio
import importlib
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from benchmarks.made import GEMEENTE, TARIEF
from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    Envelope,
    Event,
    GemeenteVastgesteld,
    Omvang,
    Tarief,
    ToewijzingVastgesteld,
)
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.eventlog.port import Entry, EventLog
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service, settle
from libs.common.settings import Settings
from libs.ijw import JW323, read

ISSUER = "https://tokens.bench"
_NOW = datetime(2026, 8, 6, 9, tzinfo=UTC)
_SINCE = date(2026, 1, 1)
_VAULT = Vault(b"d" * 32, b"h" * 32)
_CHUNK = 1_000


async def claims_judged(folder: Path, raws: Sequence[bytes], *, counted: bool = False) -> float:
    """Seconds from the first post to the last answer, every award known beforehand.

    `counted` goes on until reporting has taken in what billing said of them.
    """
    await asyncio.to_thread(folder.mkdir)
    log = SqliteEventLog(folder / "log.db")
    issuer = TokenIssuer(ISSUER)
    names = ("billing", "reporting") if counted else ("billing",)
    services = [_service(name, folder, log, issuer) for name in names]
    await publish(log, list(events(raws)))
    await settle(*services)
    taken = await _post_all(services, issuer, raws)
    for service in services:
        await service.close()
    await log.close()
    return taken


def _service(name: str, folder: Path, log: EventLog, issuer: TokenIssuer) -> Service:
    url = f"sqlite:///{folder / f'{name}.db'}"
    upgrade(name, url)
    verifier = issuer.verifier()
    vault = _VAULT if name == "billing" else None
    parts = Parts(url, log, SimulatedClock(_NOW), verifier, Settings(requests_per_minute=0), vault)
    built: Service = importlib.import_module(f"services.{name}.app").build(parts)
    return built


async def _post_all(
    services: Sequence[Service], issuer: TokenIssuer, raws: Sequence[bytes]
) -> float:
    posts = [(poster(raw), raw) for raw in raws]
    headers = {agb: _headers(issuer, agb) for agb, _ in posts}
    transport = httpx.ASGITransport(services[0].app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:
        began = time.perf_counter()
        for agb, raw in posts:
            (await client.post("/berichten", content=raw, headers=headers[agb])).raise_for_status()
        await settle(*services)
        taken = time.perf_counter() - began
        listed = [await client.get("/berichten", headers=some) for some in headers.values()]
    if any(found["bevindingen"] for page in listed for found in page.json()["resultaten"]):
        raise ValueError("the benchmark's own claims must be approved in full")
    return taken


def _headers(issuer: TokenIssuer, agb: str) -> dict[str, str]:
    token = issuer.issue(OrgType.AANBIEDER, agb, ["berichten:indienen", "berichten:lezen"])
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}


def poster(raw: bytes) -> str:
    """The AGB code of the provider that claims."""
    return read(raw).header.afzender


def events(raws: Sequence[bytes], vault: Vault = _VAULT) -> Iterator[Event]:
    """What billing and reporting must know to approve these claims: contract and awards."""
    yield GemeenteVastgesteld(gemeentecode=GEMEENTE, naam="Leusden", versie=1, geldig_van=_SINCE)
    contracted: set[str] = set()
    for raw in raws:
        message = read(raw)
        assert isinstance(message, JW323)  # noqa: S101 - made here
        agb = message.header.afzender
        if agb not in contracted:
            contracted.add(agb)
            yield from _contract(agb)
        for client in message.declaratie.clienten:
            for line in client.prestaties:
                yield _award(vault, agb, client.bsn, line.toewijzing_nummer)


def _contract(agb: str) -> Iterator[Event]:
    contract, product = new_id(), new_id()
    yield AanbiederVastgesteld(agb_code=agb, naam="De Wilg", versie=1)
    yield ContractVastgesteld(
        contract_id=contract,
        versie=1,
        agb_code=agb,
        gemeentecodes=(GEMEENTE,),
        geldig_van=_SINCE,
    )
    yield ContractproductVastgesteld(
        contract_id=contract,
        product_id=product,
        versie=1,
        agb_code=agb,
        categorie="45",
        code="45B01",
        omschrijving="Begeleiding",
        variant="inspanningsgericht",
        eenheid="04",
        tarieven=(Tarief(bedrag=TARIEF, geldig_van=_SINCE),),
    )


def _award(vault: Vault, agb: str, bsn: str, nummer: int) -> ToewijzingVastgesteld:
    return ToewijzingVastgesteld(
        gemeentecode=GEMEENTE,
        agb_code=agb,
        toewijzing_nummer=nummer,
        versie=1,
        client_pseudoniem=vault.pseudonym(bsn, PURPOSE_CHAIN),
        geboortemaand="2014-05",
        geslacht="2",
        categorie="45",
        code="45B01",
        ingangsdatum=date(2026, 6, 1),
        einddatum=date(2026, 12, 31),
        omvang=Omvang(volume=10, eenheid="04", frequentie="4"),
        vastgesteld_op=_NOW,
    )


async def publish(log: EventLog, published: Sequence[Event]) -> None:
    """Append them as another service would have."""
    for begin in range(0, len(published), _CHUNK):
        await log.append([_entry(event) for event in published[begin : begin + _CHUNK]])


def _entry(event: Event) -> Entry:
    envelope = Envelope(
        id=new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:benchmark",
        type=event.type,
        subject=event.subject(),
        time=_NOW,
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())
