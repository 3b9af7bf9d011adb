# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The region in which the examples are true."""

import base64

import pytest
from pydantic import SecretStr

from libs.common.settings import Settings
from tests.e2e.conftest import region
from tests.reporting.test_reporting_federatie import a_key

__all__ = ["region"]


@pytest.fixture
def settings() -> Settings:
    """With subscriptions, sent to what is no place at all, and a name among installations."""
    private, _ = a_key()
    return Settings(
        webhook_key=SecretStr(base64.b64encode(b"w" * 32).decode()),
        webhook_hosts="meldingen.leusden.example",
        federation_name="eemland",
        federation_key=SecretStr(private),
    )
