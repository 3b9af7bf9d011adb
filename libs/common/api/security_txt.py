# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Where to report a hole: `/.well-known/security.txt` (RFC 9116), asked of APIs too."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from libs.common.runtime import Runtime

_HOLDS_FOR = timedelta(days=180)
"""RFC 9116 advises less than a year."""


def security_txt(runtime: Runtime) -> Route:
    """The route; whom to reach is the contact that the API documents name."""
    settings = runtime.settings

    async def answer(_request: Request) -> Response:
        expires = (runtime.clock.now() + _HOLDS_FOR).replace(microsecond=0)
        lines = (
            f"Contact: mailto:{settings.contact_email}",
            f"Contact: {settings.contact_url}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: nl, en",
            f"Canonical: {settings.public_url}/.well-known/security.txt",
        )
        return PlainTextResponse("".join(f"{line}\n" for line in lines))

    return Route("/.well-known/security.txt", answer)
