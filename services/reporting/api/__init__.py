# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of reporting: views as JSON and CSV, each caller within its own gemeenten."""

from services.reporting.api import aansluiting, indicatoren, ingaven, kerncijfers, verkeer

__all__ = ["aansluiting", "indicatoren", "ingaven", "kerncijfers", "verkeer"]
