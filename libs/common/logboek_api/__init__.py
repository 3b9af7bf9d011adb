# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the log of processing: its register, and what was done with the data of one client."""

from libs.common.logboek_api.router import logboek_router, register_router

__all__ = ["logboek_router", "register_router"]
