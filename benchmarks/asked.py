# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests for help over HTTP, each for a child that nobody knew, awarded by policy."""

import asyncio
from dataclasses import replace
from itertools import islice

import httpx

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import reserved_bsns
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, TRAJECT, a_client
from tests.runtime.processes import Installation
from tests.runtime.test_processes import founded

__all__ = ["asked_for", "founded"]

_AT_ONCE = 4
_XML = {"Content-Type": "application/xml"}


async def asked_for(installation: Installation, count: int) -> None:
    """Register so many children and ask for help for each; it is judged and awarded later on."""
    bsns = [bsn for bsn in islice(reserved_bsns(), count + 1) if bsn != CLIENT.bsn][:count]
    calling = installation.calling
    async with (
        calling("referral", OrgType.GEMEENTE, GEMEENTE) as officer,
        calling("referral", OrgType.AANBIEDER, AGB) as asking,
    ):
        waiting = iter(enumerate(bsns))

        async def some() -> None:
            for number, bsn in waiting:
                known = await officer.post("/clienten", json=a_client() | {"bsn": bsn})
                known.raise_for_status()
                await _ask(asking, number, bsn)

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))


async def _ask(asking: httpx.AsyncClient, number: int, bsn: str) -> None:
    traject = replace(TRAJECT, nummer=number + 1, client=replace(CLIENT, bsn=bsn))
    envelope = Envelope(AGB, GEMEENTE, f"V{number}", TRAJECT.vanaf)
    content = messages.verzoek(envelope, traject)
    answer = await asking.post("/berichten", content=content, headers=_XML)
    answer.raise_for_status()
