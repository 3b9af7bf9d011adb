# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What every service is told when the data of a client was destroyed."""

from datetime import date
from typing import ClassVar, Literal

from libs.common.codes import Gemeentecode
from libs.common.contracts.base import Event, Pseudoniem

Vernietiggrond = Literal["termijn", "verzoek"]


class ClientgegevensVernietigd(Event):
    """The file of a client at one gemeente is destroyed: its term ended, or the client asked.

    Who counts the client goes on to do so under `vervangend_pseudoniem`, which is random: nobody
    can make it of a BSN, with whatever key. Another gemeente may know the same child still, so
    only what is of this gemeente is to be replaced. Once no outbox has the pseudonym any more,
    the two are the same here as well, and nothing is left to replace.
    """

    type: ClassVar[str] = "nl.jeugdwet.clientgegevens.vernietigd.v1"
    topic: ClassVar[str] = "jeugdregio.vernietiging"

    vernietiging_id: str
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    vervangend_pseudoniem: Pseudoniem
    categorie: str
    grond: Vernietiggrond
    vernietigd_op: date

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The deed."""
        return self.vernietiging_id
