# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a credit: in full, once, of an approved debit; never refused on substance (IV085)."""

from libs.ijw import Level, rule
from services.billing.domain.declaratie import Regel
from services.billing.domain.feiten import Debetregel, RegelFeiten
from services.billing.rules import sentences
from services.billing.rules.line_rule import is_credit, line_rule
from services.billing.rules.sentences import Feit


def _debet(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    debet = feiten.debet
    return {
        "vorigReferentieNummer": regel.vorig_referentie_nummer,
        "goedgekeurdeDebetregel": debet.regel_id if debet else None,
        "gelijkAanDebetregel": _copies(regel, debet),
    }


def _copies(regel: Regel, debet: Debetregel | None) -> bool:
    return debet is not None and regel.kern == debet.kern


@line_rule(applies=is_credit, seen=_debet, tells=sentences.credit)
@rule(
    "TR323",
    level=Level.ACROSS_MESSAGES,
    retourcode="8017",
    element="ProductReferentie/VorigReferentieNummer",
    sentence="De creditregel is gelijk aan een eerder goedgekeurde debetregel.",
)
def credit_copies_an_approved_debit(regel: Regel, feiten: RegelFeiten) -> bool:
    """Same toewijzing, product, period, volume, unit, tariff and amount: no partial credit."""
    return _copies(regel, feiten.debet)


def _has_debet(regel: Regel, feiten: RegelFeiten) -> bool:
    return regel.credit and feiten.debet is not None


def _credited(regel: Regel, feiten: RegelFeiten) -> dict[str, Feit]:
    debet = feiten.debet
    return {
        "vorigReferentieNummer": regel.vorig_referentie_nummer,
        "goedgekeurdeDebetregel": debet.regel_id if debet else None,
        "eerderGecrediteerd": debet.gecrediteerd if debet else None,
    }


@line_rule(applies=_has_debet, seen=_credited, tells=sentences.gecrediteerd)
@rule(
    "TR390",
    level=Level.ACROSS_MESSAGES,
    retourcode="9390",
    element="IngediendBedrag/DebetCredit",
    sentence="De debetregel is niet al eerder gecrediteerd.",
)
def debit_is_credited_once(_regel: Regel, feiten: RegelFeiten) -> bool:
    """Two credits of one debit in the same message are refused on level 2 already (TR315)."""
    return feiten.debet is None or not feiten.debet.gecrediteerd


CREDIT_RULES = (credit_copies_an_approved_debit, debit_is_credited_once)
