# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Short notations of the cases in the data files, made into values of the domain."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from libs.ijw.shared import Omvang
from services.referral.domain.aanbod import Clientenstop
from services.referral.domain.client import Adres, Client, Naam, Persoon, Relatie
from services.referral.domain.contract import Contractproduct, Productlijst
from services.referral.domain.herziening import Herziening, Pakket
from services.referral.domain.levering import (
    VERWIJDEREN,
    Leveringen,
    Melding,
    Sleutel,
    StartMelding,
    Stop,
    StopMelding,
)
from services.referral.domain.pgb import Pgb, Voorwaarden
from services.referral.domain.toewijzing import Toekenning, Toewijzing
from services.referral.domain.verzoek import (
    Termijnen,
    Verwijzer,
    VerzoekToewijzing,
    VerzoekWijziging,
)

NOW = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 4, 1)


def a_persoon(**fields: Any) -> Persoon:
    """Tom de Wit of the published examples."""
    known: dict[str, Any] = {
        "geboortedatum": date(2010, 2, 14),
        "geslacht": "1",
        "naam": Naam(achternaam="Wit", voorvoegsel="de", voornamen="Tom", voorletters="T"),
        "adres": Adres(straatnaam="Kerkweg", huisnummer=9, postcode="1111AB", plaatsnaam="Diemen"),
        "relaties": (a_relatie(),),
    }
    if "relaties" in fields:
        fields["relaties"] = tuple(a_relatie(**one) for one in fields["relaties"])
    return Persoon(**(known | fields))


def a_relatie(**fields: Any) -> Relatie:
    """His mother, who has authority over him; `naam` in short is the surname."""
    known: dict[str, Any] = {
        "soort": "10",
        "naam": "Bakker",
        "nummer": "1",
        "gezag": True,
        "telefoonnummer": "0201234567",
        "landnummer": "0031",
    }
    values = known | fields
    naam = values["naam"]
    values["naam"] = Naam(**naam) if isinstance(naam, dict) else Naam(naam)
    if isinstance(values.get("adres"), dict):
        values["adres"] = Adres(**values["adres"])
    return Relatie(**values)


def a_client(**fields: Any) -> Client:
    """The same, as a client of a gemeente."""
    known: dict[str, Any] = {
        "id": "client-1",
        "gemeentecode": "0384",
        "versie": 1,
        "pseudoniem": "c" * 32,
        "bsn": "999900006",
        "persoon": a_persoon(),
    }
    return Client(**(known | fields))


def a_toekenning(**fields: Any) -> Toekenning:
    """Two hours a week of 45B01 in 2026; `omvang` as [volume, eenheid, frequentie]."""
    known: dict[str, Any] = {
        "ingangsdatum": date(2026, 1, 1),
        "einddatum": date(2026, 12, 31),
        "categorie": "45",
        "code": "45B01",
        "omvang": [2, "04", "2"],
    }
    values = known | fields
    if isinstance(values["omvang"], Sequence):
        volume, eenheid, frequentie = values["omvang"]
        values["omvang"] = Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie)
    return Toekenning(**values)


def a_toewijzing(**fields: Any) -> Toewijzing:
    """That toekenning under number 1; fields of either."""
    own = {name: fields.pop(name) for name in list(fields) if name in Toewijzing.__slots__}
    known: dict[str, Any] = {
        "id": "toewijzing-1",
        "gemeentecode": "0384",
        "agb_code": "42420001",
        "client_id": "client-1",
        "toewijzing_nummer": 1,
        "versie": 1,
        "toekenning": a_toekenning(**fields),
        "vastgesteld_op": NOW,
    }
    return Toewijzing(**(known | own))


def a_herziening(**fields: Any) -> Herziening:
    """Number 1 as it is; `omvang` as [volume, eenheid, frequentie]."""
    toekenning = a_toekenning(**{n: v for n, v in fields.items() if n != "toewijzing_nummer"})
    return Herziening(
        toewijzing_nummer=fields.get("toewijzing_nummer", 1),
        ingangsdatum=toekenning.ingangsdatum,
        einddatum=toekenning.einddatum,
        omvang=toekenning.omvang,
        budget=toekenning.budget,
    )


