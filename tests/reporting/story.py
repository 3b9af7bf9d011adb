# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of a region, each with the moment at which it became known."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from libs.common.contracts import (
    AanbiederVastgesteld,
    BerichtVerwerkt,
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    EerderPseudoniem,
    Envelope,
    Event,
    GemeenteVastgesteld,
    LeveringGemeld,
    Lidmaatschap,
    Omvang,
    PseudoniemenVertaald,
    Regel,
    RegioVastgesteld,
    Tarief,
    ToewijzingVastgesteld,
    Vertaling,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from libs.common.contracts.bericht import BerichtStatus
from libs.common.contracts.referral import Besluit
from libs.common.eventlog.port import Entry
from libs.common.ids import new_id

AGB, REGIO = "90000101", "EEMLAND"
LEUSDEN, SOEST = "0327", "0342"
SINCE = date(2015, 1, 1)
DAY_ONE = datetime(2024, 1, 1, 9, tzinfo=UTC)
Json = dict[str, Any]


def foreign(name: str) -> str:
    """The pseudonym of a child under another key."""
    return pseudonym(f"y-{name}")


def instead(name: str) -> str:
    """The pseudonym that stands for a child that was destroyed."""
    return pseudonym(f"x-{name}")


def pseudonym(name: str) -> str:
    """A pseudonym for a child of a test."""
    return name.encode().hex().ljust(32, "0")[:32]


