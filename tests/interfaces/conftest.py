# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each of the four services, as a caller meets it."""

from collections.abc import AsyncIterator
from functools import partial

import httpx
import pytest

from libs.common.auth import TokenIssuer
from tests.conftest import SERVICES, Start
from tests.interfaces.operations import Api, Json, looked_at, operations_of


@pytest.fixture(scope="session")
def documents() -> dict[str, Json]:
    """The OpenAPI documents that were made already: each takes most of a second."""
    return {}


@pytest.fixture(params=SERVICES)
async def api(
    request: pytest.FixtureRequest, start: Start, issuer: TokenIssuer, documents: dict[str, Json]
) -> AsyncIterator[Api]:
    """Without a token of its own; every answer is looked at."""
    service = await start(request.param)
    look = partial(looked_at, version=service.runtime.version)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(service.app, raise_app_exceptions=False),
        base_url="http://test/v1",
        event_hooks={"response": [look]},
    ) as http:
        name = service.runtime.name
        if name not in documents:
            documents[name] = service.app.state.v1.openapi()
        document = documents[name]
        yield Api(service, document, operations_of(service, document), http, issuer)
