# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages received in a period."""

from datetime import date, datetime

from libs.common.api import ApiModel


class Verkeer(ApiModel):
    """Aantal berichten van een soort met een status."""

    soort: str
    status: str
    aantal: int


class Berichtenverkeer(ApiModel):
    """Ontvangen berichten in een periode, met hun eindstatus zoals bekend op het peilmoment."""

    van: date
    tot: date
    peilmoment: datetime
    definitieversie: str
    resultaten: list[Verkeer]
