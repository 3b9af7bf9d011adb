# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The chain of billing: claims posted over HTTP, judged, stored and answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from benchmarks.made import AGB, GEMEENTE, TARIEF
from libs.common.auth import OrgType, TokenIssuer, TokenVerifier
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
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service, settle
from libs.common.settings import Settings
from libs.ijw import JW323, read
from services.billing.app import build

_NOW = datetime(2026, 8, 6, 9, tzinfo=UTC)
_SINCE = date(2026, 1, 1)
_VAULT = Vault(b"d" * 32, b"h" * 32)
_CHUNK = 1_000


async def claims_judged(folder: Path, raws: Sequence[bytes]) -> float:
    """Seconds from the first post to the last answer, every award known beforehand."""
    await asyncio.to_thread(folder.mkdir)
    url = f"sqlite:///{folder / 'billing.db'}"
    upgrade("billing", url)
    log = SqliteEventLog(folder / "log.db")
    issuer = TokenIssuer("https://tokens.bench")
    verifier = TokenVerifier(issuer.public_key, "https://tokens.bench")
    service = build(Parts(url, log, SimulatedClock(_NOW), verifier, Settings(), _VAULT))
    await _publish(log, list(_events(raws)))
    await settle(service)
    token = issuer.issue(OrgType.AANBIEDER, AGB, ["berichten:indienen", "berichten:lezen"])
    taken = await _post_all(service, token, raws)
    await service.close()
    await log.close()
    return taken


async def _post_all(service: Service, token: str, raws: Sequence[bytes]) -> float:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:
        began = time.perf_counter()
        for raw in raws:
            (await client.post("/berichten", content=raw, headers=headers)).raise_for_status()
        await settle(service)
        taken = time.perf_counter() - began
        listed = await client.get(f"/berichten?limit={len(raws)}", headers=headers)
    if any(found["bevindingen"] for found in listed.json()["resultaten"]):
        raise ValueError("the benchmark's own claims must be approved in full")
    return taken


def _events(raws: Sequence[bytes]) -> Iterator[Event]:
    contract, product = new_id(), new_id()
    yield GemeenteVastgesteld(gemeentecode=GEMEENTE, naam="Leusden", versie=1, geldig_van=_SINCE)
    yield AanbiederVastgesteld(agb_code=AGB, naam="De Wilg", versie=1)
    yield ContractVastgesteld(
        contract_id=contract,
        versie=1,
        agb_code=AGB,
        gemeentecodes=(GEMEENTE,),
        geldig_van=_SINCE,
    )
    yield ContractproductVastgesteld(
        contract_id=contract,
        product_id=product,
        versie=1,
        agb_code=AGB,
        categorie="45",
        code="45B01",
        omschrijving="Begeleiding",
        variant="inspanningsgericht",
        eenheid="04",
        tarieven=(Tarief(bedrag=TARIEF, geldig_van=_SINCE),),
    )
    for raw in raws:
        message = read(raw)
        assert isinstance(message, JW323)  # noqa: S101 - made here
        for client in message.declaratie.clienten:
            for line in client.prestaties:
                yield _award(client.bsn, line.toewijzing_nummer)


def _award(bsn: str, nummer: int) -> ToewijzingVastgesteld:
    return ToewijzingVastgesteld(
        gemeentecode=GEMEENTE,
        agb_code=AGB,
        toewijzing_nummer=nummer,
        versie=1,
        client_pseudoniem=_VAULT.pseudonym(bsn, PURPOSE_CHAIN),
        geboortemaand="2014-05",
        geslacht="2",
        categorie="45",
        code="45B01",
        ingangsdatum=date(2026, 6, 1),
        einddatum=date(2026, 12, 31),
        omvang=Omvang(volume=10, eenheid="04", frequentie="4"),
        vastgesteld_op=_NOW,
    )


async def _publish(log: SqliteEventLog, events: Sequence[Event]) -> None:
    for begin in range(0, len(events), _CHUNK):
        await log.append([_entry(event) for event in events[begin : begin + _CHUNK]])


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
