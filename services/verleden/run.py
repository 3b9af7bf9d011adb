# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Offers the messages of a source in the order of their days, until nothing more is taken in.

Referral first, all of it; then billing, once it has read what came of that. A refused message may
have waited for a later one: what was refused is offered again as long as that helps. The order of
the files plays no part, so that every order ends in the same state.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from libs.ijw import JW325, MAX_BYTES, MessageError, UnreadableMessage, read, sniff
from services.verleden.source import Source
from services.verleden.state import Bericht, State, kenmerk

REFERRAL = ("JW315", "JW317", "JW301", "JW319", "JW302", "JW320", "JW305", "JW307")
BILLING = ("JW323",)
_RANKS = {
    soort: rang
    for rang, soorten in enumerate(
        (("JW315", "JW317"), ("JW301", "JW319"), ("JW302", "JW320"), ("JW305",), ("JW307",))
    )
    for soort in soorten
}
_ANSWERS = {"JW306": "JW305", "JW308": "JW307", "JW316": "JW315", "JW318": "JW317"}
_TRIES = 600
_AT_ONCE = 100
_BYTES_AT_ONCE = 1024 * 1024

Json = dict[str, Any]
Pause = Callable[[], Awaitable[None]]


class StoppedError(Exception):
    """A service refuses to go on: what was done is kept, and may be gone on with."""


class _FailedError(StoppedError):
    """One message of those that were offered may be the cause."""


@dataclass(frozen=True, slots=True)
class Diensten:
    """Where the services are, as beheer; `pause` lets them do their work."""

    referral: httpx.AsyncClient
    billing: httpx.AsyncClient
    pause: Pause


Tell = Callable[[str, int, int], None]
"""What is being done, how far it is, and of how many."""


def take_stock(source: Source, state: State, tell: Tell) -> None:
    """Note every message of the source by its heading, and what it is an answer to."""
    with state.together():
        for number, naam in enumerate(source.names, start=1):
            raw = source.read(naam)
            state.add(_noted(naam, raw))
            tell("inventariseren", number, len(source.names))


async def take_in(source: Source, state: State, diensten: Diensten, tell: Tell) -> None:
    """Offer all that is open. Raises `StoppedError`."""
    await _to_fixpoint(source, state, diensten.referral, REFERRAL, diensten, tell)
    await _rest(diensten.referral, diensten)
    await _to_fixpoint(source, state, diensten.billing, BILLING, diensten, tell)
    await _rest(diensten.billing, diensten)


async def _to_fixpoint(
    source: Source,
    state: State,
    service: httpx.AsyncClient,
    soorten: tuple[str, ...],
    diensten: Diensten,
    tell: Tell,
) -> None:
    left = state.open(soorten)
    while left:
        done = 0
        for batch in _batches(source, state, left):
            await _settle(state, service, batch, diensten)
            done += len(batch)
            tell(f"inlezen {batch[-1].bericht.soort}", done, len(left))
        still = state.open(soorten)
        if len(still) == len(left):
            return
        left = still


@dataclass(frozen=True, slots=True)
class _Offer:
    """A message as it is offered."""

    bericht: Bericht
    body: Json


def _batches(source: Source, state: State, left: Sequence[Bericht]) -> Iterator[list[_Offer]]:
    """In order; a message that is large by itself comes alone."""
    batch: list[_Offer] = []
    room = _BYTES_AT_ONCE
    for bericht in left:
        answer = state.answer_to(bericht)
        body = {
            "bericht": source.read(bericht.naam).decode("utf-8", "replace"),
            "antwoord": source.read(answer.naam).decode("utf-8", "replace") if answer else None,
        }
        size = sum(len(text) for text in body.values() if text)
        if batch and (len(batch) == _AT_ONCE or size > room):
            yield batch
            batch, room = [], _BYTES_AT_ONCE
        batch.append(_Offer(bericht, body))
        room -= size
    yield batch


async def _settle(
    state: State, service: httpx.AsyncClient, batch: Sequence[_Offer], diensten: Diensten
) -> None:
    """Offer several at once; where that fails each by itself, so that one holds up no other."""
    try:
        found = await _offer(service, batch, diensten)
    except _FailedError:
        if len(batch) == 1:
            raise
        for one in batch:
            await _settle(state, service, [one], diensten)
        return
    with state.together():
        for one, what in zip(batch, found, strict=True):
            state.settle(one.bericht.sha256, what["uitkomst"], what["bevindingen"])


async def _offer(
    service: httpx.AsyncClient, batch: Sequence[_Offer], diensten: Diensten
) -> list[Json]:
    naam = batch[0].bericht.naam
    body = {"berichten": [one.body for one in batch]}
    for _ in range(_TRIES):
        response = await service.post("/verleden/_inlezen", json=body)
        if response.status_code == httpx.codes.OK:
            found: list[Json] = response.json()["uitkomsten"]
            return found
        if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            raise _FailedError(f"{naam}: {response.status_code} {response.text[:500]}")
        await diensten.pause()
    raise StoppedError(f"{naam}: de dienst bleef onbereikbaar of liep achter")


async def _rest(service: httpx.AsyncClient, diensten: Diensten) -> None:
    """Until all that a service told stands in the log."""
    for _ in range(_TRIES):
        response = await service.get("/verleden")
        if response.status_code != httpx.codes.OK:
            raise StoppedError(f"{response.status_code} {response.text[:500]}")
        if response.json()["nogTeVersturen"] == 0:
            return
        await diensten.pause()
    raise StoppedError("de gebeurtenissen kwamen niet in het logboek; loopt de worker?")


def _noted(naam: str, raw: bytes) -> Bericht:
    """By its heading; what has none is noted as unreadable."""
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        if len(raw) > MAX_BYTES:
            raise ValueError(naam)
        kop = sniff(raw)
        raw.decode()
        betreft = _answered(kop.soort, kop, raw)
    except (UnreadableMessage, MessageError, ValueError):
        return Bericht(sha256, naam, "onleesbaar", "", "", "", "", 0, None, "onleesbaar")
    dag = kop.dagtekening.isoformat() if kop.dagtekening else ""
    uitkomst = "antwoord" if betreft else None
    heading = (kop.soort, kop.afzender, kop.ontvanger, kop.identificatie, dag)
    return Bericht(sha256, naam, *heading, _RANKS.get(kop.soort, 0), betreft, uitkomst)


def _answered(soort: str, kop: Any, raw: bytes) -> str | None:  # noqa: ANN401 - a heading
    """What it is an answer to, when it is one of the gemeente's own."""
    if soort in _ANSWERS:  # a retour keeps the heading of what it answers (IV028)
        return kenmerk(_ANSWERS[soort], kop.afzender, kop.ontvanger, kop.identificatie)
    if soort != "JW325":
        return None
    answer = read(raw)
    if not isinstance(answer, JW325):
        raise TypeError("a JW325 reads as something else")
    own = answer.header.declaratie_identificatie.identificatie
    return kenmerk("JW323", kop.ontvanger, kop.afzender, own)
