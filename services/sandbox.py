# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A page of the embedded mode where a supplier drops a message and reads the verdict on it.

Levels 1 and 2: what a message says by itself. Nothing is kept, and nobody is asked who they are.
"""

import asyncio
import email
from base64 import b64encode
from email.policy import HTTP
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from libs.ijw import Finding, Heading, MessageError, check, read, sniff

PATH = "/proef"
MAX_BYTES = 5 * 1024 * 1024
_FOLDER = Path(__file__).parent
_STYLE = (_FOLDER / "sandbox.css").read_text(encoding="utf-8")
_CSP = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)
_pages = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)


async def show(_request: Request) -> Response:
    """The form."""
    return _page()


async def judge(request: Request) -> Response:
    """The form, with what is found in the file that was dropped on it."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            return _page(413, fout=f"Hier ten hoogste {MAX_BYTES // 2**20} MB.")
    raw = file_of(request.headers.get("Content-Type", ""), bytes(body))
    if not raw:
        return _page(400, fout="Kies eerst een bestand.")
    found = await asyncio.to_thread(findings_of, raw)
    return _page(kop=_heading(raw), bevindingen=found)


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
    fout: str | None = None,
) -> Response:
    return page("sandbox.html", status, kop=kop, bevindingen=bevindingen, fout=fout)


def page(name: str, status: int = 200, **values: object) -> Response:
    """A page of the embedded mode, of this template."""
    html = _pages.get_template(name).render(style=_STYLE, **values)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": _CSP})


ROUTES = [
    Route(PATH, show, methods=["GET"]),
    Route(PATH, judge, methods=["POST"]),
]
