# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is told when pseudonyms were made with another key than that of the installation."""

from typing import ClassVar

from pydantic import Field

from libs.common.contracts.base import ContractModel, Event, Pseudoniem, Sleutelnummer

MEESTE_VERTALINGEN = 400
"""In one event."""


class Vertaling(ContractModel):
    """One person: the pseudonym under another key, and under the one of the installation."""

    oud: Pseudoniem
    nieuw: Pseudoniem


class PseudoniemenVertaald(Event):
    """Whom pseudonyms of the key `sleutel` mean, by those of the key of this installation.

    Told by who knows the BSN, in as many events as it takes: who parked events under that key
    can apply them after it.
    """

    type: ClassVar[str] = "nl.jeugdwet.pseudoniemen.vertaald.v1"
    topic: ClassVar[str] = "jeugdregio.toewijzing"

    vertaling_id: str
    sleutel: Sleutelnummer
    vertalingen: tuple[Vertaling, ...] = Field(max_length=MEESTE_VERTALINGEN)

    def key(self) -> str:
        """In any order: each tells of persons by itself."""
        return self.vertaling_id

    def subject(self) -> str:
        """The telling."""
        return self.vertaling_id
