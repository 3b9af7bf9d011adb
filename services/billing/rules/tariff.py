# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules that hold a debit line against the contract: product, tariff and amount."""

from libs.ijw import Level, rule
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import (
    EURO,
    MINUTEN_PER_UUR,
    TAAKGERICHT,
    hours_in_minutes,
    round_half_up,
)
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules import sentences
from services.billing.rules.line_rule import is_debit, line_rule
from services.billing.rules.sentences import Feit


def _contract(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    product, toewijzing = feiten.product, feiten.toewijzing
    moved: dict[str, Feit] = {}
    over: dict[str, Feit] = {} if _is_in_use(regel, feiten) else {"contractLoopt": False}
    if feiten.voortgezet_van is not None and toewijzing is not None:
        moved = {"voortgezetVan": feiten.voortgezet_van, "oudTariefTot": toewijzing.tarief_tot}
    return {
        "categorie": regel.categorie,
        "code": regel.code,
        "contractId": product.contract_id if product else None,
        "contractVersie": product.contract_versie if product else None,
        "productId": product.product_id if product else None,
        "productVersie": product.versie if product else None,
        **moved,
        **over,
    }


def _is_in_use(regel: Regel, feiten: RegelFeiten) -> bool:
    """Does a contract with the product run, as far as no tariff tells it (TR418)?

    A line in euros has none, so its contract has to run itself, run off, or be continued (R-20).
    """
    product = feiten.product
    if product is None or regel.eenheid != EURO or feiten.voortgezet_van is not None:
        return True
    return product.runs_on(regel.periode_begin) or product.runs_off_on(regel.periode_begin)


@line_rule(applies=is_debit, seen=_contract, tells=sentences.contract)
@rule(
    "TR381",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="ProductCode",
    sentence="Categorie en code staan in de productlijst van het contract met deze aanbieder.",
)
def product_is_contracted(regel: Regel, feiten: RegelFeiten) -> bool:
    """The list in use is that of the contracts between this gemeente and this aanbieder."""
    return feiten.product is not None and _is_in_use(regel, feiten)


def by_the_minute(regel: Regel, feiten: RegelFeiten) -> bool:
    """Contracted by the hour and declared in minutes: rounded over the whole amount (IV081)."""
    return feiten.product is not None and hours_in_minutes(feiten.product.eenheid, regel.eenheid)


def _expected_tarief(regel: Regel, feiten: RegelFeiten) -> int | None:
    tarief = feiten.tarief_for(regel)
    if tarief is None:
        return None
    if by_the_minute(regel, feiten):
        return round_half_up(tarief.bedrag, MINUTEN_PER_UUR)
    return tarief.bedrag


def _is_priced(regel: Regel, feiten: RegelFeiten) -> bool:
    """A debit with a tariff on a product that has one; euro lines (83) have none."""
    product = feiten.product
    known = product is not None and product.variant != TAAKGERICHT
    return not regel.credit and known and regel.tarief is not None and regel.eenheid != EURO


def _tariff(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    tarief = feiten.tarief_for(regel)
    return {
        **_contract(regel, feiten),
        "contracttarief": tarief.bedrag if tarief else None,
        "tariefGeldigVan": tarief.geldig_van if tarief else None,
        "tariefGeldigTot": tarief.geldig_tot if tarief else None,
        "contracteenheid": feiten.product.eenheid if feiten.product else None,
        "tariefVerwacht": _expected_tarief(regel, feiten),
        "tarief": regel.tarief,
    }


@line_rule(applies=_is_priced, seen=_tariff, tells=sentences.tarief)
@rule(
    "TR418",
    level=Level.ACROSS_MESSAGES,
    retourcode="0611",
    element="ProductTarief",
    sentence="Het tarief is het contracttarief op de eerste dag van de productperiode.",
)
def tarief_is_as_contracted(regel: Regel, feiten: RegelFeiten) -> bool:
    """An hour tariff declared in minutes is compared per minute, rounded half up (IV081)."""
    return regel.tarief == _expected_tarief(regel, feiten)


def _expected_bedrag(regel: Regel, feiten: RegelFeiten) -> int | None:
    if not by_the_minute(regel, feiten):
        return None if regel.tarief is None else regel.volume * regel.tarief
    tarief = feiten.tarief_for(regel)
    return round_half_up(tarief.bedrag * regel.volume, MINUTEN_PER_UUR) if tarief else None


def _can_be_multiplied(regel: Regel, feiten: RegelFeiten) -> bool:
    debit_with_units = not regel.credit and regel.eenheid != EURO
    return debit_with_units and _expected_bedrag(regel, feiten) is not None


def _amount(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    tarief = feiten.tarief_for(regel)
    return {
        "volume": regel.volume,
        "eenheid": regel.eenheid,
        "tarief": regel.tarief,
        "contracttarief": tarief.bedrag if tarief else None,
        "bedragVerwacht": _expected_bedrag(regel, feiten),
        "bedrag": regel.bedrag,
    }


@line_rule(applies=_can_be_multiplied, seen=_amount, tells=sentences.bedrag)
@rule(
    "TR346",
    level=Level.EXTERNAL,
    retourcode="9346",
    element="IngediendBedrag",
    sentence="Het bedrag is volume maal tarief; een uurtarief in minuten wordt pas dan afgerond.",
)
def bedrag_is_volume_times_tarief(regel: Regel, feiten: RegelFeiten) -> bool:
    """By the tariff of the line itself: a wrong tariff is one finding, not two."""
    return regel.bedrag == _expected_bedrag(regel, feiten)


TARIFF_RULES = (product_is_contracted, tarief_is_as_contracted, bedrag_is_volume_times_tarief)
