# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Complex cases: the list of one case owner, and what managers see of all (R-23)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from libs.ijw.months import months_later
from services.referral.domain.casus import Casus, Gezinssituatie, Hulp, complex_cases, joined
from services.referral.domain.casusbeleid import Casusbeleid
from services.referral.store import casusbeleid, casussen, clienten, gezinnen, maatregelen, regios

_MAANDEN = 12


@dataclass(frozen=True, slots=True)
class Overzicht:
    """All complex cases of a gemeente or region on a day; `totaal` cents were approved in all."""

    casussen: Sequence[Casus]
    totaal: int
    beleid: Casusbeleid

    @property
    def bedrag(self) -> int:
        """Cents approved for the complex cases."""
        return sum(casus.bedrag for casus in self.casussen)


@dataclass(frozen=True, slots=True)
class _Stand:
    """What a gemeente knows on a day: families, what was approved, who is in the frame."""

    situaties: Sequence[Gezinssituatie]
    hulp: Sequence[Hulp]
    dwang: frozenset[str]


async def overview(session: AsyncSession, gemeentecode: str, dag: date) -> Overzicht:
    """A client without a family is a case by itself."""
    beleid = await casusbeleid.in_force(session, gemeentecode)
    stand = await _stand(session, gemeentecode, dag)
    found = complex_cases(stand.situaties, stand.hulp, stand.dwang, beleid)
    return Overzicht(found, sum(one.bedrag for one in stand.hulp), beleid)


def note_own(session: AsyncSession, found: Overzicht, persoon: str) -> None:
    """The cases of one owner are shown: of whom they are."""
    own = (casus for casus in found.casussen if casus.eigenaar == persoon)
    note(session, {Sleutel(client_id) for casus in own for client_id in casus.client_ids})


async def regional(session: AsyncSession, regiocode: str, dag: date) -> Overzicht:
    """All of the members of a region on a day, by what holds where a gemeente set nothing.

    A child is one child in whichever gemeente it had help, and so is its family.
    """
    situaties: list[Gezinssituatie] = []
    hulp: list[Hulp] = []
    dwang: set[str] = set()
    for gemeentecode in sorted(await regios.members(session, regiocode, dag)):
        stand = await _stand(session, gemeentecode, dag)
        names = await clienten.pseudonyms(session, gemeentecode)
        situaties += [
            replace(one, client_ids=frozenset(names[id] for id in one.client_ids))
            for one in stand.situaties
        ]
        hulp += [replace(one, client_id=names[one.client_id]) for one in stand.hulp]
        dwang |= {names[id] for id in stand.dwang}
    beleid = Casusbeleid(regiocode)
    found = complex_cases(joined(situaties), hulp, frozenset(dwang), beleid)
    return Overzicht(found, sum(one.bedrag for one in hulp), beleid)


async def _stand(session: AsyncSession, gemeentecode: str, dag: date) -> _Stand:
    hulp = await casussen.approved(session, gemeentecode, months_later(dag, -_MAANDEN), dag)
    dwang = await maatregelen.in_frame_of(session, gemeentecode, dag)
    gezinnen_nu = await gezinnen.situations(session, gemeentecode, dag)
    together = frozenset[str]().union(*(gezin.client_ids for gezin in gezinnen_nu))
    alone = ({one.client_id for one in hulp} | dwang) - together
    situaties = [
        *gezinnen_nu,
        *(Gezinssituatie(None, None, frozenset({client_id})) for client_id in sorted(alone)),
    ]
    return _Stand(situaties, hulp, frozenset(dwang))
