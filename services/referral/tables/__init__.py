# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of referral, one file per subject; used as `from services.referral import tables as t`."""

from services.referral.tables.basis import MECHANICS, metadata
from services.referral.tables.bronnen import (
    aanbieder,
    capaciteit,
    clientenstop,
    contract,
    contractproduct,
    gemeente,
    plafondstand,
    regio,
)
from services.referral.tables.clienten import client, machtiging, pgb
from services.referral.tables.correcties import clientcorrectie, vorig_bsn
from services.referral.tables.gezinnen import (
    casusbeleid,
    gezin,
    gezinslid,
    gezinsplan,
    maatregel,
    taak,
)
from services.referral.tables.jongeren import dagwerk, escalatie, toekomstplan, verblijf
from services.referral.tables.poortwachter import dyslexieregel, poortwachtersbesluit
from services.referral.tables.tafels import beschermingstafel, consult, verblijfsafweging
from services.referral.tables.toewijzingen import (
    contractafwijking,
    goedgekeurd,
    levering,
    meldsignaal,
    overdracht,
    toewijzing,
)
from services.referral.tables.verwijzing import verwijzing
from services.referral.tables.verzendingen import verzending, verzonden_toewijzing
from services.referral.tables.verzoeken import beleid, besluit, verzoek
from services.referral.tables.wachten import wachtnorm, wachtsignaal

__all__ = [
    "MECHANICS",
    "aanbieder",
    "beleid",
    "beschermingstafel",
    "besluit",
    "capaciteit",
    "casusbeleid",
    "client",
    "clientcorrectie",
    "clientenstop",
    "consult",
    "contract",
    "contractafwijking",
    "contractproduct",
    "dagwerk",
    "dyslexieregel",
    "escalatie",
    "gemeente",
    "gezin",
    "gezinslid",
    "gezinsplan",
    "goedgekeurd",
    "levering",
    "maatregel",
    "machtiging",
    "meldsignaal",
    "metadata",
    "overdracht",
    "pgb",
    "plafondstand",
    "poortwachtersbesluit",
    "regio",
    "taak",
    "toekomstplan",
    "toewijzing",
    "verblijf",
    "verblijfsafweging",
    "verwijzing",
    "verzending",
    "verzoek",
    "verzonden_toewijzing",
    "vorig_bsn",
    "wachtnorm",
    "wachtsignaal",
]
