# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a JW317 across messages: the package that is asked for against what there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from libs.ijw import Finding, Level, evaluate, rule
from services.referral.domain.contract import Productlijst
from services.referral.domain.herziening import Herziening
from services.referral.domain.toewijzing import IN_TOTAAL, Toekenning, Toewijzing
from services.referral.domain.verzoek import VerzoekWijziging

CLIENT = "/Bericht/Client"
VERZOEK = f"{CLIENT}/Verzoek"
ONGEWIJZIGD = f"{VERZOEK}/OngewijzigdeProducten/OngewijzigdProduct"
TE_WIJZIGEN = f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct"
NIEUW = f"{VERZOEK}/NieuweProducten/NieuwProduct"

_VRIJE_OMVANG_TOT = date(2020, 12, 31)
"""After this day a size without a code is no longer allowed."""


@dataclass(frozen=True, slots=True)
class PakketFeiten:
    """What there is: `huidig` are the current toewijzingen of the client at this aanbieder.

    `andermans` are the numbers in the message that the gemeente gave to another client.
    """

    dagtekening: date
    huidig: Mapping[int, Toewijzing] = field(default_factory=dict)
    andermans: frozenset[int] = frozenset()
    referentie_gebruikt: bool = False
    open_verzoek: bool = False
    productlijst: Productlijst = field(default_factory=lambda: Productlijst({}))

    def of(self, herziening: Herziening) -> Toekenning | None:
        """What is to change, if it is current."""
        found = self.huidig.get(herziening.toewijzing_nummer)
        return found.toekenning if found else None


@rule(
    "TR304",
    level=Level.ACROSS_MESSAGES,
    retourcode="8187",
    element="Bsn",
    sentence="Het bsn is dat van de client van de genoemde toewijzingen.",
)
def toewijzingen_are_of_this_client(verzoek: VerzoekWijziging, feiten: PakketFeiten) -> bool:
    """A number that nobody has is another matter (TR350, TR351)."""
    return not verzoek.pakket.genoemd & feiten.andermans


@rule(
    "TR374",
    level=Level.ACROSS_MESSAGES,
    retourcode="9374",
    sentence="Voor deze client loopt geen ander verzoek van dezelfde aanbieder.",
)
def no_other_verzoek_is_open(_verzoek: VerzoekWijziging, feiten: PakketFeiten) -> bool:
    """Neither a VOT nor a VOW."""
    return not feiten.open_verzoek


@rule(
    "TR347",
    level=Level.ACROSS_MESSAGES,
    retourcode="9347",
    element="ReferentieAanbieder",
    sentence="De aanbieder gebruikt een referentie maar voor een verzoek.",
)
def referentie_is_new(_verzoek: VerzoekWijziging, feiten: PakketFeiten) -> bool:
    """Over VOT and VOW, and over all gemeenten."""
    return not feiten.referentie_gebruikt


@rule(
    "TR349",
    level=Level.ACROSS_MESSAGES,
    retourcode="9349",
    sentence="Het verzoek noemt alle actuele toewijzingen van de client bij deze aanbieder.",
)
def package_is_complete(verzoek: VerzoekWijziging, feiten: PakketFeiten) -> bool:
    """Those that run or are to begin, on the day of receipt."""
    return verzoek.pakket.genoemd >= feiten.huidig.keys()


@rule(
    "TR361",
    level=Level.ACROSS_MESSAGES,
    retourcode="9361",
    sentence="Een product staat alleen vaker in het verzoek als de perioden niet overlappen.",
)
def package_does_not_stack(verzoek: VerzoekWijziging, feiten: PakketFeiten) -> bool:
    """The same test as for toewijzingen (TR302), on the situation that is asked for."""
    wanted = verzoek.pakket.gewenst(feiten.huidig)
    return not any(one.stacks_on(other) for one, other in combinations(wanted, 2))


@rule(
    "TR350",
    level=Level.ACROSS_MESSAGES,
    retourcode="9350",
    element="ToewijzingNummer",
    sentence="Een ongewijzigd product noemt een actuele toewijzing.",
)
def what_is_kept_is_current(nummer: int, feiten: PakketFeiten) -> bool:
    """Of this client at this aanbieder."""
    return nummer in feiten.huidig


