# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What must hold of a message that comes in and of a decision that goes out; this is the policy."""

from typing import Any

from libs.ijw import Rule
from services.referral.rules import contract, toekenning, verzoek, wijzigverzoek
from services.referral.rules.besluit import AFWIJZING_RULES, BESLUIT_RULES
from services.referral.rules.client import CLIENT_RULES
from services.referral.rules.gezag import GEZAG_RULES, RELATIE_RULES
from services.referral.rules.header import HEADER_RULES
from services.referral.rules.herziening import HERZIENING_RULES
from services.referral.rules.leeftijd import LEEFTIJD_RULES
from services.referral.rules.levering import (
    DELETE_START_RULES,
    DELETE_STOP_RULES,
    START_RULES,
    STOP_RULES,
)
from services.referral.rules.wijziging import BESTAAN_RULES, INHOUD_RULES, TOESTAND_RULES

GROUPS: dict[str, tuple[Rule[Any, Any], ...]] = {
    "header": HEADER_RULES,
    "verzoek": (*verzoek.CLIENT_RULES, *verzoek.PRODUCT_RULES),
    "wijzigverzoek": (*wijzigverzoek.CLIENT_RULES, *wijzigverzoek.VERZOEK_RULES),
    "ongewijzigd": wijzigverzoek.ONGEWIJZIGD_RULES,
    "te_wijzigen": wijzigverzoek.TE_WIJZIGEN_RULES,
    "nieuw": wijzigverzoek.NIEUW_RULES,
    "herziening": HERZIENING_RULES,
    "client": CLIENT_RULES,
    "relatie": RELATIE_RULES,
    "gezag": GEZAG_RULES,
    "leeftijd": LEEFTIJD_RULES,
    "start": (*START_RULES, *DELETE_START_RULES),
    "stop": (*STOP_RULES, *DELETE_STOP_RULES),
    "toekenning": (*toekenning.VORM_RULES, *toekenning.PRODUCT_RULES, *toekenning.STAPEL_RULES),
    "wijziging": (*BESTAAN_RULES, *INHOUD_RULES, *TOESTAND_RULES),
    "contract": (*contract.TOEKENNING_RULES, *contract.VERLENGING_RULES),
    "besluit": (*BESLUIT_RULES, *AFWIJZING_RULES),
}
"""Every rule by what it is about; the order within a group is the order of codes in an answer."""
