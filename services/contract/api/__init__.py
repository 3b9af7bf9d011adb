# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of contract."""

from services.contract.api import contracten, plafonds, registers

__all__ = ["contracten", "plafonds", "registers"]
