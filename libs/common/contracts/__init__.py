# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The published contracts: the only thing one service may know of another."""

from libs.common.contracts.base import ContractModel, Envelope, Event, Topic
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.contracts.billing import (
    DeclaratieBeoordeeld,
    Opgaveregel,
    Regel,
    TaakleveringOpgegeven,
)
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
    Lidmaatschap,
    PlafondVastgesteld,
    RegioVastgesteld,
    Tarief,
)
from libs.common.contracts.referral import (
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from libs.common.contracts.topics import EVENTS, TOPICS

__all__ = [
    "EVENTS",
    "TOPICS",
    "AanbiederVastgesteld",
    "BerichtVerwerkt",
    "ContractModel",
    "ContractVastgesteld",
    "ContractproductVastgesteld",
    "DeclaratieBeoordeeld",
    "Envelope",
    "Event",
    "GemeenteVastgesteld",
    "LeveringGemeld",
    "Lidmaatschap",
    "Omvang",
    "Opgaveregel",
    "PgbVastgesteld",
    "PlafondVastgesteld",
    "Regel",
    "RegioVastgesteld",
    "TaakleveringOpgegeven",
    "Tarief",
    "ToewijzingVastgesteld",
    "Topic",
    "VerzoekBeantwoord",
    "VerzoekOntvangen",
]
