# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on how much: per line, over the toewijzing, and within a budget."""

from datetime import date

from libs.ijw import Level, rule
from libs.ijw.shared import Omvang
from libs.ijw.volumes import (
    PER_DAG,
    PER_WEEK,
    days,
    iso_weeks,
    max_over_term,
    max_per_prestatie,
    sundays,
)
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import EURO, OUTPUTGERICHT, STUKS_OUTPUT, meetvolume
from services.billing.domain.feiten import RegelFeiten
from services.billing.domain.regelset import whole_weeks
from services.billing.rules import sentences
from services.billing.rules.line_rule import is_debit_on_toewijzing, line_rule, unit_fits
from services.billing.rules.sentences import Feit


def _is_outputgericht(omvang: Omvang, feiten: RegelFeiten) -> bool:
    """By the contract (OP261); a contract that is not known leaves the unit to tell."""
    if feiten.product:
        return feiten.product.variant == OUTPUTGERICHT
    return omvang.eenheid in (STUKS_OUTPUT, EURO)


def line_maximum(regel: Regel, feiten: RegelFeiten, omvang: Omvang) -> int:
    """Most that a line may hold (TR321), as it can be added up: minutes or pieces."""
    if _counts_whole_weeks(omvang, feiten):
        maximum = omvang.volume * whole_weeks(regel.periode_begin, regel.periode_eind)
    else:
        maximum = max_per_prestatie(
            omvang,
            regel.periode_begin,
            regel.periode_eind,
            term_end=feiten.basis.einddatum,
            outputgericht=_is_outputgericht(omvang, feiten),
        )
    return feiten.regelset.stretched(meetvolume(maximum, omvang.eenheid))


def _counts_whole_weeks(omvang: Omvang, feiten: RegelFeiten) -> bool:
    """Only in a trial of another rule set."""
    whole = feiten.regelset.weken == "heel" and omvang.frequentie == PER_WEEK
    return whole and not _is_outputgericht(omvang, feiten)


def term_maximum(feiten: RegelFeiten, omvang: Omvang) -> int | None:
    """Most over the whole toewijzing (TR322), in the same unit; None when it has no end."""
    return over_term(omvang, feiten.basis.ingangsdatum, feiten.basis.einddatum, feiten)


def over_term(omvang: Omvang, begin: date, eind: date | None, feiten: RegelFeiten) -> int | None:
    """The same over this term, whatever toewijzing the facts have."""
    maximum = max_over_term(omvang, begin, eind)
    if maximum is None:
        return None
    if eind is not None and _counts_whole_weeks(omvang, feiten):
        maximum = omvang.volume * whole_weeks(begin, eind)
    return feiten.regelset.stretched(meetvolume(maximum, omvang.eenheid))


def _is_measured(regel: Regel, feiten: RegelFeiten) -> bool:
    """There is an Omvang, in a unit that the line can be held against."""
    if not is_debit_on_toewijzing(regel, feiten):
        return False
    omvang = feiten.basis.omvang
    return omvang is not None and unit_fits(regel, omvang.eenheid)


def _weeks(regel: Regel, feiten: RegelFeiten, omvang: Omvang) -> dict[str, Feit]:
    begin, eind, einddatum = regel.periode_begin, regel.periode_eind, feiten.basis.einddatum
    if omvang.frequentie == PER_DAG:
        return {"dagen": days(begin, eind)}
    if omvang.frequentie != PER_WEEK:
        return {}
    if _is_outputgericht(omvang, feiten):
        return {"zondagen": sundays(begin, eind, einddatum)}
    if _counts_whole_weeks(omvang, feiten):
        return {"weken": whole_weeks(begin, eind), "wekenSoort": "hele weken"}
    return {"weken": iso_weeks(begin, eind)}


def _agreed(feiten: RegelFeiten) -> dict[str, Feit]:
    omvang = feiten.basis.omvang
    return {
        "toewijzingNummer": feiten.basis.toewijzing_nummer,
        "toewijzingVersie": feiten.basis.versie,
        "toegewezenVolume": omvang.volume if omvang else None,
        "toegewezenEenheid": omvang.eenheid if omvang else None,
        "frequentie": omvang.frequentie if omvang else None,
    }


