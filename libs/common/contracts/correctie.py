# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What every service is told when a gemeente corrected what it keeps of a client."""

from typing import ClassVar

from pydantic import Field

from libs.common.codes import Gemeentecode
from libs.common.contracts.base import Event, Maand, Moment, Pseudoniem


class ClientGecorrigeerd(Event):
    """A client of one gemeente as it is after a correction (art. 16 AVG).

    Where the BSN was wrong, `opvolger` is the pseudonym of the right one: all that this gemeente
    told and tells under `client_pseudoniem` is of that person, who may have been known beside it.
    Else the two are the same. `versie` is that of the client, for one gemeente and `opvolger` the
    highest tells its birth month and sex. Another gemeente may know somebody else under the same
    pseudonym, so only what is of this gemeente is corrected.
    """

    type: ClassVar[str] = "nl.jeugdwet.client.gecorrigeerd.v1"
    topic: ClassVar[str] = "jeugdregio.toewijzing"

    correctie_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    opvolger: Pseudoniem
    geboortemaand: Maand
    geslacht: str
    gecorrigeerd_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The correction."""
        return self.correctie_id
