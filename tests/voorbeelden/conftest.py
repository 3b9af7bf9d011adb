# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The region in which the examples are true."""

import base64

import pytest
from pydantic import SecretStr

from libs.common.settings import Settings
from tests.e2e.conftest import region

__all__ = ["region"]


@pytest.fixture
def settings() -> Settings:
    """With subscriptions; where they are sent to is no place at all."""
    key = SecretStr(base64.b64encode(b"w" * 32).decode())
    return Settings(webhook_key=key, webhook_hosts="meldingen.leusden.example")
