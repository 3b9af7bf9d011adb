# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command that asks billing itself what it approved, and lays concepts beside it (X-10)."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.reporting.domain.marap import Marap
from services.reporting.handlers import marap as handlers
from services.reporting.store import maraps

_TIMEOUT_S = 60
_PAGE = 500


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", help="of billing, up to and including /v1")
    parser.add_argument("--token-file", required=True, type=Path, help="a token for billing")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    """May be run again, by hand or each night; a report that stands as it stood is not touched."""
    try:
        token = asked.token_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{asked.token_file} cannot be read") from error
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        base_url=asked.url, headers=headers, timeout=_TIMEOUT_S
    ) as billing:
        async for line in lay_all(runtime, billing):
            yield line


async def lay_all(runtime: Runtime, billing: httpx.AsyncClient) -> AsyncIterator[str]:
    """Lay every concept beside what billing approved, and say of each what came of it.

    Raises `RefusedError` when billing cannot be asked, and at the end when any differs or is to be
    laid again.
    """
    async with runtime.db.read() as session:
        waiting = await maraps.concepts(session)
    differ = changed = 0
    for one in waiting:
        daar = await _approved(billing, one)
        try:
            found = await _laid_beside(runtime, one, daar)
        except Conflict:
            changed += 1
            yield f"{_named(one)}: was changed meanwhile"
            continue
        if found is not None:
            differ += bool(found)
            yield f"{_named(one)}: {f'differs in {found} cells' if found else 'agrees'}"
    wrong = [f"{differ} of {len(waiting)} concepts differ from billing"] if differ else []
    if changed:
        wrong.append(f"{changed} of {len(waiting)} were changed meanwhile and are to be laid again")
    if wrong:
        raise RefusedError("; ".join(wrong))
    yield f"{len(waiting)} concepts laid beside billing"


def _named(one: Marap) -> str:
    return f"{one.regiocode} {one.maand:%Y-%m} number {one.nummer}"


async def _laid_beside(runtime: Runtime, one: Marap, daar: handlers.Telling) -> int | None:
    """In how many cells it differs; None when it is no concept any more."""
    async with runtime.db.begin() as session:
        now = await maraps.read(session, one.id)
        if now is None or now.toestand != "concept":
            return None
        after = await handlers.reconcile(runtime, session, now, daar)
    return len(after.aansluiting or ())


async def _approved(billing: httpx.AsyncClient, one: Marap) -> handlers.Telling:
    """Page by page, as of the moment of the report."""
    van, tot = one.periode
    params: dict[str, str | int] | None = {
        "van": f"{van:%Y-%m}",
        "tot": f"{tot:%Y-%m}",
        "peilmoment": one.peilmoment.isoformat(),
        "limit": _PAGE,
    }
    url, found = "aansluiting", {}
    while True:
        try:
            answer = await billing.get(url, params=params)
        except httpx.HTTPError as error:
            raise RefusedError(f"billing cannot be asked ({type(error).__name__})") from error
        if not answer.is_success:
            raise RefusedError(f"billing answered {answer.status_code}: {answer.text}")
        for row in answer.json()["resultaten"]:
            cel = (row["gemeentecode"], row["agbCode"], row["maand"])
            found[cel] = (row["aantal"], row["bedrag"])
        following = answer.links.get("next", {}).get("url")
        if following is None:
            return found
        # Only the query of the link: the path may be told as behind a proxy.
        url, params = f"aansluiting?{httpx.URL(following).query.decode()}", None


RECONCILE = OwnCommand(
    "lay every monthly report that is a concept beside what billing approved", _arguments, _run
)
