# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The commands between installations: one delivers views to another, one collects them there."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from pathlib import Path as File

import httpx

from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import Problem
from libs.common.runtime import Runtime
from libs.common.webhooks import Hosts
from services.reporting.api.federatie import JOSE, MAX_BYTES, keep, sign
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers import federatie as handlers

_TIMEOUT_S = 60
_MEESTE = 200
"""Views at once: those of more providers than a region holds."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", help="of the other installation's reporting, until /v1")
    parser.add_argument("--source", required=True, help="the name by which it knows this one")
    parser.add_argument("--holder", required=True, help="the region there that holds the accounts")
    parser.add_argument("--quarter", help="as 2026-K1; the last one that is over if not given")
    parser.add_argument("--key-file", required=True, type=File, help="private key, PEM (P-256)")
    parser.add_argument("--token-file", required=True, type=File, help="token that it accepts")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    """Deliver each provider; may be run again, by hand or each night."""
    quarter = _quarter(runtime, asked)
    key, token = _text(asked.key_file), _text(asked.token_file).strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": JOSE}
    views = await handlers.to_deliver(runtime, asked.holder, quarter)
    async with httpx.AsyncClient(base_url=asked.url, headers=headers, timeout=_TIMEOUT_S) as there:
        for one in views:
            signed = sign(runtime, one, asked.source, key)
            answer = await there.post("/federatie/weergaven", content=signed)
            if not answer.is_success:
                raise RefusedError(f"{one.agb_code} {quarter}: {answer.status_code} {answer.text}")
            yield f"{one.agb_code} {quarter}: {answer.json()['uitkomst']}"
    yield f"{len(views)} views delivered"


def _quarter(runtime: Runtime, asked: Namespace) -> Kwartaal:
    try:
        last = str(Kwartaal.laatst_voorbij(runtime.clock.today()))
        return Kwartaal.lees(asked.quarter or last)
    except ValueError as error:
        raise RefusedError("--quarter is written as 2026-K1") from error


def _to_collect(parser: ArgumentParser) -> None:
    parser.add_argument("url", help="of the other installation's reporting, until /v1")
    parser.add_argument("--source", required=True, help="the name under which it is known here")
    parser.add_argument("--quarter", help="as 2026-K1; the last one that is over if not given")
    parser.add_argument("--token-file", required=True, type=File, help="token that it accepts")


async def _collect(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    """Fetch what a known source has of our providers; may be run again, by hand or each night."""
    quarter, settings = _quarter(runtime, asked), runtime.settings
    hosts = Hosts.read(settings.federation_hosts, trial=settings.webhook_trial)
    if (wrong := hosts.problem(asked.url)) is not None:
        raise RefusedError(f"{asked.url} {wrong}")
    headers = {"Authorization": f"Bearer {_text(asked.token_file).strip()}"}
    address = f"{asked.url.rstrip('/')}/federatie/weergaven?kwartaal={quarter}"
    async with hosts.client(_TIMEOUT_S) as there:
        try:
            answer = await there.get(address, headers=headers)
        except httpx.HTTPError as error:
            raise RefusedError(f"{asked.url}: {error or type(error).__name__}") from error
    if not answer.is_success:
        raise RefusedError(f"{asked.url}: {answer.status_code} {answer.text}")
    views = _views(answer)
    for jws in views:
        try:
            async with runtime.db.begin() as session:
                given = await handlers.signed_by(session, jws, asked.source)
                kept, outcome = await keep(runtime, session, given)
        except Problem as error:
            raise RefusedError(f"{asked.source} {quarter}: {error.detail}") from error
        yield f"{kept.agb_code} {kept.kwartaal}: {outcome}"
    yield f"{len(views)} views collected"


def _views(answer: httpx.Response) -> list[str]:
    """The views of an answer, whatever else it is; raises `RefusedError` for anything else."""
    try:
        found = answer.json()["weergaven"]
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError("the answer has no views") from error
    fine = isinstance(found, list) and len(found) <= _MEESTE
    if not fine or not all(isinstance(one, str) and len(one) <= MAX_BYTES for one in found):
        raise RefusedError("the answer has no views")
    return list(found)


def _text(file: File) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file} cannot be read") from error


FEDERATE = OwnCommand(
    "deliver signed views of providers to the installation of their account holder",
    _arguments,
    _run,
)
COLLECT = OwnCommand(
    "collect signed views of our providers at the installation of another region",
    _to_collect,
    _collect,
)
