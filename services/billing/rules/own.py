# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules of our own (EB, eigen bepaling): what law and contract ask and no rule of iJw checks.

The answer can only carry codes of WJ001; each rule gives the one that says what it finds.
"""

from libs.ijw import Level, rule
from libs.ijw.volumes import PER_MAAND
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import EURO, OUTPUTGERICHT, STUKS_OUTPUT, TAAKGERICHT
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules import sentences
from services.billing.rules.line_rule import is_debit, is_debit_on_toewijzing, line_rule
from services.billing.rules.sentences import Feit

MAATREGELEN = frozenset({"47", "48"})
"""Jeugdreclassering and jeugdbescherming (JZ020): what a GI delivers by the month."""

CRISIS = "46"


def _on_known_product(regel: Regel, feiten: RegelFeiten) -> bool:
    return is_debit(regel, feiten) and feiten.product is not None


def _variant(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    product = feiten.product
    return {
        "contractId": product.contract_id if product else None,
        "productId": product.product_id if product else None,
        "variant": product.variant if product else None,
        "eenheid": regel.eenheid,
    }


@line_rule(applies=_on_known_product, seen=_variant, tells=sentences.variant)
@rule(
    "EB001",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="ProductCode",
    sentence="Het product wordt niet taakgericht bekostigd: dan wordt het niet gedeclareerd.",
)
def product_is_not_taakgericht(_regel: Regel, feiten: RegelFeiten) -> bool:
    """RJ 6c.1 names inspannings- and outputgericht only; a taakgericht product is in no list of
    what may be claimed, hence S329 (B-14)."""
    return feiten.product is None or feiten.product.variant != TAAKGERICHT


def _is_paid_per_unit(regel: Regel, feiten: RegelFeiten) -> bool:
    return _on_known_product(regel, feiten) and product_is_not_taakgericht.rule.holds(regel, feiten)


@line_rule(applies=_is_paid_per_unit, seen=_variant, tells=sentences.eenheid_van_variant)
@rule(
    "EB002",
    level=Level.EXTERNAL,
    retourcode="9341",
    element="Eenheid",
    sentence="De eenheid hoort bij de uitvoeringsvariant van het product in het contract.",
)
def eenheid_fits_the_variant(regel: Regel, feiten: RegelFeiten) -> bool:
    """Pieces and euros (82, 83) are outputgericht, all else inspanningsgericht (OP262, OP263)."""
    output = feiten.product is not None and feiten.product.variant == OUTPUTGERICHT
    return output == (regel.eenheid in (STUKS_OUTPUT, EURO))


def _is_measure_by_the_month(regel: Regel, feiten: RegelFeiten) -> bool:
    """A child protection or probation measure, awarded in pieces per month."""
    if not is_debit_on_toewijzing(regel, feiten) or regel.categorie not in MAATREGELEN:
        return False
    omvang = feiten.basis.omvang
    return omvang is not None and (omvang.eenheid, omvang.frequentie) == (STUKS_OUTPUT, PER_MAAND)


def _first_month(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    return {
        "toewijzingNummer": regel.toewijzing_nummer,
        "toewijzingVersie": feiten.basis.versie,
        "ingangsdatum": feiten.basis.ingangsdatum,
        "periodeBegindatum": regel.periode_begin,
        "gedeclareerd": regel.volume,
    }


@line_rule(applies=_is_measure_by_the_month, seen=_first_month, tells=sentences.eerste_maand)
@rule(
    "EB003",
    level=Level.ACROSS_MESSAGES,
    retourcode="9321",
    element="GeleverdVolume",
    sentence="Een maatregel telt in zijn eerste maand alleen als hij op de eerste dag begint.",
)
def measure_counts_from_its_first_whole_month(regel: Regel, feiten: RegelFeiten) -> bool:
    """The first broken month is not billed, the last broken month in full (B-10): no volume is
    allowed in the one, and TR321 allows that of a whole month in the other."""
    begins = feiten.basis.ingangsdatum
    first = (regel.periode_begin.year, regel.periode_begin.month) == (begins.year, begins.month)
    return begins.day == 1 or not first or regel.volume == 0


def _pgb(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    pgb = feiten.pgb
    return {
        "toewijzingNummer": regel.toewijzing_nummer,
        "pgbId": pgb.pgb_id if pgb else None,
        "pgbVersie": pgb.versie if pgb else None,
        "pgbBegindatum": pgb.begindatum if pgb else None,
        "pgbEinddatum": pgb.einddatum if pgb else None,
        "periodeBegindatum": regel.periode_begin,
        "periodeEinddatum": regel.periode_eind,
    }


@line_rule(applies=is_debit_on_toewijzing, seen=_pgb, tells=sentences.pgb)
@rule(
    "EB004",
    level=Level.EXTERNAL,
    retourcode="9308",
    element="ProductPeriode/Einddatum",
    sentence="In de productperiode heeft de client voor dit product geen persoonsgebonden budget.",
)
def no_pgb_for_the_same_help(_regel: Regel, feiten: RegelFeiten) -> bool:
    """A toewijzing ends at the latest on the day before the pgb begins (OP043), so what comes
    after lies outside it: 9308 (B-15)."""
    return feiten.pgb is None


def _has_plafond(regel: Regel, feiten: RegelFeiten) -> bool:
    """Specific toewijzingen and crisis are always paid (C-09, R-18)."""
    if not is_debit_on_toewijzing(regel, feiten) or feiten.plafond is None:
        return False
    return feiten.basis.code is None and regel.categorie != CRISIS


def _plafond(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    plafond = feiten.plafond
    return {
        "contractId": plafond.contract_id if plafond else None,
        "jaar": plafond.jaar if plafond else None,
        "plafond": plafond.bedrag if plafond else None,
        "eerderGebruikt": feiten.besteed,
        "ruimte": plafond.bedrag - feiten.besteed if plafond else None,
        "gedeclareerd": regel.signed,
    }


@line_rule(applies=_has_plafond, seen=_plafond, tells=sentences.plafond)
@rule(
    "EB005",
    level=Level.EXTERNAL,
    retourcode="9369",
    element="IngediendBedrag",
    sentence="Het bedrag past in wat het plafond van het contract voor het jaar nog toelaat.",
)
def bedrag_fits_the_plafond(regel: Regel, feiten: RegelFeiten) -> bool:
    """All that was approved under the contract for care of the year counts, also what a plafond
    never stops; 9369 is the code of a budget that is used up (C-09)."""
    plafond = feiten.plafond
    return plafond is None or feiten.besteed + regel.signed <= plafond.bedrag


OWN_RULES = (
    product_is_not_taakgericht,
    eenheid_fits_the_variant,
    measure_counts_from_its_first_whole_month,
    no_pgb_for_the_same_help,
    bedrag_fits_the_plafond,
)
