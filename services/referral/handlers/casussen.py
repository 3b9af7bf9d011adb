# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Complex cases: the list of one case owner, and what managers see of all (R-23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.referral.domain.casus import Casus, Gezinssituatie, complex_cases
from services.referral.domain.casusbeleid import Casusbeleid
from services.referral.domain.machtiging import add_months
from services.referral.store import casusbeleid, casussen, gezinnen, maatregelen

_MAANDEN = 12


@dataclass(frozen=True, slots=True)
class Overzicht:
    """All complex cases of a gemeente on a day; `totaal` cents were approved for all clients."""

    casussen: Sequence[Casus]
    totaal: int
    beleid: Casusbeleid

    @property
    def bedrag(self) -> int:
        """Cents approved for the complex cases."""
        return sum(casus.bedrag for casus in self.casussen)


async def overview(session: AsyncSession, gemeentecode: str, dag: date) -> Overzicht:
    """A client without a family is a case by itself."""
    beleid = await casusbeleid.in_force(session, gemeentecode)
    hulp = await casussen.approved(session, gemeentecode, add_months(dag, -_MAANDEN), dag)
    dwang = await maatregelen.in_frame_of(session, gemeentecode, dag)
    gezinnen_nu = await gezinnen.situations(session, gemeentecode, dag)
    together = frozenset[str]().union(*(gezin.client_ids for gezin in gezinnen_nu))
    alone = ({one.client_id for one in hulp} | dwang) - together
    situaties = [
        *gezinnen_nu,
        *(Gezinssituatie(None, None, frozenset({client_id})) for client_id in sorted(alone)),
    ]
    found = complex_cases(situaties, hulp, dwang, beleid)
    return Overzicht(found, sum(one.bedrag for one in hulp), beleid)
