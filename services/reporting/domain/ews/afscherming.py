# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What others than the provider see of its indicators: nothing that tells of few children (B.5).

Pure. The account holder sees children and amounts as tables in which small numbers are hidden; an
indicator reckoned from a hidden cell would tell it after all.
"""

from collections.abc import Mapping, Set
from fractions import Fraction

from services.reporting.domain.accounthouders import ALLE, DREMPEL, PROCENTEN, Tabel, grof
from services.reporting.domain.ews.indicatoren import EigenFeiten, Waarde
from services.reporting.domain.onderdrukking import afgerond

_OMZETTREND, _GROOTSTE_REGIO, _AFKEUR, _CLIENTEN = "EWS-09", "EWS-10", "EWS-11", "EWS-13"


def te_verbergen(eigen: EigenFeiten, nu: Tabel, jaar_eerder: Tabel) -> Set[str]:
    """Indicators of which the value is not shown, and regions of which the trend is not.

    Amounts tell of the children whose help they paid, here and a year before; of refusals at least
    as many lines are asked as of children.
    """
    found = {
        regio
        for regio in {*eigen.omzet, *eigen.omzet_jaar_eerder}
        if nu.is_verborgen(regio) or jaar_eerder.is_verborgen(regio)
    }
    whole = nu.is_verborgen(ALLE)
    largest = max(eigen.omzet, key=lambda regio: eigen.omzet[regio], default=ALLE)
    if whole or jaar_eerder.is_verborgen(ALLE):
        found.add(_OMZETTREND)
    if whole or nu.is_verborgen(largest):
        found.add(_GROOTSTE_REGIO)
    if whole or 0 < eigen.regels < DREMPEL:
        found.add(_AFKEUR)
    if whole:
        found.add(_CLIENTEN)
    return found


def zonder(waarden: Mapping[str, Waarde], verborgen: Set[str]) -> Mapping[str, Waarde]:
    """The values without the hidden ones; children to the nearest five, and ratios in whole
    percents, on every day alike."""
    shown = {key: None if key in verborgen else value for key, value in waarden.items()}
    shown |= in_procenten(
        {key: shown[key] for key in (_OMZETTREND, _GROOTSTE_REGIO, _AFKEUR) if key in shown}
    )
    children = shown.get(_CLIENTEN)
    return shown | ({} if children is None else {_CLIENTEN: Fraction(afgerond(int(children)))})


def in_procenten(waarden: Mapping[str, Waarde]) -> Mapping[str, Waarde]:
    """Ratios in whole percents: exact ones would tell what was rounded of an amount, or of how many
    lines they are; half up, as where the same ratio stands beside it."""
    return {key: grof(one, PROCENTEN) for key, one in waarden.items()}
