# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The organisations of the demo as HTTP clients: tokens, acts, messages posted and collected."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

Json = dict[str, Any]

_TOKEN_FRESH_S = 600.0
_FIRST_LOOK_S = 0.05
_PATIENCE_GROWS = 1.5
_PATIENCE_S = 60.0
_AT_ONCE = 6


class DemoError(Exception):
    """Something in the play went otherwise than the story says."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that was posted, with what became of it."""

    soort: str
    bericht: Json

    @property
    def accepted(self) -> bool:
        """Taken in (a declaratie may still have refused lines)."""
        return bool(self.bericht["status"] == "verwerkt")

    @property
    def codes(self) -> list[str]:
        """The return codes of the answer, or the rule that it broke at the door."""
        findings = self.bericht.get("bevindingen", [])
        return [b["retourcode"] or b["regel"] for b in findings]


@dataclass
class Party:
    """One organisation, `client_id` as `soort:code`."""

    http: httpx.AsyncClient
    client_id: str
    secret: str
    _token: str = ""
    _fetched: float = 0.0
    _cursors: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The organisation's own code."""
        return self.client_id.partition(":")[2]

    async def call(self, method: str, path: str, body: Json | None = None) -> Any:  # noqa: ANN401
        """One REST call; `DemoError` with the problem when it is refused.

        A change of what is there names its version, which is read first.
        """
        response = await self._send(method, path, json=body)
        if response.status_code == httpx.codes.PRECONDITION_REQUIRED:
            headers = {"If-Match": await self._version_of(path)}
            response = await self._send(method, path, json=body, headers=headers)
        if response.is_error:
            raise DemoError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json() if response.content else None

    async def post_message(self, service: str, soort: str, raw: bytes) -> Posted:
        """Post a message and wait until it is judged and its answer is released."""
        headers = {"Content-Type": "application/xml"}
        response = await self._send(
            "POST", f"/{service}/v1/berichten", content=raw, headers=headers
        )
        if response.is_error:
            place = response.headers.get("Location")
            if place is None:
                raise DemoError(f"{soort}: {response.status_code} {response.text}")
            return Posted(soort, (await self._send("GET", place)).json())
        return Posted(soort, await self._judged(response.headers["Location"]))

    async def post_messages(
        self, service: str, messages: Sequence[tuple[str, bytes]]
    ) -> list[Posted]:
        """Post several, a few at a time."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(soort: str, raw: bytes) -> Posted:
            async with gate:
                return await self.post_message(service, soort, raw)

        return list(await asyncio.gather(*(one(s, r) for s, r in messages)))

    async def collect(self, service: str) -> AsyncIterator[tuple[Json, bytes]]:
        """What was sent to this party since it last collected, in order."""
        while True:
            query = f"?limit=100&cursor={c}" if (c := self._cursors.get(service)) else "?limit=100"
            response = await self._send("GET", f"/{service}/v1/uitgaande-berichten{query}")
            page = response.raise_for_status().json()["resultaten"]
            if not page:
                return
            for item in page:
                content = await self._send("GET", item["inhoud"])
                yield item, content.raise_for_status().content
            self._cursors[service] = response.links["next"]["url"].rpartition("cursor=")[2]

    async def _version_of(self, path: str) -> str:
        """The ETag of a resource, or of the one that an act is about."""
        place = path
        while place.strip("/"):
            shown = await self._send("GET", place)
            if shown.is_success and "ETag" in shown.headers:
                return shown.headers["ETag"]
            place = place.rpartition("/")[0]
        raise DemoError(f"{path} has no version to change")

    async def _judged(self, place: str) -> Json:
        deadline = time.monotonic() + _PATIENCE_S
        pause = _FIRST_LOOK_S
        while time.monotonic() < deadline:
            await asyncio.sleep(pause)
            pause *= _PATIENCE_GROWS
            bericht: Json = (await self._send("GET", place)).raise_for_status().json()
            answered = bericht["antwoord"] is not None or bericht["antwoordUiterlijk"] is None
            if bericht["status"] == "afgekeurd" or (bericht["status"] != "ontvangen" and answered):
                return bericht
        raise DemoError(f"{place} was not answered within {_PATIENCE_S:.0f} s")

    async def _send(self, method: str, path: str, **kwargs: Any) -> httpx.Response:  # noqa: ANN401
        headers = kwargs.pop("headers", {}) | {"Authorization": f"Bearer {await self._fresh()}"}
        return await self.http.request(method, path, headers=headers, **kwargs)

    async def _fresh(self) -> str:
        if not self._token or time.monotonic() - self._fetched > _TOKEN_FRESH_S:
            form = {
                "grant_type": "client_credentials",
                "client_id": self.client_id,
                "client_secret": self.secret,
            }
            answer = await self.http.post("/embedded/v1/tokens", data=form)
            self._token = answer.raise_for_status().json()["access_token"]
            self._fetched = time.monotonic()
        return self._token


class Parties:
    """All organisations, made when first asked for."""

    def __init__(self, http: httpx.AsyncClient, secret: str) -> None:
        self._http = http
        self._secret = secret
        self._known: dict[str, Party] = {}

    def __getitem__(self, client_id: str) -> Party:
        """The party `soort:code`."""
        if client_id not in self._known:
            self._known[client_id] = Party(self._http, client_id, self._secret)
        return self._known[client_id]


@asynccontextmanager
async def open_parties(url: str, secret: str) -> AsyncIterator[Parties]:
    """HTTP to the services at `url`."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as http:
        yield Parties(http, secret)
