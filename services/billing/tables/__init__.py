# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of billing, one file per subject; used as `from services.billing import tables as t`."""

from services.billing.tables.basis import MECHANICS, metadata
from services.billing.tables.betaling import (
    betaalde_declaratie,
    betaalde_post,
    betaalrun,
    betaling,
    rekening,
)
from services.billing.tables.controle import (
    bedrijfsopgave,
    controle,
    controle_audit,
    ikz_melding,
)
from services.billing.tables.correcties import CORRECTIES, clientcorrectie, opvolging
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
from services.billing.tables.proef import proef
from services.billing.tables.vernietigd import te_vervangen, vernietigde_regels
from services.billing.tables.verrekening import (
    afrekening,
    afrekening_regel,
    afrekenvoorwaarden,
    factuur,
    levering,
    opgave,
    opgave_regel,
    regio,
    subsidie,
    taak_afspraak,
    taak_termijn,
    verdeelsleutel,
    verrekening,
    zaak_boeking,
    zaak_stap,
)
from services.billing.tables.verschillen import te_herbeoordelen, verschil

__all__ = [
    "CORRECTIES",
    "MECHANICS",
    "afrekening",
    "afrekening_regel",
    "afrekenvoorwaarden",
    "bedrijfsopgave",
    "betaalde_declaratie",
    "betaalde_post",
    "betaalrun",
    "betaling",
    "boeking",
    "clientcorrectie",
    "contract",
    "contractproduct",
    "controle",
    "controle_audit",
    "declarant",
    "declaratie",
    "declaratie_client",
    "factuur",
    "grootboek_stand",
    "ikz_melding",
    "levering",
    "metadata",
    "opgave",
    "opgave_regel",
    "opvolging",
    "pgb",
    "plafond",
    "proef",
    "regel",
    "regio",
    "rekening",
    "subsidie",
    "taak_afspraak",
    "taak_termijn",
    "te_boeken",
    "te_herbeoordelen",
    "te_herwaarderen",
    "te_vervangen",
    "toewijzing",
    "verdeelsleutel",
    "vernietigde_regels",
    "verplichting",
    "verrekening",
    "verschil",
    "zaak_boeking",
    "zaak_stap",
]
