# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of contract."""

from services.contract.api import (
    afrekenvoorwaarden,
    contracten,
    dossiers,
    importeren,
    indexaties,
    kleine_aanbieders,
    overzichten,
    plafonds,
    referentie,
    registers,
    stopvoorstellen,
    uitloop,
    verdeelsleutels,
    wijzigingen,
    zorgfuncties,
)

__all__ = [
    "afrekenvoorwaarden",
    "contracten",
    "dossiers",
    "importeren",
    "indexaties",
    "kleine_aanbieders",
    "overzichten",
    "plafonds",
    "referentie",
    "registers",
    "stopvoorstellen",
    "uitloop",
    "verdeelsleutels",
    "wijzigingen",
    "zorgfuncties",
]
