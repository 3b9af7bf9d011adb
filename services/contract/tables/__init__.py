# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of contract, one file per subject; used as `from services.contract import tables as t`."""

from services.contract.tables.autorisaties import autorisatie_versie, noodtoegang_verantwoording
from services.contract.tables.basis import MECHANICS, metadata
from services.contract.tables.besteding import (
    besteding,
    clientenstopvoorstel,
    kleine_lijst,
    plafond,
    plafondsignaal,
    plafondstand,
    te_toetsen,
)
from services.contract.tables.contracten import (
    afrekenvoorwaarden,
    contract,
    contract_gemeente,
    contractproduct,
    contractwijziging,
    indexatie,
    indexatie_regel,
    tarief,
    verdeelsleutel,
)
from services.contract.tables.correcties import (
    CORRECTIES,
    VERNIETIGD,
    clientcorrectie,
    opvolging,
    vernietigd_pseudoniem,
)
from services.contract.tables.dossiers import dossier, dossier_versie, termijnbericht
from services.contract.tables.registers import (
    aanbieder,
    gemeente,
    regio,
    regio_lid,
    zorgfunctie_schaal,
)

__all__ = [
    "CORRECTIES",
    "MECHANICS",
    "VERNIETIGD",
    "aanbieder",
    "afrekenvoorwaarden",
    "autorisatie_versie",
    "besteding",
    "clientcorrectie",
    "clientenstopvoorstel",
    "contract",
    "contract_gemeente",
    "contractproduct",
    "contractwijziging",
    "dossier",
    "dossier_versie",
    "gemeente",
    "indexatie",
    "indexatie_regel",
    "kleine_lijst",
    "metadata",
    "noodtoegang_verantwoording",
    "opvolging",
    "plafond",
    "plafondsignaal",
    "plafondstand",
    "regio",
    "regio_lid",
    "tarief",
    "te_toetsen",
    "termijnbericht",
    "verdeelsleutel",
    "vernietigd_pseudoniem",
    "zorgfunctie_schaal",
]
