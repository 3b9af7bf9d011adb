# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What destroying takes."""

from dataclasses import dataclass, replace

from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.mechanics import Mechanics
from libs.common.outbox import Outbox
from libs.common.retention.lijst import Lijst
from libs.common.retention.model import Bewaarschema, Bewaartermijn, Dossiers
from libs.common.retention.tables import VernietigingTables


@dataclass(frozen=True, slots=True)
class Vernietiging:
    """The tables, the schedule, what the service is made of; `dossiers` are of one category."""

    db: Database
    mechanics: Mechanics
    tables: VernietigingTables
    schema: Bewaarschema
    dossiers: Dossiers
    vault: Vault
    outbox: Outbox
    clock: Clock

    @property
    def termijn(self) -> Bewaartermijn:
        """Of the category."""
        found = self.schema.of(self.dossiers.categorie)
        assert found is not None  # noqa: S101 - a schedule names a category of its own
        return found

    @property
    def alle(self) -> "tuple[Vernietiging, ...]":
        """The same of each category of which lists are kept."""
        return tuple(replace(self, dossiers=one) for one in self.schema.dossiers)

    def of(self, categorie: str) -> "Vernietiging | None":
        """The same of this category; None where no lists are kept of it."""
        return next((one for one in self.alle if one.dossiers.categorie == categorie), None)

    def van(self, lijst: Lijst) -> "Vernietiging":
        """The same of the category of a list."""
        found = self.of(lijst.categorie)
        if found is None:
            raise LookupError(f"no lists of {lijst.categorie} are kept any more")
        return found
