# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judging an invoice outside the messages by the same rules, as far as they can be asked."""

from dataclasses import replace
from datetime import date

from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.feiten import Feiten
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.verdict import Oordeel

JEUGDWET = date(2015, 1, 1)
"""Before this day no gemeente answered for youth care."""

_HEX_DIGITS = 7


def open_number(pseudoniem: str) -> int:
    """Stands for the toewijzing of a client without BSN: below zero, so no message has it."""
    return -1 - int(pseudoniem[:_HEX_DIGITS], 16)


def open_toewijzing(client: DeclaratieClient, gemeentecode: str, agb_code: str) -> Toewijzing:
    """A toewijzing that leaves everything open: for a client of whom no message may be sent.

    So every rule on reference, period, product, tariff, amount and repetition is asked as for
    anybody, and those on volume and term have nothing to hold the line against.
    """
    return Toewijzing(
        gemeentecode=gemeentecode,
        agb_code=agb_code,
        toewijzing_nummer=open_number(client.pseudoniem),
        versie=0,
        client_pseudoniem=client.pseudoniem,
        categorie=None,
        code=None,
        ingangsdatum=JEUGDWET,
        einddatum=None,
        omvang=None,
        budget=None,
        reden_wijziging=None,
    )


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
