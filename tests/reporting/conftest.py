# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of a region for reporting, and the service that reads them."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    Envelope,
    Event,
    GemeenteVastgesteld,
    LeveringGemeld,
    Lidmaatschap,
    Omvang,
    Regel,
    RegioVastgesteld,
    Tarief,
    ToewijzingVastgesteld,
)
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.runtime import Service, settle

AGB, REGIO = "90000101", "EEMLAND"
LEUSDEN, SOEST = "0327", "0342"
SINCE = date(2015, 1, 1)
DAY_ONE = datetime(2024, 1, 1, 9, tzinfo=UTC)
Json = dict[str, Any]


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

    def gemeente(self, code: str, naam: str = "Gemeente") -> None:
        self.add(GemeenteVastgesteld(gemeentecode=code, naam=naam, versie=1, geldig_van=SINCE))

    def regio(self, *leden: tuple[str, date, date | None], code: str = REGIO) -> None:
        members = tuple(
            Lidmaatschap(gemeentecode=g, geldig_van=van, geldig_tot=tot) for g, van, tot in leden
        )
        versie = self._next(code)
        self.add(RegioVastgesteld(regiocode=code, naam=code, versie=versie, leden=members))

    def product(
        self,
        code: str = "45B01",
        *tarieven: tuple[int, date],
        eenheid: str | None = "04",
        gemeenten: Sequence[str] = (LEUSDEN, SOEST),
    ) -> None:
        contract = f"contract-{code}"
        self.add(
            ContractVastgesteld(
                contract_id=contract,
                versie=1,
                agb_code=AGB,
                gemeentecodes=tuple(gemeenten),
                geldig_van=SINCE,
            )
        )
        self.add(
            ContractproductVastgesteld(
                contract_id=contract,
                product_id=f"product-{code}",
                versie=self._next(code),
                agb_code=AGB,
                categorie=code[:2],
                code=code,
                omschrijving="Product",
                variant="inspanningsgericht",
                eenheid=eenheid,
                tarieven=_consecutive(tarieven or ((8_000, SINCE),)),
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
            "versie": self._next(nummer),
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
            "versie": self._next((client, begin, changes.get("gemeentecode"))),
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

    def credit(self, month: date, bedrag: int, reference: str, **changes: Any) -> None:
        self.line(month, -bedrag, vorig_referentie_nummer=reference, **changes)

    def _next(self, key: object) -> int:
        self._versions[key] = self._versions.get(key, 0) + 1
        return self._versions[key]

    def entries(self, shuffle: random.Random | None = None) -> list[Entry]:
        """As they stand in the log; shuffled and partly doubled when asked."""
        made = [_entry(event, known) for known, event in self.told]
        if shuffle is not None:
            made += shuffle.sample(made, len(made) // 2)
            shuffle.shuffle(made)
        return made


@dataclass
class Reporting:
    """The service, its log, and those who look."""

    service: Service
    log: SqliteEventLog
    make: Callable[..., httpx.AsyncClient]

    async def hear(self, story: Story, shuffle: random.Random | None = None) -> None:
        await self.log.append(story.entries(shuffle))
        await settle(self.service)

    def of(self, org_type: OrgType, code: str) -> httpx.AsyncClient:
        client: httpx.AsyncClient = self.make(self.service, org_type, code, ["weergaven:lezen"])
        return client

    async def look(
        self, query: str, org_type: OrgType = OrgType.BEHEER, code: str = "beheer"
    ) -> Json:
        answer = await self.of(org_type, code).get(f"/kerncijfers?{query}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


@pytest.fixture
async def reporting(
    start: Callable[..., Awaitable[Service]],
    client: Callable[..., httpx.AsyncClient],
    event_log: SqliteEventLog,
) -> Reporting:
    return Reporting(await start("reporting"), event_log, client)


@pytest.fixture
def story() -> Story:
    """Two gemeenten in one regio and one product at EUR 80 an hour."""
    made = Story()
    made.gemeente(LEUSDEN, "Leusden")
    made.gemeente(SOEST, "Soest")
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    made.product()
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
