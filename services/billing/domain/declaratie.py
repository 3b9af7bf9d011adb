# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A declaratie, its clients and its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from services.billing.domain.eenheden import meetvolume

ANSWER_DUE = 10
"""Working days to answer a JW323 (OP090x4)."""

Sleutel = tuple[int, str, str, date, date]

"""ToewijzingNummer, category, code and period: what may be claimed once (TR389)."""

Kern = tuple[Sleutel, int, str, int | None, int]
"""All a credit copies from its debit: key, volume, unit, tariff and amount (IV091)."""


class Regel(NamedTuple):
    """One Prestatie: `nummer` counts from 1 over the message, `bedrag` in cents without sign.

    A tuple, as are the other values of which there are tens of thousands in one message: it is made
    in a fifth of the time of a frozen class.
    """

    nummer: int
    plaats: str
    referentie_nummer: str
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool

    @property
    def signed(self) -> int:
        """Cents with sign: a credit is negative."""
        return -self.bedrag if self.credit else self.bedrag

    @property
    def signed_meetvolume(self) -> int:
        """Volume that can be added up, with sign."""
        return meetvolume(-self.volume if self.credit else self.volume, self.eenheid)

    @property
    def sleutel(self) -> Sleutel:
        """What may be claimed once: the fields from `toewijzing_nummer` to `periode_eind`."""
        return self[4:9]

    @property
    def kern(self) -> Kern:
        """What a credit must copy."""
        return (self.sleutel, self.volume, self.eenheid, self.tarief, self.bedrag)


@dataclass(frozen=True, slots=True)
class DeclaratieClient:
    """The lines of one client; `pseudoniem` is the one that travels in events.

    The BSN itself is here only sealed, and as the keyed hash by which billing finds it again.
    """

    plaats: str
    pseudoniem: str
    bsn_hash: str
    bsn_verzegeld: bytes
    regels: tuple[Regel, ...]

    def meant(self, personen: Mapping[str, str]) -> "DeclaratieClient":
        """The same under the pseudonym of whom the gemeente means by this one."""
        if (who := personen.get(self.pseudoniem)) is None:
            return self
        return replace(self, pseudoniem=who)


@dataclass(frozen=True, slots=True)
class Declaratie:
    """The head of a declaratie; `ingediend` in cents, negative when credits weigh more."""

    id: str
    bericht_id: str
    gemeentecode: str
    agb_code: str
    declaratie_nummer: str
    periode_begin: date
    periode_eind: date
    dagtekening: date
    ingediend: int
    aantal_regels: int
    ontvangen_op: datetime

    @property
    def is_factuur(self) -> bool:
        """It came outside the messages, so that it is its own."""
        return self.bericht_id == self.id
