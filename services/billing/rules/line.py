# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules that hold a claim line against its toewijzing, its period and the lines before it."""

from datetime import date

from libs.ijw import Level, rule
from libs.ijw.months import last_day_of_month
from services.billing.domain.declaratie import Regel
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules import sentences
from services.billing.rules.line_rule import (
    always,
    is_debit,
    is_debit_on_toewijzing,
    line_rule,
    unit_fits,
)
from services.billing.rules.sentences import Feit


def _referentie(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        "referentieNummer": regel.referentie_nummer,
        "eerderAangeleverd": feiten.referentie_bekend,
    }


def _toewijzing(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    versie = feiten.toewijzing.versie if feiten.toewijzing else None
    return {"toewijzingNummer": regel.toewijzing_nummer, "toewijzingVersie": versie}


def _verwijderd(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    reden = feiten.toewijzing.reden_wijziging if feiten.toewijzing else None
    return {**_toewijzing(regel, feiten), "redenWijziging": reden}


def _product(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        **_toewijzing(regel, feiten),
        "categorieToegewezen": feiten.basis.categorie,
        "codeToegewezen": feiten.basis.code,
        "categorie": regel.categorie,
        "code": regel.code,
    }


def _term(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        **_toewijzing(regel, feiten),
        "ingangsdatum": feiten.basis.ingangsdatum,
        "einddatum": feiten.basis.einddatum,
        "periodeBegindatum": regel.periode_begin,
        "periodeEinddatum": regel.periode_eind,
    }


@line_rule(applies=always, seen=_referentie, tells=sentences.referentie)
@rule(
    "TR314",
    level=Level.ACROSS_MESSAGES,
    retourcode="8021",
    element="ProductReferentie/ReferentieNummer",
    sentence="Het referentienummer van een prestatie is nog niet eerder aangeleverd.",
)
def referentie_is_new(regel: Regel, feiten: RegelFeiten) -> bool:
    """Over all gemeenten; a rejected line counts; twice in one message refuses both lines.

    One of spaces alone, which the schema lets through, names no line.
    """
    return not feiten.referentie_bekend and not regel.referentie_nummer.isspace()


def _declaratie_periode(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        "periodeBegindatum": regel.periode_begin,
        "periodeEinddatum": regel.periode_eind,
        "declaratieperiodeEinddatum": feiten.declaratie_eind,
    }


@line_rule(applies=always, seen=_declaratie_periode, tells=sentences.declaratieperiode)
@rule(
    "TR319",
    level=Level.ACROSS_MESSAGES,
    retourcode="9319",
    element="ProductPeriode",
    sentence="De productperiode valt in de declaratieperiode of in een eerdere maand.",
)
def periode_is_not_after_the_declaratie(regel: Regel, feiten: RegelFeiten) -> bool:
    """Judged per line, as the rule's own code says, not as a level-2 refusal of the message."""
    return max(regel.periode_begin, regel.periode_eind) <= feiten.declaratie_eind


@line_rule(applies=always, seen=_toewijzing, tells=sentences.bestaat)
@rule(
    "TR338",
    level=Level.ACROSS_MESSAGES,
    retourcode="9338",
    element="ToewijzingNummer",
    sentence="De prestatie verwijst naar een toewijzing van deze gemeente aan deze aanbieder.",
)
def toewijzing_exists(_regel: Regel, feiten: RegelFeiten) -> bool:
    """A toewijzing of another aanbieder or gemeente does not exist for this sender."""
    return feiten.toewijzing is not None


def _debit_on_any_toewijzing(regel: Regel, feiten: RegelFeiten) -> bool:
    return not regel.credit and feiten.toewijzing is not None


@line_rule(applies=_debit_on_any_toewijzing, seen=_verwijderd, tells=sentences.verwijderd)
@rule(
    "TR384",
    level=Level.ACROSS_MESSAGES,
    retourcode="9384",
    element="ToewijzingNummer",
    sentence="De toewijzing is niet verwijderd (reden wijziging 13).",
)
def toewijzing_is_not_deleted(_regel: Regel, feiten: RegelFeiten) -> bool:
    """The other rules on the toewijzing then say nothing: it counts as never sent."""
    return not feiten.basis.verwijderd


@line_rule(applies=is_debit_on_toewijzing, seen=_product, tells=sentences.categorie)
@rule(
    "TR339",
    level=Level.ACROSS_MESSAGES,
    retourcode="9339",
    element="ProductCategorie",
    sentence="De productcategorie is die van de toewijzing, als die daar is gevuld.",
)
def categorie_is_as_awarded(regel: Regel, feiten: RegelFeiten) -> bool:
    """A generic toewijzing leaves the category open."""
    return feiten.basis.categorie in (None, regel.categorie)


@line_rule(applies=is_debit_on_toewijzing, seen=_product, tells=sentences.code)
@rule(
    "TR340",
    level=Level.ACROSS_MESSAGES,
    retourcode="9340",
    element="ProductCode",
    sentence="De productcode is die van de toewijzing, als die daar is gevuld.",
)
def code_is_as_awarded(regel: Regel, feiten: RegelFeiten) -> bool:
    """An aspecific toewijzing leaves the code open."""
    return feiten.basis.code in (None, regel.code)


def _agreed_unit(feiten: RegelFeiten) -> str | None:
    if feiten.basis.omvang:
        return feiten.basis.omvang.eenheid
    return feiten.product.eenheid if feiten.product else None


def _has_agreed_unit(regel: Regel, feiten: RegelFeiten) -> bool:
    return is_debit_on_toewijzing(regel, feiten) and _agreed_unit(feiten) is not None


def _units(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        **_toewijzing(regel, feiten),
        "eenheidAfgesproken": _agreed_unit(feiten),
        "bron": "toewijzing" if feiten.basis.omvang else "contract",
        "eenheid": regel.eenheid,
    }


@line_rule(applies=_has_agreed_unit, seen=_units, tells=sentences.eenheid)
@rule(
    "TR341",
    level=Level.ACROSS_MESSAGES,
    retourcode="9341",
    element="Eenheid",
    sentence="De eenheid is de afgesproken eenheid; toegewezen uren mogen in minuten.",
)
def eenheid_is_as_agreed(regel: Regel, feiten: RegelFeiten) -> bool:
    """Without Omvang the unit of the contract counts."""
    return unit_fits(regel, _agreed_unit(feiten) or "")


@line_rule(applies=is_debit_on_toewijzing, seen=_term, tells=sentences.begin)
@rule(
    "TR307",
    level=Level.ACROSS_MESSAGES,
    retourcode="9307",
    element="ProductPeriode/Begindatum",
    sentence="De productperiode begint niet voor de ingangsdatum van de toewijzing.",
)
def periode_begins_within_the_toewijzing(regel: Regel, feiten: RegelFeiten) -> bool:
    """Start and stop messages play no part (OP364)."""
    return regel.periode_begin >= feiten.basis.ingangsdatum


@line_rule(applies=is_debit_on_toewijzing, seen=_term, tells=sentences.eind)
@rule(
    "TR308",
    level=Level.ACROSS_MESSAGES,
    retourcode="9308",
    element="ProductPeriode/Einddatum",
    sentence="De productperiode eindigt niet na de einddatum van de toewijzing.",
)
def periode_ends_within_the_toewijzing(regel: Regel, feiten: RegelFeiten) -> bool:
    """An open toewijzing has no end to pass."""
    einddatum = feiten.basis.einddatum
    return einddatum is None or regel.periode_eind <= einddatum


def _begin(regel: Regel, feiten: RegelFeiten) -> date:
    return max(regel.periode_begin.replace(day=1), feiten.basis.ingangsdatum)


def _begin_seen(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {**_term(regel, feiten), "verwacht": _begin(regel, feiten)}


@line_rule(applies=is_debit_on_toewijzing, seen=_begin_seen, tells=sentences.begin_verwacht)
@rule(
    "TR387",
    level=Level.ACROSS_MESSAGES,
    retourcode="9387",
    element="ProductPeriode/Begindatum",
    sentence="De productperiode begint op de eerste van de maand, of later op de ingangsdatum.",
)
def periode_begins_as_early_as_can_be(regel: Regel, feiten: RegelFeiten) -> bool:
    """The later of the first of the month and Ingangsdatum."""
    return regel.periode_begin == _begin(regel, feiten)


def _eind(regel: Regel, feiten: RegelFeiten) -> date:
    last = last_day_of_month(regel.periode_eind)
    return min(last, feiten.basis.einddatum or last)


def _eind_seen(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {**_term(regel, feiten), "verwacht": _eind(regel, feiten)}


@line_rule(applies=is_debit_on_toewijzing, seen=_eind_seen, tells=sentences.eind_verwacht)
@rule(
    "TR388",
    level=Level.ACROSS_MESSAGES,
    retourcode="9388",
    element="ProductPeriode/Einddatum",
    sentence="De productperiode eindigt op de laatste van de maand, of eerder op de einddatum.",
)
def periode_ends_as_late_as_can_be(regel: Regel, feiten: RegelFeiten) -> bool:
    """The earlier of the last of the month and Einddatum, when there is one."""
    return regel.periode_eind == _eind(regel, feiten)


def _open_debet(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        "toewijzingNummer": regel.toewijzing_nummer,
        "openPrestatie": feiten.open_debet,
    }


@line_rule(applies=is_debit, seen=_open_debet, tells=sentences.open_prestatie)
@rule(
    "TR389",
    level=Level.ACROSS_MESSAGES,
    retourcode="9389",
    sentence="Voor dit product en deze periode staat nog geen goedgekeurde prestatie open.",
)
def product_periode_is_claimed_once(_regel: Regel, feiten: RegelFeiten) -> bool:
    """A rejected or credited debit does not count; credits in this message came first."""
    return feiten.open_debet is None


LINE_RULES = (
    referentie_is_new,
    periode_is_not_after_the_declaratie,
    toewijzing_exists,
    toewijzing_is_not_deleted,
    categorie_is_as_awarded,
    code_is_as_awarded,
    eenheid_is_as_agreed,
    periode_begins_within_the_toewijzing,
    periode_ends_within_the_toewijzing,
    periode_begins_as_early_as_can_be,
    periode_ends_as_late_as_can_be,
    product_periode_is_claimed_once,
)
