# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A page of the embedded mode where a supplier drops a message and reads the verdict on it.

Levels 1 and 2: what a message says by itself. To who is at this machine also level 3 and 4: what
the region here would make of it now, by what it knows; others would learn from that what it knows.
Nothing is kept, and nobody is asked who they are.
"""

import asyncio
import email
import importlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from email.policy import HTTP
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from libs.common.api import read_at_most
from libs.common.auth import THIS_MACHINE
from libs.common.mailbox import MailStatus, Received, Trial
from libs.common.mailbox_api import Intake, Kind
from libs.common.problem import TooLarge
from libs.ijw import Finding, Heading, Level, MessageError, check, read, sniff

PATH = "/proef"
MAX_BYTES = 5 * 1024 * 1024
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-real-ip")
_FOLDER = Path(__file__).parent
_STYLE = (_FOLDER / "sandbox.css").read_text(encoding="utf-8")
_CSP = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)
_pages = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What became of a message in the region; `status` is None when it takes no such kind."""

    status: MailStatus | None
    bevindingen: list[Finding]


class Sandbox:
    """The page, with the services of a region that messages are tried at, by name."""

    def __init__(self, trials: Mapping[str, Trial | None]) -> None:
        self._trials = trials
        self.routes = [
            Route(PATH, self.show, methods=["GET"]),
            Route(PATH, self.judge, methods=["POST"]),
        ]

    async def show(self, _request: Request) -> Response:
        """The form."""
        return _page()

    async def judge(self, request: Request) -> Response:
        """The form, with what is found in the file that was dropped on it."""
        try:
            body = await read_at_most(request, MAX_BYTES, "Een bericht hier")
        except TooLarge as why:
            return _page(why.status, fout=why.detail)
        raw = file_of(request.headers.get("Content-Type", ""), body)
        if not raw:
            return _page(400, fout="Kies eerst een bestand.")
        found = await asyncio.to_thread(findings_of, raw)
        kop = _heading(raw)
        if found or kop is None or not self._trials or not is_here(request):
            return _page(kop=kop, bevindingen=found)
        uitkomst = await self._tried(raw, kop)
        return _page(kop=kop, bevindingen=uitkomst.bevindingen, uitkomst=uitkomst)

    async def _tried(self, raw: bytes, kop: Heading) -> Uitkomst:
        """As posted now by who posts such a message."""
        for name, trial in self._trials.items():
            kind = kinds_of(name).get(kop.soort)
            if kind is None or trial is None:
                continue
            received = Received(
                ingediend_door=getattr(kop, kind.posted_by),
                inhoud=raw,
                grootte=len(raw),
                status=MailStatus.ONTVANGEN,
                soort=kop.soort,
                afzender=kop.afzender,
                ontvanger=kop.ontvanger,
                identificatie=kop.identificatie,
                dagtekening=kop.dagtekening,
            )
            tried = await trial.of(received)
            return Uitkomst(tried.status, [_finding(one) for one in tried.bevindingen])
        return Uitkomst(None, [])


def kinds_of(service: str) -> Mapping[str, Kind]:
    """The messages that a service takes in; none of one that exchanges none."""
    try:
        taken: Intake = importlib.import_module(f"services.{service}.berichten").INTAKE
    except ModuleNotFoundError:
        return {}
    return taken.kinds


def is_here(request: Request) -> bool:
    """Whether who asks is at this machine, and under its own name (DNS rebinding).

    A proxy on this machine mostly says for whom it asks. One that does not is let in, as is a
    tunnel, or another user of the machine.
    """
    at = request.client.host if request.client else ""
    here = at in THIS_MACHINE and request.url.hostname in THIS_MACHINE
    return here and not any(name in request.headers for name in _FORWARDED)


def findings_of(raw: bytes) -> list[Finding]:
    """All findings of level 1, or when there are none those of level 2."""
    try:
        return check(read(raw))
    except MessageError as error:
        return list(error.findings)


def file_of(content_type: str, body: bytes) -> bytes:
    """The one file of a form; empty when there is none."""
    head = b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n"
    form = email.message_from_bytes(head + body, policy=HTTP)
    for part in form.iter_parts() if form.is_multipart() else ():
        content = part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes):
            return content
    return b""


def _finding(told: Mapping[str, Any]) -> Finding:
    """As it was, of what is kept of it with a message."""
    level = Level(told["niveau"])
    return Finding(told["regel"], level, told["retourcode"], told["plaats"], told["melding"])


def _heading(raw: bytes) -> Heading | None:
    try:
        return sniff(raw)
    except MessageError:
        return None


def _page(
    status: int = 200,
    *,
    kop: Heading | None = None,
    bevindingen: list[Finding] | None = None,
    uitkomst: Uitkomst | None = None,
    fout: str | None = None,
) -> Response:
    told = {"kop": kop, "bevindingen": bevindingen, "uitkomst": uitkomst, "fout": fout}
    return page("sandbox.html", status, **told)


def page(name: str, status: int = 200, **values: object) -> Response:
    """A page of the embedded mode, of this template."""
    html = _pages.get_template(name).render(style=_STYLE, **values)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": _CSP})
