# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the log of processing of billing has of the two clients of the tests."""

from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.logboek import Betrokkene, store
from libs.common.runtime import Runtime
from tests.billing.claims import GEMEENTE
from tests.billing.messages import BSN, OTHER_BSN

Looked = tuple[str, str]


class Logged:
    """What was added to the log since it was asked last, by person: activity and action."""

    def __init__(self, rt: Runtime, vault: Vault) -> None:
        self._rt, self._vault = rt, vault
        self._seen: dict[str, int] = {}

    async def of(self, bsn: str) -> list[Looked]:
        who = Betrokkene(GEMEENTE, self._vault.pseudonym(bsn, PURPOSE_CHAIN))
        async with self._rt.db.read() as session:
            tables = self._rt.need_logboek().tables
            found = await store.about(session, tables, who, None, 500)
        before, self._seen[bsn] = self._seen.get(bsn, 0), len(found)
        return [(one.activiteit, one.actie) for one in reversed(found)][before:]

    async def both(self) -> tuple[list[Looked], list[Looked]]:
        return await self.of(BSN), await self.of(OTHER_BSN)
