# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rights there are, by kind of organisation."""

from collections.abc import Mapping

from libs.common.auth.model import OrgType

_BESIDE_CLAIMS = (
    "taakgericht:afspreken",
    "taakgericht:lezen",
    "subsidies:lezen",
    "subsidies:schrijven",
    "afrekeningen:lezen",
    "afrekeningen:schrijven",
    "signalen:lezen",
    "tellingen:lezen",
    "verplichtingen:lezen",
)

SCOPES: Mapping[OrgType, tuple[str, ...]] = {
    OrgType.BEHEER: (
        "contracten:lezen",
        "contracten:schrijven",
        "weergaven:lezen",
        "rapportages:schrijven",
        "ews:lezen",
        "ews:normeren",
        "federatie:beheren",
        "klok:schrijven",
        "aansluiting:lezen",
        "verleden:inlezen",
    ),
    OrgType.REGIO: (
        "abonnementen:beheren",
        "contracten:lezen",
        "contracten:schrijven",
        "weergaven:lezen",
        "rapportages:schrijven",
        "ews:lezen",
        "ews:sturen",
        "accounthouders:lezen",
        "accounthouders:opmerken",
        "federatie:leveren",
        "federatie:ophalen",
        "casussen:tellen",
        *_BESIDE_CLAIMS,
    ),
    OrgType.GEMEENTE: (
        "abonnementen:beheren",
        "contracten:lezen",
        "contracten:schrijven",
        "berichten:indienen",
        "berichten:lezen",
        "toewijzingen:lezen",
        "toewijzingen:schrijven",
        "regie:lezen",
        "regie:schrijven",
        "casussen:lezen",
        "casussen:tellen",
        "declaraties:lezen",
        "weergaven:lezen",
        "rapportages:schrijven",
        *_BESIDE_CLAIMS,
        "verrekeningen:lezen",
        "verrekeningen:schrijven",
        "controles:uitvoeren",
        "signalen:melden",
        "facturen:lezen",
        "betalingen:lezen",
        "betalingen:voorbereiden",
        "betalingen:goedkeuren",
        "aansluiting:lezen",
        "verwerkingen:inzien",
    ),
    OrgType.AANBIEDER: (
        "abonnementen:beheren",
        "contracten:lezen",
        "berichten:indienen",
        "berichten:lezen",
        "declaraties:lezen",
        "taakgericht:opgeven",
        "taakgericht:lezen",
        "afrekeningen:lezen",
        "facturen:indienen",
        "facturen:lezen",
        "controles:lezen",
        "bedrijfsgegevens:opgeven",
        "ews:aanleveren",
        "ews:lezen",
        "accounthouders:lezen",
        "accounthouders:opmerken",
        "verplichtingen:lezen",
        "betalingen:lezen",
    ),
}
"""What an organisation may be allowed, by its kind."""