def _line_volume(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    omvang = feiten.basis.omvang
    if omvang is None:
        return {}
    return {
        **_agreed(feiten),
        "variant": OUTPUTGERICHT if _is_outputgericht(omvang, feiten) else "inspanningsgericht",
        **_weeks(regel, feiten, omvang),
        "maximum": line_maximum(regel, feiten, omvang),
        "gedeclareerd": regel.signed_meetvolume,
    }


@line_rule(applies=_is_measured, seen=_line_volume, tells=sentences.volume_per_periode)
@rule(
    "TR321",
    level=Level.ACROSS_MESSAGES,
    retourcode="9321",
    element="GeleverdVolume",
    sentence="Het volume past in het toegewezen volume voor deze productperiode.",
)
def volume_fits_the_periode(regel: Regel, feiten: RegelFeiten) -> bool:
    """Volume x days, ISO weeks touched or Sundays, months, or the total, by frequency."""
    omvang = feiten.basis.omvang
    return omvang is None or regel.signed_meetvolume <= line_maximum(regel, feiten, omvang)


def _is_measured_over_a_term(regel: Regel, feiten: RegelFeiten) -> bool:
    if not _is_measured(regel, feiten) or feiten.basis.omvang is None:
        return False
    return term_maximum(feiten, feiten.basis.omvang) is not None


def _term_volume(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    omvang = feiten.basis.omvang
    maximum = term_maximum(feiten, omvang) if omvang else None
    gebruikt = feiten.gebruik.volume
    return {
        **_agreed(feiten),
        "maximum": maximum,
        "eerderGebruikt": gebruikt,
        "ruimte": None if maximum is None else maximum - gebruikt,
        "gedeclareerd": regel.signed_meetvolume,
    }


@line_rule(
    applies=_is_measured_over_a_term, seen=_term_volume, tells=sentences.volume_per_toewijzing
)
@rule(
    "TR322",
    level=Level.ACROSS_MESSAGES,
    retourcode="9322",
    element="GeleverdVolume",
    sentence="Alle goedgekeurde volumes samen passen in het volume van de hele toewijzing.",
)
def volume_fits_the_toewijzing(regel: Regel, feiten: RegelFeiten) -> bool:
    """Approved before, credits taken off, plus this line; a rejected line uses nothing."""
    omvang = feiten.basis.omvang
    maximum = term_maximum(feiten, omvang) if omvang else None
    return maximum is None or feiten.gebruik.volume + regel.signed_meetvolume <= maximum


def _has_budget(regel: Regel, feiten: RegelFeiten) -> bool:
    return is_debit_on_toewijzing(regel, feiten) and feiten.basis.budget is not None


def _budget(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    budget = feiten.basis.budget
    gebruikt = feiten.gebruik.bedrag
    return {
        "toewijzingNummer": feiten.basis.toewijzing_nummer,
        "toewijzingVersie": feiten.basis.versie,
        "budget": budget,
        "eerderGebruikt": gebruikt,
        "ruimte": None if budget is None else budget - gebruikt,
        "gedeclareerd": regel.signed,
    }


@line_rule(applies=_has_budget, seen=_budget, tells=sentences.budget)
@rule(
    "TR369",
    level=Level.ACROSS_MESSAGES,
    retourcode="9369",
    element="IngediendBedrag",
    sentence="Alle goedgekeurde bedragen samen passen in het budget van de toewijzing.",
)
def bedrag_fits_the_budget(regel: Regel, feiten: RegelFeiten) -> bool:
    """Net amounts in cents; the rule's text speaks of volumes, which only euro units have."""
    budget = feiten.basis.budget
    return budget is None or feiten.gebruik.bedrag + regel.signed <= budget


VOLUME_RULES = (volume_fits_the_periode, volume_fits_the_toewijzing, bedrag_fits_the_budget)
