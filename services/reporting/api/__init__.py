# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of reporting: views as JSON and CSV, each caller within its own gemeenten."""

from services.reporting.api import (
    aansluiting,
    accounthouders,
    cbs,
    datakwaliteit,
    ervaringen,
    ews,
    ews_sturing,
    federatie,
    indicatoren,
    ingaven,
    kerncijfers,
    marap,
    nza,
    regiolijsten,
    transformatie,
    uitvoerders,
    verkeer,
    verkenning,
)

__all__ = [
    "aansluiting",
    "accounthouders",
    "cbs",
    "datakwaliteit",
    "ervaringen",
    "ews",
    "ews_sturing",
    "federatie",
    "indicatoren",
    "ingaven",
    "kerncijfers",
    "marap",
    "nza",
    "regiolijsten",
    "transformatie",
    "uitvoerders",
    "verkeer",
    "verkenning",
]
