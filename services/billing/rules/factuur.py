# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judging an invoice outside the messages by the same rules, as far as they can be asked."""

from dataclasses import replace

from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.feiten import Feiten
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.verdict import Oordeel


def judge_factuur(
    client: DeclaratieClient, feiten: Feiten, zonder_bsn: Toewijzing | None
) -> Oordeel:
    """The verdict line by line; `zonder_bsn` is the open toewijzing of a client without BSN."""
    if zonder_bsn is not None:
        known = {**feiten.toewijzingen, zonder_bsn.toewijzing_nummer: zonder_bsn}
        feiten = replace(feiten, toewijzingen=known)
    clienten = adjudicate((client,), feiten)
    found = [
        finding
        for judged in clienten
        for finding in (*judged.bevindingen, *(f for r in judged.regels for f in r.bevindingen))
    ]
    return Oordeel("regels", tuple(found), clienten)
