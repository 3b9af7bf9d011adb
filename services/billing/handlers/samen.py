# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which messages of one aanbieder may be judged in one transaction, by facts that are read once."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from services.billing.handlers.declareren import JudgeDeclaratie, Oordelen


class Samen:
    """Messages of one aanbieder of which none bears on what the rules see of another.

    What they might share is a toewijzing (volume, budget, open debits), a reference number, the
    number of a declaratie or message, the order of months in a gemeente (TR318), and a ceiling:
    under one each message is judged by itself. The lock on the aanbieder keeps the rest as it was
    read until the commit.
    """

    def __init__(self, *, under_ceiling: bool) -> None:
        self._under_ceiling = under_ceiling
        self._names: set[tuple[str, str]] = set()
        self._toewijzingen: set[tuple[str, int]] = set()
        self._last: dict[str, date] = {}

    def takes(self, command: JudgeDeclaratie) -> bool:
        """Whether this one, which came after them, may be judged with them; then it is of them."""
        head = command.declaratie
        lines = [regel for client in command.clienten for regel in client.regels]
        names = {("bericht", command.mail.identificatie or "")}
        names.add(("declaratie", head.declaratie_nummer))
        names |= {("regel", one.referentie_nummer) for one in lines}
        names |= {("regel", vorig) for one in lines if (vorig := one.vorig_referentie_nummer)}
        toewijzingen = {(head.gemeentecode, one.toewijzing_nummer) for one in lines}
        meets = not (names.isdisjoint(self._names) and toewijzingen.isdisjoint(self._toewijzingen))
        goes_back = head.periode_begin < self._last.get(head.gemeentecode, head.periode_begin)
        if self._names and (self._under_ceiling or meets or goes_back):
            return False
        self._names |= names
        self._toewijzingen |= toewijzingen
        self._last[head.gemeentecode] = head.periode_begin
        return True


class CeilingCameError(Exception):
    """A ceiling became known while messages that share it were judged: each goes by itself."""


def refuse_shared_ceiling(commands: Sequence[JudgeDeclaratie], oordelen: Oordelen) -> None:
    """Raise `CeilingCameError` when one of several messages of an aanbieder met a ceiling."""
    count = Counter(command.declaratie.agb_code for command in commands)
    for command in commands:
        if count[command.declaratie.agb_code] > 1:
            lines = oordelen[command.mail.id].regels
            if any(one.feiten is not None and one.feiten.plafond for one in lines):
                raise CeilingCameError(command.mail.id)
