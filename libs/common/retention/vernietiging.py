# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What destroying takes."""

from dataclasses import dataclass

from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.mechanics import Mechanics
from libs.common.outbox import Outbox
from libs.common.retention.model import Bewaarschema, Bewaartermijn, Dossiers
from libs.common.retention.tables import VernietigingTables


@dataclass(frozen=True, slots=True)
class Vernietiging:
    """The tables, the schedule, and what the service is made of."""

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
        """Of the files."""
        found = self.schema.of(self.dossiers.categorie)
        assert found is not None  # noqa: S101 - a schedule names a category of its own
        return found
