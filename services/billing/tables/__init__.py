# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of billing, one file per subject; used as `from services.billing import tables as t`."""

from services.billing.tables.basis import MECHANICS, metadata
from services.billing.tables.controle import controle, controle_audit
from services.billing.tables.declaraties import (
    contract,
    contractproduct,
    declarant,
    declaratie,
    declaratie_client,
    pgb,
    plafond,
    regel,
    toewijzing,
)
from services.billing.tables.verrekening import (
    afrekening,
    afrekening_regel,
    factuur,
    levering,
    opgave,
    opgave_regel,
    regio,
    subsidie,
    taak_afspraak,
    taak_termijn,
    verrekening,
    zaak_boeking,
    zaak_stap,
)

__all__ = [
    "MECHANICS",
    "afrekening",
    "afrekening_regel",
    "contract",
    "contractproduct",
    "controle",
    "controle_audit",
    "declarant",
    "declaratie",
    "declaratie_client",
    "factuur",
    "levering",
    "metadata",
    "opgave",
    "opgave_regel",
    "pgb",
    "plafond",
    "regel",
    "regio",
    "subsidie",
    "taak_afspraak",
    "taak_termijn",
    "toewijzing",
    "verrekening",
    "zaak_boeking",
    "zaak_stap",
]
