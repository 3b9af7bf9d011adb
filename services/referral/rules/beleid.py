# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The gates that a request must pass before a gemeente's policy may award it by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from services.referral.domain.beleid import Aanvraag, BeleidFeiten
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import stacked_on


@dataclass(frozen=True, slots=True)
class Poort:
    """One gate: its name, the sentence that holds, and the predicate."""

    naam: str
    zin: str
    holds: Callable[[Aanvraag, BeleidFeiten], bool]


def client_has_an_address(_aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The gemeente registered the client with its BRP address (woonplaats)."""
    return feiten.client.persoon.adres is not None


def contract_runs(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Any contract between the two, on the day help is to begin."""
    return any(product.runs_on(aanvraag.gevraagd.ingangsdatum) for product in feiten.producten)


def product_is_contracted(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Only a specific product can be held against a contract."""
    gevraagd = aanvraag.gevraagd
    if gevraagd.code is None or gevraagd.omvang is None:
        return False
    asked = (gevraagd.categorie, gevraagd.code, gevraagd.omvang.eenheid)
    running = (p for p in feiten.producten if p.runs_on(gevraagd.ingangsdatum))
    return any((p.categorie, p.code, p.eenheid) == asked for p in running)


def request_does_not_stack(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The same test as for a decision by hand (TR302)."""
    return not stacked_on(aanvraag.gevraagd, feiten.toewijzingen)


def volume_is_within_the_maximum(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """In the unit that was asked; without a maximum any volume will do."""
    maximum, omvang = feiten.beleid.maximum_volume, aanvraag.gevraagd.omvang
    return maximum is None or (omvang is not None and omvang.volume <= maximum)


def referrer_is_allowed(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Without a list every type of referrer will do."""
    allowed = feiten.beleid.verwijzer_typen
    return allowed is None or aanvraag.verwijzer_type in allowed


POORTEN = (
    Poort(
        "client-met-adres",
        "De client is bij de gemeente bekend met een BRP-adres.",
        client_has_an_address,
    ),
    Poort(
        "contract-geldig",
        "De aanbieder heeft op de ingangsdatum een contract met de gemeente.",
        contract_runs,
    ),
    Poort(
        "product-in-contract",
        "Het gevraagde product staat met deze eenheid in dat contract.",
        product_is_contracted,
    ),
    Poort(
        "geen-stapeling",
        "De client heeft dit product in deze periode nog niet bij deze aanbieder (TR302).",
        request_does_not_stack,
    ),
    Poort(
        "volume-binnen-maximum",
        "Het gevraagde volume blijft binnen het maximum van het beleid.",
        volume_is_within_the_maximum,
    ),
    Poort(
        "verwijzer-toegestaan",
        "Het beleid laat dit type verwijzer toe.",
        referrer_is_allowed,
    ),
)


def check_gates(aanvraag: Aanvraag, feiten: BeleidFeiten) -> tuple[Toets, ...]:
    """Every gate with its outcome; the request may be awarded when all were passed."""
    return tuple(Toets(p.naam, p.holds(aanvraag, feiten), p.zin) for p in POORTEN)
