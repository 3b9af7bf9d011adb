# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judging an invoice outside the messages by the same rules, as far as they can be asked."""

from collections.abc import Iterable
from dataclasses import replace

from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.feiten import Feiten
from services.billing.domain.toewijzing import open_toewijzing
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.verdict import Oordeel


def judge_factuur(client: DeclaratieClient, feiten: Feiten) -> Oordeel:
    """The verdict line by line."""
    clienten = adjudicate((client,), with_open_toewijzingen((client,), feiten))
    found = [
        finding
        for judged in clienten
        for finding in (*judged.bevindingen, *(f for r in judged.regels for f in r.bevindingen))
    ]
    return Oordeel("regels", tuple(found), clienten)


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
