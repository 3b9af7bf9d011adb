# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of contract."""

from services.contract.api import (
    afrekenvoorwaarden,
    autorisaties,
    autoriseren,
    contracten,
    dossiers,
    importeren,
    indexaties,
    kleine_aanbieders,
    noodtoegangen,
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
    "autorisaties",
    "autoriseren",
    "contracten",
    "dossiers",
    "importeren",
    "indexaties",
    "kleine_aanbieders",
    "noodtoegangen",
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