@dataclass
class Story:
    """Events with the moment at which each became known."""

    told: list[tuple[datetime, Event]] = field(default_factory=list)
    _versions: dict[object, int] = field(default_factory=dict)
    _lines: int = 0

    def add(self, event: Event, known: datetime = DAY_ONE) -> None:
        self.told.append((known, event))

    def gemeente(self, code: str, naam: str = "Gemeente", geldig_tot: date | None = None) -> None:
        about: Json = {"gemeentecode": code, "naam": naam, "versie": 1, "geldig_van": SINCE}
        self.add(GemeenteVastgesteld(**about, geldig_tot=geldig_tot))

    def regio(self, *leden: tuple[str, date, date | None], code: str = REGIO) -> None:
        members = tuple(
            Lidmaatschap(gemeentecode=g, geldig_van=van, geldig_tot=tot) for g, van, tot in leden
        )
        versie = self.next_version(code)
        self.add(RegioVastgesteld(regiocode=code, naam=code, versie=versie, leden=members))

    def product(
        self,
        code: str = "45B01",
        *tarieven: tuple[int, date],
        eenheid: str | None = "04",
        gemeenten: Sequence[str] = (LEUSDEN, SOEST),
        contract: str = "contract",
        term: tuple[date, date | None] = (SINCE, None),
    ) -> None:
        """A contract of its own for a product, or a new version of both."""
        contract_id = f"{contract}-{code}"
        versie = self.next_version(contract_id)
        self.add(
            ContractVastgesteld(
                contract_id=contract_id,
                versie=versie,
                agb_code=AGB,
                gemeentecodes=tuple(gemeenten),
                geldig_van=term[0],
                geldig_tot=term[1],
            )
        )
        self.add(
            ContractproductVastgesteld(
                contract_id=contract_id,
                product_id=f"product-{contract_id}",
                versie=versie,
                agb_code=AGB,
                categorie=code[:2],
                code=code,
                omschrijving="Product",
                variant="inspanningsgericht",
                eenheid=eenheid,
                tarieven=_consecutive(tarieven or ((8_000, term[0]),)),
            )
        )

    def award(
        self,
        nummer: int,
        begin: date,
        end: date | None,
        omvang: tuple[int, str, str] | None = (2, "04", "2"),
        client: str = "noor",
        known: datetime = DAY_ONE,
        **changes: Any,
    ) -> None:
        values: Json = {
            "gemeentecode": LEUSDEN,
            "agb_code": AGB,
            "toewijzing_nummer": nummer,
            "versie": self.next_version(nummer),
            "client_pseudoniem": pseudonym(client),
            "geboortemaand": "2014-05",
            "geslacht": "2",
            "categorie": "45",
            "code": "45B01",
            "ingangsdatum": begin,
            "einddatum": end,
            "omvang": _omvang(omvang),
            "vastgesteld_op": known,
        }
        self.add(ToewijzingVastgesteld(**(values | changes)), known)

    def delivery(
        self, begin: date, end: date | None = None, client: str = "noor", **changes: Any
    ) -> None:
        values: Json = {
            "gemeentecode": LEUSDEN,
            "agb_code": AGB,
            "client_pseudoniem": pseudonym(client),
            "toewijzing_nummer": 1,
            "categorie": "45",
            "code": "45B01",
            "begindatum": begin,
            "einddatum": end,
            "versie": self.next_version((client, begin, changes.get("gemeentecode"))),
            "status": "lopend" if end is None else "gestopt",
        }
        self.add(LeveringGemeld(**(values | changes)))

    def line(
        self,
        month: date,
        bedrag: int,
        *,
        toegekend: bool = True,
        client: str = "noor",
        known: datetime = DAY_ONE,
        **changes: Any,
    ) -> str:
        self._lines += 1
        gemeente = changes.pop("gemeentecode", LEUSDEN)
        reference = f"R{self._lines}"
        values: Json = {
            "regel_id": f"regel-{self._lines}",
            "referentie_nummer": reference,
            "toewijzing_nummer": 1,
            "categorie": "45",
            "code": "45B01",
            "periode_begin": month,
            "periode_eind": month,
            "volume": 1,
            "eenheid": "04",
            "bedrag": bedrag,
            "toegekend": toegekend,
        }
        event = DeclaratieBeoordeeld(
            declaratie_id=f"declaratie-{self._lines}",
            deel=1,
            gemeentecode=gemeente,
            agb_code=AGB,
            client_pseudoniem=pseudonym(client),
            declaratie_maand=f"{month:%Y-%m}",
            beoordeeld_op=known,
            regels=(Regel(**(values | changes)),),
        )
        self.add(event, known)
        return reference

    def correction(self, oud: str, nieuw: str, known: datetime = DAY_ONE, **changes: Any) -> None:
        """Of Leusden, unless told otherwise: who was told as `oud` is `nieuw`."""
        values: Json = {
            "correctie_id": f"correctie-{self.next_version('correctie')}",
            "versie": 2,
            "gemeentecode": LEUSDEN,
            "client_pseudoniem": pseudonym(oud),
            "opvolger": pseudonym(nieuw),
            "geboortemaand": "2014-05",
            "geslacht": "2",
            "gecorrigeerd_op": known,
        }
        self.add(ClientGecorrigeerd(**(values | changes)), known)

    def destroyed(self, client: str, *eerder: str, known: datetime, **changes: Any) -> None:
        """By Leusden, unless told otherwise: a child that was told as each of `eerder` before."""
        values: Json = {
            "vernietiging_id": f"vernietiging-{self.next_version('vernietiging')}",
            "gemeentecode": LEUSDEN,
            "client_pseudoniem": pseudonym(client),
            "vervangend_pseudoniem": instead(client),
            "categorie": "clientdossier",
            "grond": "verzoek",
            "vernietigd_op": known.date(),
            "eerdere": tuple(
                EerderPseudoniem(
                    client_pseudoniem=pseudonym(one), vervangend_pseudoniem=instead(one)
                )
                for one in eerder
            ),
        }
        self.add(ClientgegevensVernietigd(**(values | changes)), known)

    def translated(self, client: str, sleutel: str) -> None:
        """Whom a pseudonym of another key means, as `foreign` makes it."""
        vertaling = Vertaling(oud=foreign(client), nieuw=pseudonym(client))
        number = self.next_version("vertaling")
        event = PseudoniemenVertaald(
            vertaling_id=f"vertaling-{number}", sleutel=sleutel, vertalingen=(vertaling,)
        )
        self.add(event)

    def credit(self, month: date, bedrag: int, reference: str, **changes: Any) -> None:
        self.line(month, -bedrag, vorig_referentie_nummer=reference, **changes)

    def aanbieder(self, naam: str = "De Vlieger") -> None:
        self.add(AanbiederVastgesteld(agb_code=AGB, naam=naam, versie=self.next_version(AGB)))

    def request(self, verzoek: str, client: str = "noor") -> None:
        """A request that is looked into and then granted."""
        self.add(
            VerzoekOntvangen(
                verzoek_id=verzoek,
                gemeentecode=LEUSDEN,
                agb_code=AGB,
                client_pseudoniem=pseudonym(client),
                referentie_aanbieder=verzoek,
                gewenste_ingangsdatum=SINCE,
                verwijzer_type="02",
                ontvangen_op=DAY_ONE,
            )
        )
        self.add(self._answer(verzoek, client, "in-onderzoek"))
        self.add(self._answer(verzoek, client, "toegekend"))

    def message(
        self, soort: str, at: datetime, status: BerichtStatus = "verwerkt", **changes: Any
    ) -> None:
        values: Json = {
            "bericht_id": f"bericht-{self.next_version('bericht')}",
            "soort": soort,
            "afzender": AGB,
            "ontvanger": LEUSDEN,
            "status": status,
            "ontvangen_op": at,
            "verwerkt_op": at,
        }
        self.add(BerichtVerwerkt(**(values | changes)))

    def _answer(self, verzoek: str, client: str, besluit: Besluit) -> VerzoekBeantwoord:
        return VerzoekBeantwoord(
            verzoek_id=verzoek,
            gemeentecode=LEUSDEN,
            agb_code=AGB,
            client_pseudoniem=pseudonym(client),
            besluit=besluit,
            automatisch=False,
            beantwoord_op=DAY_ONE,
        )

    def next_version(self, key: object) -> int:
        """Versions of a thing count up."""
        self._versions[key] = self._versions.get(key, 0) + 1
        return self._versions[key]

    def entries(self, shuffle: random.Random | None = None) -> list[Entry]:
        """As they stand in the log; shuffled and partly doubled when asked."""
        made = [_entry(event, known) for known, event in self.told]
        if shuffle is not None:
            made += shuffle.sample(made, len(made) // 2)
            shuffle.shuffle(made)
        return made


def _omvang(omvang: tuple[int, str, str] | None) -> Omvang | None:
    if omvang is None:
        return None
    return Omvang(volume=omvang[0], eenheid=omvang[1], frequentie=omvang[2])


def _consecutive(tarieven: Sequence[tuple[int, date]]) -> tuple[Tarief, ...]:
    """Each tariff ends the day before the next begins."""
    ends = [begin - timedelta(days=1) for _, begin in tarieven[1:]]
    return tuple(
        Tarief(bedrag=bedrag, geldig_van=begin, geldig_tot=end)
        for (bedrag, begin), end in zip(tarieven, [*ends, None], strict=True)
    )


def _entry(event: Event, known: datetime) -> Entry:
    envelope = Envelope(
        id=new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:test",
        type=event.type,
        subject=event.subject(),
        time=known,
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())
