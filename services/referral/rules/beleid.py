# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The gates that a request must pass before a gemeente's policy may award it by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from services.referral.domain.aanbod import CRISIS
from services.referral.domain.afweging import needs_reasons
from services.referral.domain.beleid import Aanvraag, BeleidFeiten
from services.referral.domain.contract import Contractproduct
from services.referral.domain.leeftijd import is_within, kader_of
from services.referral.domain.machtiging import is_gesloten
from services.referral.domain.pgb import excluded_by
from services.referral.domain.poortwachter import objection
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import stacked_on
from services.referral.rules.gezag import GezagFeiten, authority_over_the_client_is_known


@dataclass(frozen=True, slots=True)
class Poort:
    """One gate: its name, the sentence that holds, and the predicate.

    `bevonden` tells beside the sentence what was found.
    """

    naam: str
    zin: str
    holds: Callable[[Aanvraag, BeleidFeiten], bool]
    bevonden: Callable[[BeleidFeiten], str] | None = None

    def toets(self, aanvraag: Aanvraag, feiten: BeleidFeiten) -> Toets:
        """The outcome for one request."""
        zin = self.zin if self.bevonden is None else f"{self.zin} {self.bevonden(feiten)}"
        return Toets(self.naam, self.holds(aanvraag, feiten), zin)


