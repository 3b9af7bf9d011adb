# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was found, in one Dutch sentence for the aanbieder, from the facts that a rule showed.

A sentence tells what is, so it fits a rule that holds as well as one that is broken. It never has
a reference or a number of a toewijzing: what an aanbieder fills in there might be a BSN.
"""

from collections.abc import Callable, Mapping
from datetime import date

from libs.ijw.volumes import PER_DAG, PER_MAAND, PER_WEEK
from services.billing.domain.eenheden import MINUUT, OUTPUTGERICHT, UUR

Feit = str | int | bool | date | None
Seen = Mapping[str, Feit]
Tells = Callable[[Seen], str]

_MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_EENHEDEN = {
    MINUUT: "minuten",
    UUR: "uur",
    "14": "etmalen",
    "16": "dagdelen",
    "82": "stuks (outputgericht)",
    "83": "eurocenten",
    "84": "stuks (inspanningsgericht)",
}
_PER = {MINUUT: "minuut", UUR: "uur", "14": "etmaal", "16": "dagdeel", "82": "stuk", "84": "stuk"}
_CENTS = 100


def amount(cents: Feit) -> str:
    """Cents as euros in Dutch: 123456 is € 1.234,56."""
    whole, rest = divmod(abs(int(str(cents))), _CENTS)
    sign = "-" if int(str(cents)) < 0 else ""
    return f"€ {sign}{whole:,}".replace(",", ".") + f",{rest:02d}"


def day(value: Feit) -> str:
    """A date in Dutch: 10 januari 2026."""
    if not isinstance(value, date):
        return "een dag zonder datum"
    return f"{value.day} {_MAANDEN[value.month - 1]} {value.year}"


def unit(code: Feit) -> str:
    """A unit of WJ756 in words."""
    return _EENHEDEN.get(str(code), f"eenheid {code}")


def andermans(count: int) -> str:
    """How many toewijzingen that a client refers to are of another."""
    if not count:
        return "Elke toewijzing waarop wordt gedeclareerd, is van deze client."
    return f"Van {count} toewijzing(en) waarop wordt gedeclareerd, is de client een ander."


def referentie(seen: Seen) -> str:
    """Whether the number was used before, or is one."""
    if str(seen["referentieNummer"]).isspace():
        return "Dit referentienummer bestaat alleen uit spaties."
    when = "al eerder" if seen["eerderAangeleverd"] else "niet eerder"
    return f"Dit referentienummer is {when} aangeleverd."


def declaratieperiode(seen: Seen) -> str:
    """The period beside the end of the declaratie."""
    return f"{_periode(seen)}; de declaratieperiode tot en met " + (
        f"{day(seen['declaratieperiodeEinddatum'])}."
    )


def bestaat(seen: Seen) -> str:
    """Whether there is such a toewijzing, and which version."""
    if seen["toewijzingVersie"] is None:
        return "Deze toewijzing is bij deze gemeente voor deze aanbieder niet bekend."
    return f"Deze toewijzing is bekend; versie {seen['toewijzingVersie']} geldt."


def verwijderd(seen: Seen) -> str:
    """Whether it was deleted."""
    gone = "verwijderd" if seen["redenWijziging"] == "13" else "niet verwijderd"
    return f"Versie {seen['toewijzingVersie']} van de toewijzing is {gone}."


def categorie(seen: Seen) -> str:
    """Claimed and awarded category."""
    return _product("categorie", seen["categorie"], seen["categorieToegewezen"])


def code(seen: Seen) -> str:
    """Claimed and awarded code."""
    return _product("productcode", seen["code"], seen["codeToegewezen"])


def _product(what: str, claimed: Feit, awarded: Feit) -> str:
    if awarded is None:
        return f"Gedeclareerd is {what} {claimed}; de toewijzing laat de {what} open."
    return f"Gedeclareerd is {what} {claimed}, toegewezen is {awarded}."


def eenheid(seen: Seen) -> str:
    """Claimed and agreed unit."""
    source = "de toewijzing" if seen["bron"] == "toewijzing" else "het contract"
    return (
        f"Gedeclareerd is in {unit(seen['eenheid'])}; volgens {source} "
        f"is {unit(seen['eenheidAfgesproken'])} afgesproken."
    )


def begin(seen: Seen) -> str:
    """First days of the period and of the toewijzing."""
    return (
        f"De productperiode begint op {day(seen['periodeBegindatum'])}, "
        f"de toewijzing op {day(seen['ingangsdatum'])}."
    )


def eind(seen: Seen) -> str:
    """Last days of the period and of the toewijzing."""
    last = seen["einddatum"]
    until = f"eindigt op {day(last)}" if last else "heeft geen einddatum"
    return f"De productperiode eindigt op {day(seen['periodeEinddatum'])}; de toewijzing {until}."


def begin_verwacht(seen: Seen) -> str:
    """First day as it is and as it should be."""
    return _verwacht("begint", seen["periodeBegindatum"], seen["verwacht"])


def eind_verwacht(seen: Seen) -> str:
    """Last day as it is and as it should be."""
    return _verwacht("eindigt", seen["periodeEinddatum"], seen["verwacht"])


def _verwacht(verb: str, is_now: Feit, expected: Feit) -> str:
    return f"De productperiode {verb} op {day(is_now)}; verwacht is {day(expected)}."


def open_prestatie(seen: Seen) -> str:
    """Whether another debit stands in the way."""
    if seen["openPrestatie"] is None:
        return "Voor dit product en deze periode staat geen andere goedgekeurde prestatie open."
    return (
        "Voor dit product en deze periode staat al een goedgekeurde prestatie open; "
        "crediteer die eerst."
    )


def credit(seen: Seen) -> str:
    """Whether the debit is there and the same."""
    if seen["goedgekeurdeDebetregel"] is None:
        return "De debetregel waarnaar wordt verwezen, is niet bekend als goedgekeurd."
    same = "is gelijk aan" if seen["gelijkAanDebetregel"] else "wijkt af van"
    return f"De creditregel {same} de goedgekeurde debetregel."


def gecrediteerd(seen: Seen) -> str:
    """Whether the debit was credited before."""
    when = "al eerder" if seen["eerderGecrediteerd"] else "nog niet"
    return f"De debetregel is {when} gecrediteerd."


def contract(seen: Seen) -> str:
    """In which contract the product stands."""
    what = f"Product {seen['code']} van categorie {seen['categorie']}"
    if seen["contractId"] is None:
        return f"{what} staat in geen contract tussen deze gemeente en deze aanbieder."
    where = f"staat in versie {seen['contractVersie']} van contract {seen['contractId']}"
    if "contractLoopt" in seen:
        return f"{what} {where}, dat op de eerste dag van de productperiode niet loopt."
    return f"{what} {where}{_moved(seen)}."


def _moved(seen: Seen) -> str:
    """Whose contract it is when the client moved and help goes on at its tariffs (R-20)."""
    if "voortgezetVan" not in seen:
        return ""
    last = day(seen["oudTariefTot"])
    return f" van gemeente {seen['voortgezetVan']}, die na de verhuizing telt tot en met {last}"


def tarief(seen: Seen) -> str:
    """Claimed and contracted tariff."""
    claimed = f"Gedeclareerd tarief {amount(seen['tarief'])}"
    if seen["tariefVerwacht"] is None:
        return f"{claimed}; op de eerste dag van de productperiode geldt geen contracttarief."
    per = _PER.get(str(seen["contracteenheid"]), "eenheid")
    since = f"vanaf {day(seen['tariefGeldigVan'])}{_moved(seen)}"
    return (
        f"{claimed}, verwacht {amount(seen['tariefVerwacht'])} (contracttarief "
        f"{amount(seen['contracttarief'])} per {per} {since})."
    )


def bedrag(seen: Seen) -> str:
    """Claimed amount and the product of volume and tariff."""
    return (
        f"Gedeclareerd {amount(seen['bedrag'])}, verwacht {amount(seen['bedragVerwacht'])} voor "
        f"{seen['volume']} {unit(seen['eenheid'])} tegen {amount(seen['tarief'])}."
    )


def volume_per_periode(seen: Seen) -> str:
    """Claimed and allowed volume, with how that is counted."""
    return (
        f"Gedeclareerd {_measured(seen['gedeclareerd'], seen)}, toegestaan "
        f"{_measured(seen['maximum'], seen)} in deze periode ({_counted(seen)})."
    )


def _measured(volume: Feit, seen: Seen) -> str:
    """Hours are added up in minutes."""
    agreed = seen["toegewezenEenheid"]
    return f"{volume} {unit(MINUUT if agreed == UUR else agreed)}"


def _counted(seen: Seen) -> str:
    each = f"{seen['toegewezenVolume']} {unit(seen['toegewezenEenheid'])}"
    if seen["frequentie"] == PER_DAG:
        return f"{seen['dagen']} dagen x {each}"
    if seen["frequentie"] == PER_WEEK:
        weeks = (
            f"{seen['zondagen']} weken naar zondagen"
            if seen["variant"] == OUTPUTGERICHT
            else f"{seen['weken']} {seen.get('wekenSoort', 'ISO-weken')}"
        )
        return f"{weeks} x {each}"
    return f"{each} {'per maand' if seen['frequentie'] == PER_MAAND else 'in totaal'}"


def volume_per_toewijzing(seen: Seen) -> str:
    """Used before, claimed, and the most over the toewijzing."""
    return (
        f"Eerder goedgekeurd {_measured(seen['eerderGebruikt'], seen)}, nu gedeclareerd "
        f"{_measured(seen['gedeclareerd'], seen)}; de hele toewijzing staat "
        f"{_measured(seen['maximum'], seen)} toe."
    )


def budget(seen: Seen) -> str:
    """Used before, claimed, and the budget."""
    return f"{_besteed(seen)}; het budget van de toewijzing is {amount(seen['budget'])}."


def plafond(seen: Seen) -> str:
    """Used before, claimed, and the ceiling of the year."""
    return (
        f"{_besteed(seen)}; het plafond van het contract voor {seen['jaar']} is "
        f"{amount(seen['plafond'])}."
    )


def _besteed(seen: Seen) -> str:
    return (
        f"Eerder goedgekeurd {amount(seen['eerderGebruikt'])}, nu gedeclareerd "
        f"{amount(seen['gedeclareerd'])}"
    )


def variant(seen: Seen) -> str:
    """How the product is paid for."""
    return f"Het product is in het contract {seen['variant']}."


def eenheid_van_variant(seen: Seen) -> str:
    """The claimed unit beside how the product is paid for."""
    return f"Gedeclareerd is in {unit(seen['eenheid'])}; het product is {seen['variant']}."


def eerste_maand(seen: Seen) -> str:
    """When the measure begins, and what was claimed for which month."""
    return (
        f"De maatregel begint op {day(seen['ingangsdatum'])}; gedeclareerd is "
        f"{seen['gedeclareerd']} keer het maandtarief vanaf {day(seen['periodeBegindatum'])}."
    )


def pgb(seen: Seen) -> str:
    """The budget beside the period."""
    if seen["pgbId"] is None:
        return "Voor dit product is in deze periode geen persoonsgebonden budget bekend."
    last = seen["pgbEinddatum"]
    until = f" tot en met {day(last)}" if last else ""
    return (
        f"Voor dit product loopt een persoonsgebonden budget vanaf {day(seen['pgbBegindatum'])}"
        f"{until}; {_periode(seen)[0].lower()}{_periode(seen)[1:]}."
    )


def _periode(seen: Seen) -> str:
    first, last = day(seen["periodeBegindatum"]), day(seen["periodeEinddatum"])
    return f"De productperiode loopt van {first} tot en met {last}"
