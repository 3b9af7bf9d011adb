# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access of an operator, from its reason to how another judged it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.auth.model import OrgType, code_of
from services.contract.domain.geldigheid import Fault


class Aanleiding(StrEnum):
    """Why at all; the rest is told in words."""

    STORING = "storing"
    VERZOEK = "verzoek-van-de-organisatie"
    GEGEVENSFOUT = "gegevensfout"
    INCIDENT = "beveiligingsincident"


class Oordeel(StrEnum):
    """What another found of it."""

    TERECHT = "terecht"
    ONTERECHT = "onterecht"


class Toestand(StrEnum):
    """Where it is between being opened and being judged."""

    OPEN = "open"
    TE_TOETSEN = "te-toetsen"
    TE_LAAT = "te-laat"
    GETOETST = "getoetst"


@dataclass(frozen=True, slots=True)
class Toets:
    """How it was judged, by whom and when."""

    oordeel: Oordeel
    toelichting: str
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Noodtoegang:
    """An operator (`beheer`) looks as an organisation until it ends."""

    id: str
    beheer: str
    soort: OrgType
    code: str
    aanleiding: Aanleiding
    reden: str
    geopend_door: str
    begint_op: datetime
    eindigt_op: datetime
    gesloten_door: str | None = None
    toets: Toets | None = None

    def toestand(self, now: datetime, within: timedelta) -> Toestand:
        """At a moment; it is late when it was not judged `within` this time of its end."""
        if now < self.eindigt_op:
            return Toestand.OPEN
        if self.toets is not None:
            return Toestand.GETOETST
        return Toestand.TE_LAAT if now >= self.eindigt_op + within else Toestand.TE_TOETSEN


def opening_faults(soort: OrgType, code: str, uren: int, most: int) -> Iterator[Fault]:
    """Of whom there is nothing to see, a code of another kind, and longer than is allowed."""
    if soort == OrgType.BEHEER:
        yield Fault("soort", "ongeldig", "is een gemeente, aanbieder of regio")
    else:
        try:
            code_of(soort, code)
        except ValueError:
            yield Fault("code", "ongeldig", f"heeft niet de vorm van een {soort}")
    if uren > most:
        yield Fault("uren", "te-lang", f"is hier hoogstens {most}")


def toets_faults(made: Noodtoegang, now: datetime, within: timedelta) -> Iterator[tuple[str, str]]:
    """Why nobody may judge it now: a code and a sentence."""
    toestand = made.toestand(now, within)
    if toestand == Toestand.OPEN:
        yield "noodtoegang-open", "Deze noodtoegang is nog open."
    if toestand == Toestand.GETOETST:
        yield "al-getoetst", "Deze noodtoegang is al getoetst."
