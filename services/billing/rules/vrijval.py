# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an obligation releases: when help stops early, and when nothing can be expected any more.

It follows from what is awarded, approved and reported at this moment alone, so a late claim or a
corrected stop is answered by a corrected release.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from libs.ijw.months import months_later
from libs.ijw.volumes import days
from libs.ijw.worth import Award, rounded
from services.billing.domain.grootboek import Cel, Oorzaak, met_teken
from services.billing.domain.verplichting import Feiten, Stop
from services.billing.rules.verplichting import Bedragen, Stand, is_spread, toegewezen, worth

VERVALT_NA_MAANDEN = 12
"""Months after the end in which claims and corrections are still expected [ours]."""


def cellen(feiten: Feiten, today: date) -> tuple[dict[Cel, int], bool]:
    """All cells of a toewijzing but those of claims; and whether these follow the claims, as what
    is released does.
    """
    found, follows = _of_award(feiten, today)
    return found | verplaatst(feiten), follows


def verplaatst(feiten: Feiten) -> dict[Cel, int]:
    """What goes from the category of the toewijzing to that of the lines approved on it.

    A generic toewijzing names no category: what is approved is an obligation of the category that
    was claimed, and of none no longer. Each declaratie moves its own part, so that in every
    category what is open is what may still be claimed, and all together it is what it was.
    """
    moved: defaultdict[Cel, int] = defaultdict(int)
    for cel, bedrag in feiten.geclaimd.items():
        if cel.categorie not in ("", feiten.categorie):
            signed = met_teken(cel.soort, bedrag)
            moved[Cel(cel.oorzaak, "gewijzigd", cel.maand)] -= signed
            moved[Cel(cel.oorzaak, "gewijzigd", cel.maand, cel.categorie)] += signed
    return {cel: bedrag for cel, bedrag in moved.items() if bedrag}


def _of_award(feiten: Feiten, today: date) -> tuple[dict[Cel, int], bool]:
    """One without Omvang and budget says of no amount that it may be claimed: what is approved is
    awarded by that, so that its balance is nothing.
    """
    found, stand = toegewezen(feiten, today)
    if stand.toewijzing is not None and _is_unbounded(stand.toewijzing.award):
        oorzaak = stand.toewijzing.oorzaak
        spent = {maand: bedrag for maand, bedrag in feiten.netto.items() if bedrag}
        return found | {Cel(oorzaak, "toegewezen", m): b for m, b in spent.items()}, True
    vrij = vrijgevallen(feiten, stand, today)
    if vrij is None:
        return found, False
    oorzaak, bedragen = vrij
    for maand, bedrag in bedragen.items():
        if bedrag:
            found[Cel(oorzaak, "vrijgevallen", maand)] = bedrag
    return found, True


def vrijgevallen(
    feiten: Feiten, stand: Stand, today: date
) -> tuple[Oorzaak, Mapping[int, int]] | None:
    """Why, and how much by month; None while all of it may still be used.

    After expiry all that is left goes, which is negative in a month that was used by another.
    """
    award = stand.award()
    if award is None or stand.toewijzing is None:
        return None
    stop = _early(feiten.stop, stand.toewijzing.award)
    einde = stop.einddatum if stop else stand.toewijzing.award.einde
    if einde is not None and einde < expires_before(today):
        kalender = Oorzaak("kalender", f"vervallen {einde}")
        return (stop.oorzaak if stop else kalender), _left(worth(award, stand), feiten.netto)
    if stop is None:
        return None
    waarde = worth(award, stand)
    if is_spread(award):
        return stop.oorzaak, _spread_left(award, stop.einddatum, waarde, feiten.netto)
    used = worth(_until(award, stop.einddatum), stand)
    return stop.oorzaak, _left(waarde, used)


def _is_unbounded(award: Award) -> bool:
    return award.omvang is None and award.budget is None


def expires_before(today: date) -> date:
    """What ended before this day has expired; it moves on with the calendar, never back."""
    return months_later(today, -VERVALT_NA_MAANDEN)


def _early(stop: Stop | None, award: Award) -> Stop | None:
    """A stop, when it comes before the end."""
    if stop is None or (award.einde is not None and stop.einddatum >= award.einde):
        return None
    return stop


def _until(award: Award, einde: date) -> Award:
    return replace(award, einddatum=einde)


def _left(waarde: Bedragen, used: Bedragen) -> dict[int, int]:
    maanden = waarde.keys() | used.keys()
    return {maand: waarde.get(maand, 0) - used.get(maand, 0) for maand in sorted(maanden)}


def _spread_left(award: Award, einde: date, waarde: Bedragen, netto: Bedragen) -> dict[int, int]:
    """Of a total: the days after the stop, as far as it was not claimed; the last months first."""
    total = sum(waarde.values())
    rest = min(total - _until_day(award, einde, total), max(0, total - sum(netto.values())))
    found: defaultdict[int, int] = defaultdict(int)
    for maand in sorted(waarde, reverse=True):
        found[maand] = min(waarde[maand], rest)
        rest -= found[maand]
    return found


def _until_day(award: Award, day: date, total: int) -> int:
    """The part of a total that belongs to the days until then; without an end: all of it."""
    if day < award.ingangsdatum:
        return 0
    if award.einde is None:
        return total
    return rounded(total * days(award.ingangsdatum, day), days(award.ingangsdatum, award.einde))