@rule(
    "TR351",
    level=Level.ACROSS_MESSAGES,
    retourcode="9351",
    element="ToewijzingNummer",
    sentence="Een te wijzigen product noemt een actuele toewijzing.",
)
def what_changes_is_current(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """Of this client at this aanbieder."""
    return herziening.toewijzing_nummer in feiten.huidig


@rule(
    "TR357",
    level=Level.ACROSS_MESSAGES,
    retourcode="9357",
    element="GewensteIngangsdatum",
    sentence="Een gewenste ingangsdatum tot en met de dagtekening is die van de toewijzing.",
)
def a_past_start_is_the_original(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """What was delivered keeps its ground (OP345)."""
    now = feiten.of(herziening)
    if now is None or herziening.ingangsdatum > feiten.dagtekening:
        return True
    return herziening.ingangsdatum == now.ingangsdatum


@rule(
    "TR373",
    level=Level.ACROSS_MESSAGES,
    retourcode="9373",
    element="GewensteIngangsdatum",
    sentence="Een ander budget of totaalvolume geldt vanaf de ingangsdatum van de toewijzing.",
)
def a_total_changes_from_the_start(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """A budget or volume in total is for the whole term."""
    now = feiten.of(herziening)
    if now is None:
        return True
    return not _changes_a_total(herziening, now) or herziening.ingangsdatum == now.ingangsdatum


def _changes_a_total(herziening: Herziening, now: Toekenning) -> bool:
    if herziening.budget != now.budget:
        return True
    old, new = now.omvang, herziening.omvang
    if old is None or new is None:
        return False
    return old.frequentie == IN_TOTAAL and old.volume != new.volume


@rule(
    "TR375",
    level=Level.ACROSS_MESSAGES,
    retourcode="9375",
    element="Omvang",
    sentence="Bij een generieke toewijzing die niet voor 2021 eindigt, hoort geen omvang.",
)
def generic_has_no_size(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """Without a product."""
    now = feiten.of(herziening)
    generic = now is not None and now.categorie is None
    return not (generic and _ends_after_2020(now)) or herziening.omvang is None


@rule(
    "TR411",
    level=Level.ACROSS_MESSAGES,
    retourcode="9411",
    element="Omvang",
    sentence="Bij een toewijzing met een productcode hoort een omvang.",
)
def specific_has_a_size(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """The whole size, also where it stays as it is."""
    now = feiten.of(herziening)
    return now is None or now.code is None or herziening.omvang is not None


@rule(
    "TR412",
    level=Level.ACROSS_MESSAGES,
    retourcode="9412",
    element="Omvang",
    sentence="Bij een toewijzing zonder productcode die niet voor 2021 eindigt, hoort geen omvang.",
)
def size_needs_a_code(herziening: Herziening, feiten: PakketFeiten) -> bool:
    """Aspecific and generic ones have a budget or nothing."""
    now = feiten.of(herziening)
    without = now is not None and now.code is None
    return not (without and _ends_after_2020(now)) or herziening.omvang is None


def _ends_after_2020(now: Toekenning | None) -> bool:
    return now is not None and (now.einddatum is None or now.einddatum > _VRIJE_OMVANG_TOT)


@rule(
    "TR381",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="Product/Code",
    sentence="De productcode hoort bij de productcategorie.",
)
def product_code_fits_the_category(nieuw: Toekenning, feiten: PakketFeiten) -> bool:
    """According to the contracts of the gemeente, else by the first two signs of the code."""
    return feiten.productlijst.fits(nieuw.categorie, nieuw.code)


CLIENT_RULES = (toewijzingen_are_of_this_client, no_other_verzoek_is_open)
VERZOEK_RULES = (referentie_is_new, package_is_complete, package_does_not_stack)
ONGEWIJZIGD_RULES = (what_is_kept_is_current,)
TE_WIJZIGEN_RULES = (
    what_changes_is_current,
    a_past_start_is_the_original,
    a_total_changes_from_the_start,
    generic_has_no_size,
    specific_has_a_size,
    size_needs_a_code,
)
NIEUW_RULES = (product_code_fits_the_category,)


def judge_wijziging(verzoek: VerzoekWijziging, feiten: PakketFeiten) -> list[Finding]:
    """Every finding on a VOW, each at its place in the message."""
    pakket = verzoek.pakket
    found = evaluate(CLIENT_RULES, verzoek, feiten, CLIENT)
    found += evaluate(VERZOEK_RULES, verzoek, feiten, VERZOEK)
    for number, nummer in enumerate(pakket.ongewijzigd, start=1):
        found += evaluate(ONGEWIJZIGD_RULES, nummer, feiten, f"{ONGEWIJZIGD}[{number}]")
    for number, herziening in enumerate(pakket.te_wijzigen, start=1):
        found += evaluate(TE_WIJZIGEN_RULES, herziening, feiten, f"{TE_WIJZIGEN}[{number}]")
    for number, nieuw in enumerate(pakket.nieuw, start=1):
        found += evaluate(NIEUW_RULES, nieuw, feiten, f"{NIEUW}[{number}]")
    return found
