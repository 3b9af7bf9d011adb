# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente on deciding automatically, and what it looks at."""

from dataclasses import dataclass, replace

from services.referral.domain.client import Client
from services.referral.domain.contract import Contractproduct
from services.referral.domain.toewijzing import Toekenning, Toewijzing


@dataclass(frozen=True, slots=True)
class Beleid:
    """One version of a policy; versie 0 is what holds before a gemeente set one."""

    gemeentecode: str
    versie: int = 0
    automatisch_toekennen: bool = False
    maximum_volume: int | None = None
    verwijzer_typen: frozenset[str] | None = None

    def same_as(self, other: "Beleid") -> bool:
        """Equal but for the version."""
        return replace(self, versie=other.versie) == other


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """What is asked, by which kind of referrer (COD327)."""

    gevraagd: Toekenning
    verwijzer_type: str


@dataclass(frozen=True, slots=True)
class BeleidFeiten:
    """All that the gates of an automatic decision may look at."""

    beleid: Beleid
    client: Client
    producten: tuple[Contractproduct, ...]
    toewijzingen: tuple[Toewijzing, ...]
