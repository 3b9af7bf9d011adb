# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An event may get an optional field: no reader that does not know of it may stop there."""

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pydantic import create_model

from libs.common.consume import Together
from libs.common.contracts.schemas import example
from libs.common.runtime import Service

READERS = ("contract", "referral", "billing", "reporting")


def _heard(name: str) -> list[Any]:
    subscriptions = importlib.import_module(f"services.{name}.subscriptions").SUBSCRIPTIONS
    return [
        pytest.param(name, event, handler, id=f"{name} {event.type}")
        for handlers in subscriptions.values()
        for event, handler in handlers.items()
    ]


@pytest.mark.parametrize(
    ("name", "event", "handler"), [case for name in READERS for case in _heard(name)]
)
async def test_a_field_that_an_event_gets_later(
    start: Callable[..., Awaitable[Service]], name: str, event: Any, handler: Any
) -> None:
    service = await start(name)
    envelope = example(event)
    later = create_model(event.__name__, __base__=event, later=(str | None, None))

    async with service.runtime.db.begin() as session:
        told = later.model_validate(envelope.data | {"later": "x"})
        if isinstance(handler, Together):
            await handler.handle(session, [(told, envelope)])
        else:
            await handler(session, told, envelope)
