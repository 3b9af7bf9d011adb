# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of imports: many rows of one kind, through the handlers of the single writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, IdempotencyKey, Rt, given_lines, read_lines, write
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.contract import domain as d
from services.contract import handlers
from services.contract import schemas as s
from services.contract.api.contracten import changeable, contractant_of
from services.contract.api.zorgfuncties import ensure_own
from services.contract.handlers.importeren import (
    MAX_ROWS,
    Act,
    Gevolg,
    Verslag,
    Werk,
    counted,
    import_rows,
)
from services.contract.handlers.zorgfuncties import put_zorgfunctie
from services.contract.schemas.importeren import Importverslag, ProductRij, Rijfout, TariefRij
from services.contract.schemas.zorgfuncties import ZorgfunctieRij, zorgfunctie_in
from services.contract.store import StoredContract

router = APIRouter(tags=["Import"], redirect_slashes=False)

Modus = Annotated[
    Literal["alles", "rijen"],
    Query(
        description="`alles`: een onjuiste rij weigert alle rijen (400, met alle fouten). "
        "`rijen`: de juiste rijen worden vastgelegd, de andere staan in het verslag."
    ),
]
_ROWS = {
    "requestBody": {
        "required": True,
        "description": f"Ten hoogste {MAX_ROWS} rijen en 25 MB. CSV met de veldnamen in de eerste "
        "regel, komma of puntkomma; een leeg veld is afwezig, en een lijst staat er als JSON. Of "
        "een JSON-object per regel.",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


async def _gemeente(werk: Werk, rij: s.Gemeente) -> Gevolg:
    geldig = d.Geldigheid(rij.geldig_van, rij.geldig_tot)
    gemeente = d.Gemeente(rij.gemeentecode, rij.naam, geldig)
    put, outbox = handlers.put_gemeente, werk.rt.outbox
    return await counted(lambda expect: put(werk.session, outbox, gemeente, expect))


async def _regio(werk: Werk, rij: s.Regio) -> Gevolg:
    regio = s.regio_in(rij.regiocode, rij)

    async def put(expect: handlers.Expect) -> int:
        return (await handlers.put_regio(werk.session, werk.rt.outbox, regio, expect))[1]

    return await counted(put)


async def _aanbieder(werk: Werk, rij: s.Aanbieder) -> Gevolg:
    aanbieder = d.Aanbieder(rij.agb_code, rij.naam, rij.kvk_nummer)
    put, outbox = handlers.put_aanbieder, werk.rt.outbox
    return await counted(lambda expect: put(werk.session, outbox, aanbieder, expect))


async def _zorgfunctie(werk: Werk, rij: ZorgfunctieRij) -> Gevolg:
    value = zorgfunctie_in(rij.id, rij)
    await ensure_own(werk.session, werk.caller, value.id, value.regiocode)
    outbox = werk.rt.outbox
    return await counted(lambda expect: put_zorgfunctie(werk.session, outbox, value, expect))


async def _contract(werk: Werk, rij: s.ContractInvoer) -> Gevolg:
    caller = werk.caller
    contractant = contractant_of(caller)
    contract = s.contract_in(rij, caller.code)
    today = werk.rt.clock.today()
    await handlers.sign_contract(werk.session, werk.rt.outbox, contract, contractant, today)
    return "nieuw"


async def _product(werk: Werk, rij: ProductRij) -> Gevolg:
    contract = await _to_change(werk, rij.contract_id)
    product = s.product_in(rij)
    if product.in_order() in contract.contract.producten:
        return "gelijk"
    werk.changed(*await handlers.add_product(werk.session, werk.rt.outbox, contract, product))
    return "nieuw"


async def _tarief(werk: Werk, rij: TariefRij) -> Gevolg:
    contract = await _to_change(werk, rij.contract_id)
    key = (rij.categorie, rij.code)
    named = [one for one in contract.producten if one.product.key == key]
    held = max(named, key=attrgetter("volgnummer"), default=None)
    if held is None:
        raise NotFound("Dit product staat niet in het contract.", code="product-onbekend")
    tarief = s.tarief_in(rij)
    if tarief in held.product.tarieven:
        return "gelijk"
    add, outbox = handlers.add_tarief, werk.rt.outbox
    werk.changed(*await add(werk.session, outbox, contract, held.id, tarief))
    return "nieuw"


async def _to_change(werk: Werk, contract_id: str) -> StoredContract:
    held = werk.contracten.get(contract_id)
    return held or await changeable(werk.session, contract_id, werk.caller)


@dataclass(frozen=True, slots=True)
class Invoersoort:
    """One kind of row: its place in the address, its shape, who writes it, and how."""

    naam: str
    model: type[BaseModel]
    schrijvers: Sequence[OrgType]
    act: Act


_BEHEER = (OrgType.BEHEER,)
_SAMEN = (OrgType.BEHEER, OrgType.REGIO)
_CONTRACTANTEN = (OrgType.REGIO, OrgType.GEMEENTE)
INVOERSOORTEN = (
    Invoersoort("gemeenten", s.Gemeente, _BEHEER, _gemeente),
    Invoersoort("regios", s.Regio, _BEHEER, _regio),
    Invoersoort("aanbieders", s.Aanbieder, _SAMEN, _aanbieder),
    Invoersoort("zorgfuncties", ZorgfunctieRij, _SAMEN, _zorgfunctie),
    Invoersoort("contracten", s.ContractInvoer, _CONTRACTANTEN, _contract),
    Invoersoort("producten", ProductRij, _CONTRACTANTEN, _product),
    Invoersoort("tarieven", TariefRij, _CONTRACTANTEN, _tarief),
)


def _add(soort: Invoersoort) -> None:
    writer: Any = Annotated[Caller, allow("contracten:schrijven", *soort.schrijvers)]

    async def imported(
        request: Request,
        rt: Rt,
        caller: writer,
        modus: Modus = "alles",
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        given = await given_lines(request)

        async def act(session: AsyncSession) -> Answer:
            werk = Werk(rt, session, caller)
            lines = read_lines(given, soort.model, MAX_ROWS)
            verslag = await import_rows(werk, lines, soort.act, whole=modus == "alles")
            return Answer(200, _shown(verslag))

        return await write(
            request, caller, act, f"{modus} {given.media}\n".encode() + given.content
        )

    router.add_api_route(
        f"/{soort.naam}/_importeer",
        imported,
        methods=["POST"],
        response_model=Importverslag,
        summary=f"{soort.naam.capitalize()} importeren",
        description="Elke rij zoals bij vastleggen per stuk, met gebeurtenissen, in een "
        "transactie. Met een `Idempotency-Key` kan de invoer veilig opnieuw worden gestuurd.",
        openapi_extra=_ROWS,
        responses={
            413: {"description": "Groter dan 25 MB."},
            415: {"description": "Geen CSV en geen JSON per regel."},
        },
        name=f"import_{soort.naam}",
    )


def _shown(verslag: Verslag) -> Importverslag:
    return Importverslag(
        rijen=verslag.rijen,
        nieuw=verslag.gevolgen["nieuw"],
        gewijzigd=verslag.gevolgen["gewijzigd"],
        gelijk=verslag.gevolgen["gelijk"],
        geweigerd=verslag.geweigerd,
        fouten=[
            Rijfout(rij=one.rij, veld=one.veld, code=one.code, reden=one.reden)
            for one in verslag.fouten
        ],
    )


for _soort in INVOERSOORTEN:
    _add(_soort)
