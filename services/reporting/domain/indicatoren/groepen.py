# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an audience may see of an indicator by groups of gemeenten that overlap (P-03). Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from services.reporting.domain.groepen import (
    GEMEENTE,
    PerSoort,
    in_plaats_van,
    verborgen_groepen,
)
from services.reporting.domain.indicatoren.afscherming import (
    Getoond,
    Vlak,
    achter,
    afgeschermd,
    getoond,
    samen,
    sleutel_van,
    tellingen,
    verborgen_sleutels,
    vlak_van,
)
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import Indicator
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.tabellen import Sleutel, Telling

Tabellen: TypeAlias = PerSoort[Cijfers]


def afgeschermd_per_groep(
    indicator: Indicator,
    soort: str,
    tabellen: Tabellen,
    groepering: Sequence[str],
    doelgroep: str,
) -> dict[Cel, Getoond]:
    """The cells by groups of this kind as the audience may see them, and the total."""
    cijfers = tabellen.groepen[soort]
    plain = afgeschermd(indicator, cijfers, groepering, doelgroep)
    if DREMPELS[doelgroep] <= 1:
        return plain
    by, plaats = in_plaats_van(groepering, soort, GEMEENTE), list(groepering).index(soort)
    told = _te_verbergen(indicator, tabellen, (by, plaats), doelgroep)
    vlak = vlak_van(tabellen.gemeenten, by)
    hidden = {
        cel
        for cel in cijfers
        if plain[cel].verborgen or (cel and _sleutel(cel, soort, (by, plaats), vlak) in told)
    }
    shown = afgeschermd(indicator, tabellen.gemeenten, by, doelgroep)
    parts = {
        cel: plain[cel].velden | _ook(indicator, tabellen, soort, (cel, plaats), shown)
        for cel in cijfers
        if cel and cel not in hidden
    }
    found = getoond(indicator, cijfers, groepering, hidden, parts)
    return found | {cel: one for cel, one in plain.items() if cel not in found}


def _op(cel: Cel, plaats: int, label: Any) -> Any:  # noqa: ANN401 - a group is no text
    """The cell with another label in that place."""
    return (*cel[:plaats], label, *cel[plaats + 1 :])


def _sleutel(cel: Cel, soort: str, waar: tuple[Sequence[str], int], vlak: Vlak) -> Sleutel:
    """Where the cell of a group lies in the table by gemeente."""
    by, plaats = waar
    return sleutel_van(_op(cel, plaats, (soort, cel[plaats])), by, vlak.assen)


def _te_verbergen(
    indicator: Indicator,
    tabellen: Tabellen,
    waar: tuple[Sequence[str], int],
    doelgroep: str,
) -> set[Sleutel]:
    """Cells of groups of all kinds to hide."""
    by, _ = waar
    vlak = vlak_van(tabellen.gemeenten, by)

    def geteld(cijfers: Cijfers, soort: str | None = None) -> dict[Sleutel, int]:
        return {
            sleutel_van(cel, by, vlak.assen)
            if soort is None
            else _sleutel(cel, soort, waar, vlak): count
            for cel, count in tellingen(indicator, cijfers).items()
            if cel
        }

    telling: PerSoort[Telling] = PerSoort(
        geteld(tabellen.gemeenten),
        geteld(tabellen.stukken or {}),
        {soort: geteld(cijfers, soort) for soort, cijfers in tabellen.groepen.items()},
        tabellen.indeling,
    )
    hidden = verborgen_sleutels(indicator, tabellen.gemeenten, by, doelgroep)
    return verborgen_groepen(telling, hidden, vlak.breedte, DREMPELS[doelgroep])


def _ook(
    indicator: Indicator,
    tabellen: Tabellen,
    soort: str,
    waar: tuple[Cel, int],
    shown: Mapping[Cel, Getoond],
) -> frozenset[str]:
    """Figures that tell of fewer than their cell, where a gemeente of the group does not show them:
    what it is of there would follow."""
    cel, plaats = waar
    pieces = tabellen.indeling.groepen.get((soort, cel[plaats]), frozenset())
    members = {_op(cel, plaats, piece.partition("|")[0]) for piece in pieces}
    known = {one: tabellen.gemeenten[one] for one in members if one in tabellen.gemeenten}
    counted = tellingen(indicator, known)
    found: set[str] = set()
    for maat in indicator.maten:
        if maat.van == "niemand" or maat.eenheid == "clienten":
            continue
        for one, count in counted.items():
            behind = achter(maat, known[one])
            gone = maat.veld in shown[one].velden or (shown[one].verborgen and behind != count)
            if behind and gone:
                found.add(samen(maat))
    return frozenset(maat.veld for maat in indicator.maten if samen(maat) in found)
