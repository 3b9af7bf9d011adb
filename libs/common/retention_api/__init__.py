# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of destruction: lists, decisions on them, and what holds data back."""

from libs.common.retention_api.lijsten import router as lijsten_router
from libs.common.retention_api.plichten import router as plichten_router

RETENTION_ROUTERS = (lijsten_router, plichten_router)

__all__ = ["RETENTION_ROUTERS"]
