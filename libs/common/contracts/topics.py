# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The registry of topics and of the events that may stand in them."""

from collections.abc import Mapping
from types import MappingProxyType

from libs.common.contracts.autorisatie import AutorisatieVastgesteld, NoodtoegangVastgesteld
from libs.common.contracts.base import Event, Topic
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.contracts.billing import (
    DeclaratieBeoordeeld,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
)
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    ContractwijzigingVastgesteld,
    GemeenteVastgesteld,
    RegioVastgesteld,
)
from libs.common.contracts.correctie import ClientGecorrigeerd
from libs.common.contracts.dossier import (
    AanbiederprofielVastgesteld,
    AccounthouderVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    CombinatieVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    KleineAanbiedersVastgesteld,
    OnderaannemingVastgesteld,
    ProductindelingVastgesteld,
    ZorgfunctieVastgesteld,
)
from libs.common.contracts.plafond import (
    ClientenstopvoorstelVastgesteld,
    ContracttermijnNadert,
    PlafondNabij,
    PlafondstandVastgesteld,
    PlafondVastgesteld,
)
from libs.common.contracts.pseudoniemen import PseudoniemenVertaald
from libs.common.contracts.referral import (
    LeveringGemeld,
    PgbVastgesteld,
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
    WachttijdGesignaleerd,
)
from libs.common.contracts.regie import (
    ConsultVastgesteld,
    EscalatieVastgesteld,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    PoortwachtersbesluitVastgesteld,
    TaakVastgesteld,
    TafelAfgerond,
    ToekomstplanVastgesteld,
    VerblijfVastgesteld,
)
from libs.common.contracts.reporting import (
    AanbiedercijfersGewijzigd,
    CijfersGewijzigd,
    EwsniveauGewijzigd,
)
from libs.common.contracts.vernietiging import BewaarplichtVastgesteld, ClientgegevensVernietigd
from libs.common.contracts.voorwaarden import (
    AfrekenvoorwaardenVastgesteld,
    VerdeelsleutelVastgesteld,
)

_TOPICS = (
    Topic(
        name="jeugdregio.contract",
        description="Gemeenten, regions with care functions, providers, contracts, authorisations.",
        owner="contract",
        producers=("contract",),
        consumers=("referral", "billing", "reporting"),
        partitions=3,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.verzoek",
        description="Referrals, requests for an allocation, and the answers to them.",
        owner="referral",
        producers=("referral",),
        consumers=("reporting",),
        partitions=12,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.toewijzing",
        description="Allocations, budgets, corrections of clients, and whom pseudonyms mean.",
        owner="referral",
        producers=("referral",),
        consumers=("contract", "billing", "reporting"),
        partitions=12,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.levering",
        description="Deliveries of help: begun, paused, ended, removed.",
        owner="referral",
        producers=("referral",),
        consumers=("billing", "reporting"),
        partitions=12,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.regie",
        description="Around families and young people: plans, measures, stays, tasks.",
        owner="referral",
        producers=("referral",),
        consumers=("reporting",),
        partitions=3,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.declaratie",
        description="Judged claim lines.",
        owner="billing",
        producers=("billing",),
        consumers=("contract", "referral", "reporting"),
        partitions=12,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.taaklevering",
        description="Lump sums as agreed, and what their providers report to have delivered.",
        owner="billing",
        producers=("billing",),
        consumers=("reporting",),
        partitions=3,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.bericht",
        description="Messages that reached their final state, of every service with a mailbox.",
        owner="referral",
        producers=("referral", "billing"),
        consumers=("reporting",),
        partitions=6,
        retention_days=400,
    ),
    Topic(
        name="jeugdregio.vernietiging",
        description="Clients whose data was destroyed, and under what they are counted from then; "
        "those whose data must not be.",
        owner="referral",
        producers=("referral",),
        consumers=("contract", "billing", "reporting"),
        partitions=3,
        retention_days=None,
    ),
    Topic(
        name="jeugdregio.cijfers",
        description="Whose figures changed and over which months, without any figure.",
        owner="reporting",
        producers=("reporting",),
        consumers=(),
        partitions=3,
        retention_days=400,
    ),
    Topic(
        name="jeugdregio.ews",
        description="Levels of providers in the early warning system, without any figure.",
        owner="reporting",
        producers=("reporting",),
        consumers=(),
        partitions=1,
        retention_days=None,
    ),
)

TOPICS: Mapping[str, Topic] = MappingProxyType({topic.name: topic for topic in _TOPICS})

_EVENTS: tuple[type[Event], ...] = (
    GemeenteVastgesteld,
    RegioVastgesteld,
    AanbiederVastgesteld,
    ContractVastgesteld,
    ContractproductVastgesteld,
    ContractwijzigingVastgesteld,
    PlafondVastgesteld,
    AfrekenvoorwaardenVastgesteld,
    VerdeelsleutelVastgesteld,
    PlafondNabij,
    PlafondstandVastgesteld,
    ClientenstopvoorstelVastgesteld,
    ContracttermijnNadert,
    AanbiederprofielVastgesteld,
    AccounthouderVastgesteld,
    ClientenstopVastgesteld,
    CapaciteitVastgesteld,
    OnderaannemingVastgesteld,
    CombinatieVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    KleineAanbiedersVastgesteld,
    ProductindelingVastgesteld,
    ZorgfunctieVastgesteld,
    AutorisatieVastgesteld,
    NoodtoegangVastgesteld,
    VerwijzingVastgesteld,
    WachttijdGesignaleerd,
    VerzoekOntvangen,
    TermijnVerstreken,
    VerzoekBeantwoord,
    ToewijzingVastgesteld,
    PgbVastgesteld,
    ClientGecorrigeerd,
    PseudoniemenVertaald,
    LeveringGemeld,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    TaakVastgesteld,
    ToekomstplanVastgesteld,
    PoortwachtersbesluitVastgesteld,
    VerblijfVastgesteld,
    EscalatieVastgesteld,
    TafelAfgerond,
    ConsultVastgesteld,
    DeclaratieBeoordeeld,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
    BerichtVerwerkt,
    ClientgegevensVernietigd,
    BewaarplichtVastgesteld,
    EwsniveauGewijzigd,
    AanbiedercijfersGewijzigd,
    CijfersGewijzigd,
)

EVENTS: Mapping[str, type[Event]] = MappingProxyType({event.type: event for event in _EVENTS})
"""Every published event class by its type."""
