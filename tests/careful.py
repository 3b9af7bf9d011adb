# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A caller that reads what it changes first, as every change asks of it (428)."""

from typing import Any

import httpx


class Careful(httpx.AsyncClient):
    """Sends a change again with the ETag of what it is about, when it was told that this lacks.

    Tests of versions give `If-Match` themselves; all others need not care. `bare` shows the 428.
    """

    bare = False

    async def request(self, method: str, url: Any, **more: Any) -> httpx.Response:
        """One request, or three when a version was missing."""
        answer = await super().request(method, url, **more)
        if answer.status_code != httpx.codes.PRECONDITION_REQUIRED or self.bare:
            return answer
        etag = await self._etag_of(str(url).partition("?")[0])
        if etag is None:
            return answer
        headers = {**dict(more.pop("headers", None) or {}), "If-Match": etag}
        return await super().request(method, url, headers=headers, **more)

    async def _etag_of(self, path: str) -> str | None:
        """Of the resource itself, or of the nearest one above that has a version."""
        while path.strip("/"):
            shown = await super().request("GET", path)
            if shown.status_code == httpx.codes.OK and "ETag" in shown.headers:
                return shown.headers["ETag"]
            path = path.rpartition("/")[0]
        return None
