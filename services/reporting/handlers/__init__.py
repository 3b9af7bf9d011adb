# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of reporting: read figures, and keep up what follows from facts."""

from services.reporting.handlers.cijfers import (
    Blad,
    add_up,
    hides_months,
    read_figures,
    read_money,
)
from services.reporting.handlers.tellen import count_clients
from services.reporting.handlers.waarderen import value_awards
from services.reporting.handlers.wijzigingen import tell_changes

__all__ = [
    "Blad",
    "add_up",
    "count_clients",
    "hides_months",
    "read_figures",
    "read_money",
    "tell_changes",
    "value_awards",
]