def a_vow(**pakket: Any) -> VerzoekWijziging:
    """A request for this package, in short notation."""
    termijnen = Termijnen.from_receipt(TODAY)
    return VerzoekWijziging(
        id="verzoek-2",
        bericht_id="bericht-2",
        gemeentecode="0384",
        agb_code="42420001",
        client_id="client-1",
        referentie_aanbieder="VOW1",
        dagtekening=TODAY,
        ontvangen_op=NOW,
        retour_uiterlijk=termijnen.retour,
        besluit_uiterlijk=termijnen.besluit,
        reden="1",
        pakket=Pakket(
            ongewijzigd=tuple(pakket.get("ongewijzigd", ())),
            te_wijzigen=tuple(a_herziening(**one) for one in pakket.get("te_wijzigen", ())),
            nieuw=tuple(a_toekenning(**one) for one in pakket.get("nieuw", ())),
        ),
    )


def a_pgb(**fields: Any) -> Pgb:
    """A budget for 45B01 in 2026."""
    known: dict[str, Any] = {
        "id": "pgb-1",
        "gemeentecode": "0384",
        "client_id": "client-1",
        "categorie": "45",
        "code": "45B01",
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 12, 31),
        "voorwaarden": Voorwaarden(bekwaam=True, gemotiveerd=True, kwaliteit=True),
        "versie": 1,
        "vastgesteld_op": NOW,
    }
    return Pgb(**(known | fields))


def a_stop(**fields: Any) -> Clientenstop:
    """Nobody for 45B01 from 1 through 30 April, anywhere."""
    known: dict[str, Any] = {
        "agb_code": "42420001",
        "producten": ["45/45B01"],
        "gemeentecodes": [],
        "geldig_van": date(2026, 4, 1),
        "geldig_tot": date(2026, 4, 30),
    }
    values = known | fields
    lists = {name: frozenset(values[name]) for name in ("producten", "gemeentecodes")}
    return Clientenstop(**(values | lists))


def a_verzoek(**fields: Any) -> VerzoekToewijzing:
    """A request for that toekenning; fields of either."""
    named = {field.name for field in dataclasses.fields(VerzoekToewijzing)}
    own = {name: fields.pop(name) for name in list(fields) if name in named}
    termijnen = Termijnen.from_receipt(TODAY)
    known: dict[str, Any] = {
        "id": "verzoek-1",
        "bericht_id": "bericht-1",
        "gemeentecode": "0384",
        "agb_code": "42420001",
        "client_id": "client-1",
        "referentie_aanbieder": "REF1",
        "gevraagd": a_toekenning(**fields),
        "verwijzer": Verwijzer("02", "Huisarts"),
        "commentaar": (),
        "dagtekening": TODAY,
        "ontvangen_op": NOW,
        "retour_uiterlijk": termijnen.retour,
        "besluit_uiterlijk": termijnen.besluit,
    }
    return VerzoekToewijzing(**(known | own))


def a_contractproduct(**fields: Any) -> Contractproduct:
    """45B01 per hour, since 2026."""
    known: dict[str, Any] = {
        "categorie": "45",
        "code": "45B01",
        "eenheid": "04",
        "geldig_van": date(2026, 1, 1),
        "geldig_tot": None,
        "contract_id": "contract-1",
    }
    return Contractproduct(**(known | fields))


def productlijst(listed: dict[str, list[str]] | None) -> Productlijst:
    """Codes with the categories they are contracted under."""
    return Productlijst({code: frozenset(found) for code, found in (listed or {}).items()})


def melding(said: str, number: int = 1) -> Melding:
    """`start 1 2026-04-03`, `stop 1 2026-04-03 2026-05-01 31`, with `verwijder` before either.

    Without a number (`-`) it is taakgericht help of product 45/45B01.
    """
    words = said.split()
    status = "1"
    if words[0] == "verwijder":
        status = VERWIJDEREN
        words = words[1:]
    kind, nummer, *rest = words
    sleutel = Sleutel(
        None if nummer == "-" else int(nummer), "45", "45B01", date.fromisoformat(rest[0])
    )
    plaats = f"/Bericht/Client/{kind}[{number}]"
    if kind == "start":
        return StartMelding(plaats, sleutel, status)
    return StopMelding(plaats, sleutel, Stop(date.fromisoformat(rest[1]), rest[2]), status)


def meldingen(said: Iterable[str]) -> list[Melding]:
    """The reports of one message."""
    return [melding(one, number) for number, one in enumerate(said, start=1)]


def after(said: Iterable[str]) -> Leveringen:
    """The state to which these reports led, all of which were right."""
    leveringen = Leveringen({})
    for one in meldingen(said):
        leveringen = leveringen.after(one)
    return leveringen
