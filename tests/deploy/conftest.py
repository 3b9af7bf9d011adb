# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The overlays of the manifests."""

import pytest

from tests.deploy.k8s_manifests import OVERLAYS, Overlay


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> Overlay:
    return Overlay(request.param)


@pytest.fixture
def production() -> Overlay:
    return Overlay("production")


@pytest.fixture
def local() -> Overlay:
    return Overlay("local")
