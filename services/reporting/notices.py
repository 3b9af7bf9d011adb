# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting tells subscribers of: that there are new figures, and how a provider stands."""

from libs.common.auth import OrgType
from libs.common.contracts import (
    AanbiedercijfersGewijzigd,
    CijfersGewijzigd,
    EwsniveauGewijzigd,
)
from libs.common.webhooks import Notice

NOTICES = (
    Notice(
        CijfersGewijzigd,
        "Er zijn andere cijfers van uw gemeente of regio.",
        {OrgType.GEMEENTE: "gemeentecode", OrgType.REGIO: "regiocode"},
        place="/kerncijfers?van={vanMaand}&tot={totMaand}",
        data=("vanMaand", "totMaand", "definitieversie"),
    ),
    Notice(
        AanbiedercijfersGewijzigd,
        "Er zijn andere cijfers van een aanbieder over zijn regio's.",
        {OrgType.AANBIEDER: "agbCode", OrgType.REGIO: "accounthouder"},
        place="/accounthouder/aanbieders/{agbCode}?kwartaal={kwartaal}",
        data=("agbCode", "vanMaand", "totMaand", "definitieversie"),
    ),
    Notice(
        EwsniveauGewijzigd,
        "Het early-warningniveau van een aanbieder is een ander geworden.",
        {OrgType.AANBIEDER: "agbCode", OrgType.REGIO: "accounthouder"},
        place="/ews/aanbieders/{agbCode}/beoordeling",
        data=("agbCode", "kwartaal", "niveau", "vorigNiveau"),
    ),
)
