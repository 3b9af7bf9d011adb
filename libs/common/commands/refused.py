# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""When a command does not do what was asked."""


class RefusedError(Exception):
    """Why not, in a sentence for the operator; nothing was changed unless it says so."""
