# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an operator may tell a service to do, beside running: `python -m services.NAME COMMAND`.

Each does its work or raises `RefusedError`, which says in a sentence why not and what to do.
"""

from libs.common.commands.refused import RefusedError

__all__ = ["RefusedError"]
