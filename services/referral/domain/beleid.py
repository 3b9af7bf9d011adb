# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente on deciding automatically, and what it looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.referral.domain.aanbod import Clientenstop
from services.referral.domain.client import Client
from services.referral.domain.contract import Contractproduct
from services.referral.domain.pgb import Pgb
from services.referral.domain.poortwachter import Dyslexieregel, Poortwachtersbesluit
from services.referral.domain.toewijzing import Toekenning, Toewijzing
from services.referral.domain.woonplaats import Verantwoordelijk


@dataclass(frozen=True, slots=True)
class Beleid:
    """One version of a policy; versie 0 is what holds before a gemeente set one.

    `gesloten_codes` are the product codes of closed care, which needs an authorisation (R-06).
    """

    gemeentecode: str
    versie: int = 0
    automatisch_toekennen: bool = False
    maximum_volume: int | None = None
    verwijzer_typen: frozenset[str] | None = None
    gesloten_codes: frozenset[str] = frozenset()

    def same_as(self, other: "Beleid") -> bool:
        """Equal but for the version."""
        return replace(self, versie=other.versie) == other


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """What is asked, by which kind of referrer (COD327), and when.

    Without a referrer it is part of a request for change of help that was referred before.
    """

    gevraagd: Toekenning
    verwijzer_type: str | None
    gevraagd_op: date
    loopt_al: bool = False
    """Help that the client has already, to go on otherwise."""
    gezag_bekend: bool = False
    """The aanbieder has the client, or said that it knows who has authority over it (OP002x1)."""


@dataclass(frozen=True, slots=True)
class BeleidFeiten:
    """All that the gates of an automatic decision may look at."""

    beleid: Beleid
    client: Client
    producten: tuple[Contractproduct, ...]
    toewijzingen: tuple[Toewijzing, ...]
    pgbs: tuple[Pgb, ...] = ()
    clientenstops: tuple[Clientenstop, ...] = ()
    dyslexieregels: tuple[Dyslexieregel, ...] = ()
    poortwachtersbesluiten: tuple[Poortwachtersbesluit, ...] = ()
    plafonds_bereikt: frozenset[tuple[str, int]] = frozenset()
    """Contracts by the year in which nothing is left under their ceiling."""
    verblijfsvormen: Mapping[str, str] = field(default_factory=dict)
    """Which form of stay a product code is, as the gemeente says."""
    afgewogen: frozenset[str] = frozenset()
    """The forms of stay that were chosen for this client, with reasons."""
    woonplaats: Verantwoordelijk | None = None
    """What the residence check of the referral found; None while nobody made one."""
