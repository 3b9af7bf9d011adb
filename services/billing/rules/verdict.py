# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What comes of judging: a verdict on each line, each client, and the message."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from libs.ijw import Finding
from services.billing.domain.declaratie import DeclaratieClient, Regel
from services.billing.domain.feiten import RegelFeiten

NIET_BEOORDEELD = "0233"
IN_ORDE = "0200"
VOLLEDIG_TOEGEKEND = "8001"


class RegelOordeel(NamedTuple):
    """The verdict on one line; `feiten` is absent when the client stopped it from being judged."""

    regel: Regel
    feiten: RegelFeiten | None
    bevindingen: tuple[Finding, ...]
    retourcodes: tuple[str, ...]

    @property
    def toegekend(self) -> bool:
        """Approved in full, or rejected in full."""
        return not self.retourcodes


@dataclass(frozen=True, slots=True)
class ClientOordeel:
    """The verdict on one client; `bevindingen` are those on the client itself."""

    client: DeclaratieClient
    bevindingen: tuple[Finding, ...]
    andermans_toewijzingen: tuple[int, ...]
    regels: tuple[RegelOordeel, ...]


Niveau = Literal["bericht", "declaratie", "regels"]


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The verdict on a message: the level at which it was decided and all findings.

    `regelset` is the number of the rule set that judged.
    """

    niveau: Niveau
    bevindingen: tuple[Finding, ...]
    clienten: tuple[ClientOordeel, ...] = ()
    regelset: int = 0

    @property
    def regels(self) -> tuple[RegelOordeel, ...]:
        """All judged lines in message order."""
        return tuple(regel for client in self.clienten for regel in client.regels)

    @property
    def toegekend(self) -> int:
        """Signed cents of the approved lines."""
        return sum(oordeel.regel.signed for oordeel in self.regels if oordeel.toegekend)

    @property
    def aantal_toegekend(self) -> int:
        """How many lines were approved."""
        return sum(oordeel.toegekend for oordeel in self.regels)

    @property
    def retourcodes(self) -> tuple[str, ...]:
        """Each code of a finding, once, in order of appearance."""
        codes = (finding.retourcode for finding in self.bevindingen if finding.retourcode)
        return tuple(dict.fromkeys(codes))

    @property
    def antwoordcodes(self) -> tuple[str, ...]:
        """The codes on the declaratie itself in the answer (IV087)."""
        if self.niveau == "declaratie":
            return self.retourcodes
        return (IN_ORDE,) if self.bevindingen else (VOLLEDIG_TOEGEKEND,)
