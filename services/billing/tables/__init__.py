# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of billing, one file per subject; used as `from services.billing import tables as t`."""

from services.billing.tables.basis import MECHANICS, metadata
from services.billing.tables.betaling import (
    betaalde_declaratie,
    betaalrun,
    betaling,
    rekening,
)
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
from services.billing.tables.geld import (
    boeking,
    grootboek_stand,
    te_boeken,
    te_herwaarderen,
    verplichting,
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
    "betaalde_declaratie",
    "betaalrun",
    "betaling",
    "boeking",
    "contract",
    "contractproduct",
    "controle",
    "controle_audit",
    "declarant",
    "declaratie",
    "declaratie_client",
    "factuur",
    "grootboek_stand",
    "levering",
    "metadata",
    "opgave",
    "opgave_regel",
    "pgb",
    "plafond",
    "regel",
    "regio",
    "rekening",
    "subsidie",
    "taak_afspraak",
    "taak_termijn",
    "te_boeken",
    "te_herwaarderen",
    "toewijzing",
    "verplichting",
    "verrekening",
    "zaak_boeking",
    "zaak_stap",
]
