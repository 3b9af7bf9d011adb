# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of webhooks: subscribe, look at deliveries, have them sent again."""

from libs.common.webhooks_api.router import router

__all__ = ["router"]
