# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is another's is not there: every operation on a thing that is somebody's, by a stranger.

Things are made by what the API documents say of a body, so that a new kind of thing is tried too.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.ids import is_uuid, new_id
from libs.ijw import JW301
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, Region, a_claim, a_request
from tests.e2e.test_chain import start_message, two_lines
from tests.rechten.tabel import Operatie, expected
from tests.rechten.wereld import Bodies, Json, creations

OWN = {OrgType.GEMEENTE: GEMEENTE, OrgType.AANBIEDER: AGB, OrgType.REGIO: REGIO}
STRANGERS = {
    OrgType.GEMEENTE: "0363",
    OrgType.AANBIEDER: "90000999",
    OrgType.REGIO: "ELDERS",
}
ITEM = re.compile(r"(/[^{}]+)/{(\w+)}")

SHARED = {
    "contract /gemeenten/{gemeentecode}",
    "contract /regios/{regiocode}",
    "contract /aanbieders/{agbCode}",
    "contract /aanbieders/{agbCode}/accounthouder",
    "contract /zorgfuncties/{zorgfunctieId}",
    "contract /aanbiederprofielen/{dossierId}",
    "contract /aanbiederprofielen/{dossierId}/versies",
    "contract /accounthouders/{dossierId}",
    "contract /accounthouders/{dossierId}/versies",
    "reporting /indicatoren/{indicatorId}",
    "contract /verwerkingsactiviteiten/{activiteit_id}",
    "reporting /verwerkingsactiviteiten/{activiteit_id}",
    "referral /verwerkingsactiviteiten/{activiteit_id}",
    "billing /verwerkingsactiviteiten/{activiteit_id}",
}
"""Registers that all who buy read, and definitions."""

ALIKE = 60
"""Times that a stranger asked for what is there and for what is not."""

MADE, READ, WRITTEN = 40, 60, 40
"""Kinds of thing that are made at least, and operations that read and that change one of them."""

KNOWN: Json = {
    "agbCode": AGB,
    "hoofdaannemer": AGB,
    "penvoerder": AGB,
    "leden": [AGB, "90000102"],
    "houder": AGB,
    "kvkNummer": "12345678",
    "gemeentecode": GEMEENTE,
    "gemeentecodes": [GEMEENTE],
    "gebied": GEMEENTE,
    "regiocode": REGIO,
    "bsn": CLIENT.bsn,
    "product": "45B01",
    "categorie": "45",
    "code": "45B01",
    "eenheid": "04",
    "verklaring": True,
    "bekwaam": True,
    "gemotiveerd": True,
    "kwaliteit": True,
    "uitvoerdatum": "2026-12-01",
    "toestemmingOp": "2026-03-02",
}
EXTRA: dict[str, Json] = {
    "/clientenstops": {"geldigVan": "2026-04-01", "toestemmingOp": "2026-03-20"},
    "/clienten": {"kenmerk": "K1"},
}


@dataclass
class Things:
    """What there is in a region, by where it stands in the API."""

    region: Region
    documents: Mapping[str, Mapping[str, Any]]
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    known: Json = field(default_factory=lambda: dict(KNOWN))

    def caller(self, dienst: str, kind: OrgType, code: str) -> httpx.AsyncClient:
        scopes = {operatie.recht for operatie in expected()}
        made: httpx.AsyncClient = self.region.make(
            self.region.services[dienst], kind, code, scopes, persoon="p1"
        )
        return made

    def body(self, dienst: str, path: str, method: str) -> Any:
        about = self.documents[dienst]["paths"][path][method.lower()]
        made = Bodies(self.documents[dienst], self.known).of(about)
        return made | EXTRA.get(path, {}) if isinstance(made, dict) else made

    async def answer(
        self, operatie: Operatie, path: str, kind: OrgType, code: str
    ) -> httpx.Response:
        """What an organisation hears of this operation at an address."""
        body = self.body(operatie.dienst, operatie.pad, operatie.methode)
        caller = self.caller(operatie.dienst, kind, code)
        return await caller.request(operatie.methode, path, json=body)

    async def status(self, operatie: Operatie, path: str, kind: OrgType, code: str) -> int:
        """The same, as a number."""
        return (await self.answer(operatie, path, kind, code)).status_code

    async def tell(self) -> None:
        """Help that was asked, awarded, begun and claimed."""
        await self.region.post("referral", a_request())
        sent = await self.region.outgoing("referral")
        award = next(message for message in sent if isinstance(message, JW301))
        nummer = award.client.toegewezen_producten[0].toewijzing_nummer
        await self.region.post("referral", start_message(nummer))
        await self.region.post("billing", a_claim("D1", "DN1", two_lines(nummer)))
        gemeente = self.caller("referral", OrgType.GEMEENTE, GEMEENTE)
        answer = await gemeente.post("/clienten/_zoek", json={"bsn": CLIENT.bsn})
        (client,) = answer.json()["resultaten"]
        self.known |= {"clientId": client["id"], "clientIds": [client["id"]]}
        self.found["referral", "/clienten/{client_id}"] = client["id"]

    async def make(self) -> None:
        """One of each thing that can be made; what follows from another comes after it."""
        for _ in range(3):
            await self._look()
            for dienst, document in self.documents.items():
                for path, about in creations(document):
                    if not any(d == dienst and i.startswith(f"{path}/{{") for d, i in self.found):
                        await self._post(dienst, path, about)
            await self.region.rest()
        await self._look()

    async def _post(self, dienst: str, path: str, about: Mapping[str, Any]) -> None:
        body = self.body(dienst, path, "post")
        for kind in OWN if body is not None else ():
            if kind in about["x-organisatiesoorten"]:
                await self.caller(dienst, kind, OWN[kind]).post(path, json=body)

    async def _look(self) -> None:
        for dienst, document in self.documents.items():
            for item in document["paths"]:
                match = ITEM.fullmatch(item)
                listing = document["paths"].get(match[1], {}).get("get") if match else None
                if match and listing and (dienst, item) not in self.found:
                    await self._first(dienst, item, match, listing["x-organisatiesoorten"])

    async def _first(self, dienst: str, item: str, match: re.Match[str], kinds: list[str]) -> None:
        name = re.sub(r"_(\w)", lambda letter: letter[1].upper(), match[2])
        for kind, code in OWN.items():
            if kind not in kinds:
                continue
            answer = await self.caller(dienst, kind, code).get(match[1])
            listed = answer.json().get("resultaten") if answer.status_code == 200 else None
            if listed and (found := listed[0].get("id", listed[0].get(name))):
                self.found[dienst, item] = str(found)
                self.known.setdefault(name, str(found))
                return


