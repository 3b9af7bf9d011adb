# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The log of processing as an auditor needs it: does its chain hold, and all of it as OTLP."""

import json
import re
from collections.abc import AsyncIterator

from libs.common.commands.refused import RefusedError
from libs.common.logboek import Breach, Chain, Logboek, store
from libs.common.logboek.otlp import export_request
from libs.common.runtime import Runtime

BATCH = 50
"""Actions at a time: one may have thousands of persons."""
SHOWN = 100
_END = re.compile(r"(\d+):([0-9a-f]{64})")


async def verify_log(runtime: Runtime, end: str | None = None) -> AsyncIterator[str]:
    """Follow the chain over all actions; a line for each breach, a hundred at most.

    `end` is `NUMBER:SEAL` as a worker logged it. Raises `RefusedError` when the chain breaks.
    """
    logboek = _log_of(runtime)
    chain = Chain(runtime.db, logboek.tables, runtime.need_vault(), runtime.clock)
    count = breaches = 0
    async for found in chain.verify(_end(end)):
        if isinstance(found, Breach):
            breaches += 1
            if breaches <= SHOWN:
                yield f"{found.at} {found.why}"
        else:
            count = found
    yield f"{count} actions in the chain"
    if breaches:
        raise RefusedError(f"the chain breaks at {breaches} places: docs/personal-data.md")
    async with runtime.db.read() as session:
        last = await store.last(session, logboek.tables)
    if last is not None:
        yield f"its end is {last.volgnummer}:{last.keten}"


async def export_log(runtime: Runtime, after: int = 0) -> AsyncIterator[str]:
    """All actions in the chain beyond a number, as requests of OTLP/JSON, one on a line."""
    logboek = _log_of(runtime)
    base = runtime.settings.resource_base(runtime.name)
    while True:
        async with runtime.db.read() as session:
            actions = await store.chained(session, logboek.tables, after, BATCH)
            ids = [one.id for one in actions]
            persons = await store.betrokkenen(session, logboek.tables, ids)
        if not actions:
            return
        about = [(one, persons.get(one.id, ())) for one in actions]
        request = export_request(runtime.name, runtime.version, base, logboek.register, about)
        yield json.dumps(request, ensure_ascii=False, separators=(",", ":"))
        after = actions[-1].volgnummer or 0


def _log_of(runtime: Runtime) -> Logboek:
    if runtime.logboek is None or runtime.vault is None:
        raise RefusedError(f"{runtime.name} holds no personal data, or has no keys for it")
    return runtime.logboek


def _end(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = _END.fullmatch(text)
    if found is None:
        raise RefusedError("an end is NUMBER:SEAL, as a worker logged it (log_chained)")
    return int(found[1]), found[2]
