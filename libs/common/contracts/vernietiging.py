# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What every service is told when the data of a client was destroyed, or must not be."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import Gemeentecode
from libs.common.contracts.base import ContractModel, Event, Moment, Pseudoniem

Vernietiggrond = Literal["termijn", "verzoek"]

Bewaarreden = Literal[
    "lopende-procedure", "onderzoek", "wettelijke-bewaarplicht", "belang-van-een-ander"
]
"""Why data is kept though its term ended, or though its client asked (Jeugdwet art. 7.3.9)."""


class EerderPseudoniem(ContractModel):
    """A pseudonym of the client of before a correction, and the random one that stands for it."""

    client_pseudoniem: Pseudoniem
    vervangend_pseudoniem: Pseudoniem


class ClientgegevensVernietigd(Event):
    """The file of a client at one gemeente is destroyed: its term ended, or the client asked.

    Who counts the client goes on to do so under `vervangend_pseudoniem`, which is random: nobody
    can make it of a BSN, with whatever key. So is that of each of `eerdere`, who stay apart: what
    was known before a correction was known of them. Another gemeente may know the same child
    still, and this one may register it anew: only what was told of this gemeente until now is to
    be replaced, and what others tell of help of before `vernietigd_op`. Once the outbox has the
    pseudonym no more, the two are the same here as well, and nothing is left to replace.
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
    eerdere: tuple[EerderPseudoniem, ...] = ()

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The deed."""
        return self.vernietiging_id


class BewaarplichtVastgesteld(Event):
    """A legal hold on the data of a client at one gemeente, as it now stands.

    From `sinds` through `tot`, or until it is lifted, nothing of the client is destroyed by any
    service, however old. The highest `versie` counts. Who placed it and what the article is, is
    known where it was placed.
    """

    type: ClassVar[str] = "nl.jeugdwet.bewaarplicht.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.vernietiging"

    bewaarplicht_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    reden: Bewaarreden
    sinds: date
    tot: date | None = None
    opgelegd_op: Moment
    opgeheven_op: Moment | None = None

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The hold."""
        return self.bewaarplicht_id
