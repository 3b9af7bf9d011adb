# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Event of the contract service: what kind of provider it is."""

from typing import ClassVar, Literal

from pydantic import Field

from libs.common.contracts.base import AgbCode, Event


class AanbiederprofielVastgesteld(Event):
    """What regions must know of a provider (C-01), as far as others have use for it.

    `ews_plichtig` is one that was named for the early warning system for its special offer.
    """

    type: ClassVar[str] = "nl.jeugdwet.aanbiederprofiel.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    dossier_id: str
    versie: int = Field(ge=1)
    eigenaar: str
    agb_code: AgbCode
    soort: Literal["jhp", "gi", "vt", "wijkteam", "solist"]
    ews_plichtig: bool = False
    cruciale_functies: tuple[str, ...] = ()

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The dossier."""
        return self.dossier_id