def client_has_an_address(_aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The gemeente registered the client with its BRP address (woonplaats)."""
    return feiten.client.in_berichten and feiten.client.persoon.adres is not None


def client_lives_here(_aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The BRP address is in this gemeente, as far as the gemeente noted where it is (R-08)."""
    adres = feiten.client.persoon.adres
    here = adres.gemeentecode if adres else None
    return here is None or here == feiten.client.gemeentecode


def residence_check_found_us(_aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The check of the referral, where one was made, finds that this gemeente answers (R-08)."""
    found = feiten.woonplaats
    return found is None or found.gemeentecode == feiten.client.gemeentecode


def what_the_residence_check_found(feiten: BeleidFeiten) -> str:
    """For people."""
    if feiten.woonplaats is None:
        return "Er is geen woonplaatstoets gedaan."
    return f"Gevonden: gemeente {feiten.woonplaats.gemeentecode} ({feiten.woonplaats.grond})."


def authority_is_known(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The same test as for a decision by hand (OP002); crisis does not wait for it."""
    gevraagd = aanvraag.gevraagd
    if gevraagd.categorie == CRISIS:
        return True
    gezag = GezagFeiten(gevraagd.ingangsdatum, aanvraag.gezag_bekend or aanvraag.loopt_al)
    return authority_over_the_client_is_known.holds(feiten.client.persoon, gezag)


def client_is_young_enough(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Help begins under 18, or 21 in foster care; to begin later is for a person (R-12).

    What the client has already may go on to 23 (WJ759, reason 9).
    """
    gevraagd, born = aanvraag.gevraagd, feiten.client.persoon.geboortedatum
    vorm = feiten.verblijfsvormen.get(gevraagd.code or "")
    kader = kader_of(gevraagd, vorm, aanvraag.verwijzer_type)
    return is_within(gevraagd, born, kader, verlengd=aanvraag.loopt_al)


def contract_runs(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Any contract between the two, on the day help is to begin; its run-off for what runs."""
    day = aanvraag.gevraagd.ingangsdatum
    if aanvraag.loopt_al:
        return any(product.finishes_on(day) for product in feiten.producten)
    return any(product.runs_on(day) for product in feiten.producten)


def product_is_contracted(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Specific help by product and unit, aspecific help with a budget by its category."""
    return bool(_under(aanvraag, feiten))


def aanbieder_takes_clients(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """No client stop when it was asked or when help is to begin; never for crisis, nor for what
    a client has already (C-19)."""
    gevraagd = aanvraag.gevraagd
    if aanvraag.loopt_al or gevraagd.categorie is None:
        return True
    product, here = (gevraagd.categorie, gevraagd.code), feiten.client.gemeentecode
    days = (aanvraag.gevraagd_op, gevraagd.ingangsdatum)
    return not any(one.stops(product, here, day) for one in feiten.clientenstops for day in days)


def ceiling_leaves_room(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Aspecific help waits for a person once a ceiling is spent; specific help is always paid, and
    crisis never waits (C-09)."""
    gevraagd = aanvraag.gevraagd
    if gevraagd.code is not None or gevraagd.categorie == CRISIS:
        return True
    jaar = gevraagd.ingangsdatum.year
    held = {product.contract_id for product in _under(aanvraag, feiten)}
    return not any((contract_id, jaar) in feiten.plafonds_bereikt for contract_id in held)


def _under(aanvraag: Aanvraag, feiten: BeleidFeiten) -> list[Contractproduct]:
    """What of the contracts that run the request falls under."""
    gevraagd, day = aanvraag.gevraagd, aanvraag.gevraagd.ingangsdatum
    running = (
        p for p in feiten.producten if p.runs_on(day) or (aanvraag.loopt_al and p.finishes_on(day))
    )
    if gevraagd.code is None:
        has = gevraagd.budget is not None and gevraagd.categorie is not None
        return [p for p in running if has and p.categorie == gevraagd.categorie]
    if gevraagd.omvang is None:
        return []
    asked = (gevraagd.categorie, gevraagd.code, gevraagd.omvang.eenheid)
    return [p for p in running if (p.categorie, p.code, p.eenheid) == asked]


def request_does_not_stack(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """The same test as for a decision by hand (TR302)."""
    return not stacked_on(aanvraag.gevraagd, feiten.toewijzingen)


def no_pgb_runs(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Not beside a budget for the same product (OP043)."""
    return excluded_by(aanvraag.gevraagd, feiten.pgbs) is None


def volume_is_within_the_maximum(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """In the unit that was asked; without a maximum any volume will do."""
    maximum, omvang = feiten.beleid.maximum_volume, aanvraag.gevraagd.omvang
    return maximum is None or (omvang is not None and omvang.volume <= maximum)


def referrer_is_allowed(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Without a list every type of referrer will do; a change was referred before."""
    allowed = feiten.beleid.verwijzer_typen
    who = aanvraag.verwijzer_type
    return allowed is None or who is None or who in allowed


def care_is_open(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Closed care is for a person to decide, who looks at the authorisation (R-06)."""
    return not is_gesloten(aanvraag.gevraagd, feiten.beleid.gesloten_codes)


def stay_was_weighed(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """A new stay is first weighed by a person against forms that come before it (R-16)."""
    vorm = feiten.verblijfsvormen.get(aanvraag.gevraagd.code or "")
    return aanvraag.loopt_al or not needs_reasons(vorm) or vorm in feiten.afgewogen


def dyslexia_was_admitted(aanvraag: Aanvraag, feiten: BeleidFeiten) -> bool:
    """Help with dyslexia only after the gatekeeper, and at the right age (R-07); what runs already
    went through it."""
    born = feiten.client.persoon.geboortedatum
    regels, besluiten = feiten.dyslexieregels, feiten.poortwachtersbesluiten
    return aanvraag.loopt_al or objection(aanvraag.gevraagd, born, regels, besluiten) is None


POORTEN = (
    Poort(
        "client-met-adres",
        "De client is bij de gemeente bekend met een BRP-adres.",
        client_has_an_address,
    ),
    Poort(
        "woonplaats",
        "Het BRP-adres is, voor zover bekend, in deze gemeente (woonplaatsbeginsel).",
        client_lives_here,
    ),
    Poort(
        "woonplaatstoets",
        "De woonplaatstoets van de verwijzing, als die is gedaan, wijst deze gemeente aan.",
        residence_check_found_us,
        what_the_residence_check_found,
    ),
    Poort(
        "gezag-vastgelegd",
        "Van een minderjarige is bekend wie het gezag heeft, hier of bij de aanbieder (OP002).",
        authority_is_known,
    ),
    Poort(
        "leeftijd",
        "De hulp begint voor de leeftijdsgrens (18, pleegzorg 21, strafrecht zonder grens) en "
        "eindigt uiterlijk bij 23; wat loopt mag door.",
        client_is_young_enough,
    ),
    Poort(
        "contract-geldig",
        "De aanbieder heeft op de ingangsdatum een contract met de gemeente.",
        contract_runs,
    ),
    Poort(
        "product-in-contract",
        "Het gevraagde product staat met deze eenheid in dat contract; bij een budget zonder "
        "productcode de categorie.",
        product_is_contracted,
    ),
    Poort(
        "geen-clientenstop",
        "De aanbieder neemt cliënten aan voor dit product; bij crisis altijd.",
        aanbieder_takes_clients,
    ),
    Poort(
        "ruimte-in-plafond",
        "Het plafond van het contract is niet bereikt, of telt niet: bij een productcode en bij "
        "crisis.",
        ceiling_leaves_room,
    ),
    Poort(
        "geen-stapeling",
        "De client heeft dit product in deze periode nog niet bij deze aanbieder (TR302).",
        request_does_not_stack,
    ),
    Poort(
        "geen-pgb",
        "De client heeft in deze periode geen pgb voor dit product (OP043).",
        no_pgb_runs,
    ),
    Poort(
        "geen-gesloten-hulp",
        "Gesloten jeugdhulp vraagt een machtiging, en een mens die besluit.",
        care_is_open,
    ),
    Poort(
        "verblijf-afgewogen",
        "Voor verblijf staat vast waarom vormen die voorgaan niet passen.",
        stay_was_weighed,
    ),
    Poort(
        "dyslexie-toegelaten",
        "Voor dyslexiezorg is de jeugdige toegelaten door de poortwachter, en past de leeftijd.",
        dyslexia_was_admitted,
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


UITVOERBAAR = "uitvoerbaar"


def check_package(aanvragen: Sequence[Aanvraag], feiten: BeleidFeiten) -> tuple[Toets, ...]:
    """Every gate over all that changes in a package: passed when each part passes it."""
    found = [check_gates(aanvraag, feiten) for aanvraag in aanvragen]
    toetsen = tuple(
        replace(same[0], geslaagd=all(toets.geslaagd for toets in same))
        for same in zip(*found, strict=True)
    )
    zin = "Het pakket verandert iets, en kan zonder meer worden uitgevoerd zoals het is gevraagd."
    return (*toetsen, Toets(UITVOERBAAR, bool(found), zin))


def check_gates(aanvraag: Aanvraag, feiten: BeleidFeiten) -> tuple[Toets, ...]:
    """Every gate with its outcome; the request may be awarded when all were passed."""
    return tuple(poort.toets(aanvraag, feiten) for poort in POORTEN)
