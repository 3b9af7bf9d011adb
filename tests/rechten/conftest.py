# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The region of the tests of the whole chain."""

from tests.e2e.conftest import region

__all__ = ["region"]