def path_of(things: Things, operatie: Operatie) -> str | None:
    """The address of a thing that is there; None when there is none."""
    match = ITEM.match(operatie.pad)
    found = things.found.get((operatie.dienst, match[0])) if match else None
    if match is None or found is None:
        return None
    rest = operatie.pad.removeprefix(match[0])
    return f"{match[1]}/{found}{re.sub('{jaar}', '2026', re.sub('{nummer}', '1', rest))}"


async def test_a_stranger_finds_nothing(
    region: Region, openapi_documents: dict[str, dict[str, Any]]
) -> None:
    """A body that is not as it must be is told before whose thing it would change."""
    things = Things(region, openapi_documents)
    await things.tell()
    await things.make()
    shown, hidden, wrong = set(), set(), []
    for operatie in expected():
        path = path_of(things, operatie)
        if path is None or f"{operatie.dienst} {operatie.pad}" in SHARED:
            continue
        for kind in operatie.kinds & STRANGERS.keys():
            status = await things.status(operatie, path, kind, STRANGERS[kind])
            reads = operatie.methode == "GET"
            if status == httpx.codes.NOT_FOUND:
                hidden.add(operatie)
            elif reads or status != httpx.codes.BAD_REQUEST:
                wrong.append((str(operatie), str(kind), status))
            if reads and await things.status(operatie, path, kind, OWN[kind]) == httpx.codes.OK:
                shown.add(operatie)

    assert wrong == []
    assert len(things.found) >= MADE
    assert len(shown & hidden) >= READ
    assert len([one for one in hidden if one.methode != "GET"]) >= WRITTEN


@contextmanager
def statements() -> Iterator[list[str]]:
    """All that is asked of any database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


async def test_what_is_anothers_is_answered_as_what_is_nobodys(
    region: Region, openapi_documents: dict[str, dict[str, Any]]
) -> None:
    """The same words after the same statements: what is there cannot be told from what is not, nor
    by how long it takes.
    """
    things = Things(region, openapi_documents)
    await things.tell()
    await things.make()
    alike, unlike = 0, []
    for operatie in expected():
        path, match = path_of(things, operatie), ITEM.match(operatie.pad)
        if path is None or match is None or f"{operatie.dienst} {operatie.pad}" in SHARED:
            continue
        theirs = things.found[operatie.dienst, match[0]]
        if not is_uuid(theirs):
            continue  # a code or a number that everybody can make up
        for kind in operatie.kinds & STRANGERS.keys():
            told = []
            for address in (path, path.replace(theirs, new_id())):
                with statements() as asked:
                    answer = await things.answer(operatie, address, kind, STRANGERS[kind])
                told.append((answer.status_code, answer.text, asked))
            if told[0][0] != httpx.codes.NOT_FOUND:
                continue
            alike += told[0] == told[1]
            if told[0] != told[1]:
                differs = ("status", "words", "statements")
                what = [n for n, a, b in zip(differs, *told, strict=True) if a != b]
                unlike.append((str(operatie), str(kind), what))

    assert unlike == []
    assert alike >= ALIKE
