# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An invoice outside the messages is judged by the same rules, as far as they can be asked."""

from collections.abc import Iterable
from dataclasses import replace

from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.feiten import Feiten
from services.billing.domain.toewijzing import open_toewijzing


def with_open_toewijzingen(clienten: Iterable[DeclaratieClient], feiten: Feiten) -> Feiten:
    """The facts with a toewijzing for each client without BSN: its number is below zero."""
    opened = {
        regel.toewijzing_nummer: open_toewijzing(regel.toewijzing_nummer, client.pseudoniem)
        for client in clienten
        for regel in client.regels
        if regel.toewijzing_nummer < 0
    }
    if not opened:
        return feiten
    return replace(feiten, toewijzingen={**feiten.toewijzingen, **opened})
