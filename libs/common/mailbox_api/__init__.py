# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The message endpoints of a service: post, follow, and collect what was sent to you."""

from libs.common.mailbox_api.door import finding_json
from libs.common.mailbox_api.intake import Intake, Kind
from libs.common.mailbox_api.router import mailbox_router

__all__ = ["Intake", "Kind", "finding_json", "mailbox_router"]
