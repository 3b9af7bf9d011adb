# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events into facts: one function per event, the same result in any order and however often."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    AanbiederVastgesteld,
    BerichtVerwerkt,
    ContractproductVastgesteld,
    ContractVastgesteld,
    DeclaratieBeoordeeld,
    Envelope,
    Event,
    GemeenteVastgesteld,
    LeveringGemeld,
    RegioVastgesteld,
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from libs.ijw.worth import Maandwaarde, maandwaarden, month_of
from services.reporting import store
from services.reporting import tables as t


async def project_gemeente(
    session: AsyncSession, event: GemeenteVastgesteld, _envelope: Envelope
) -> None:
    """The name of a gemeente."""
    values = event.model_dump(include={"gemeentecode", "naam", "versie"})
    await store.keep_newest(session, t.gemeente, values, ["gemeentecode"])


async def project_regio(session: AsyncSession, event: RegioVastgesteld, _: Envelope) -> None:
    """A regio with its memberships."""
    values = event.model_dump(include={"regiocode", "naam", "versie"})
    leden = [{"regiocode": event.regiocode, **lid.model_dump()} for lid in event.leden]
    await store.keep_regio(session, values, leden)


async def project_aanbieder(
    session: AsyncSession, event: AanbiederVastgesteld, _: Envelope
) -> None:
    """The name of an aanbieder."""
    values = event.model_dump(include={"agb_code", "naam", "versie"})
    await store.keep_newest(session, t.aanbieder, values, ["agb_code"])


async def project_contract(session: AsyncSession, event: ContractVastgesteld, _: Envelope) -> None:
    """For whom a contract holds; awards under it may now have a price."""
    values = _columns(event, t.contract) | {"gemeentecodes": list(event.gemeentecodes)}
    await store.hold_prices(session, event.agb_code, change=True)
    await store.keep_newest(session, t.contract, values, ["contract_id"])
    await _revalue(session, await store.awards_under(session, event.contract_id))


async def project_contractproduct(
    session: AsyncSession, event: ContractproductVastgesteld, _: Envelope
) -> None:
    """A product with its tariffs; awards of it are valued again."""
    shown = event.payload()
    values = _columns(event, t.contractproduct)
    await store.hold_prices(session, event.agb_code, change=True)
    await store.keep_newest(
        session, t.contractproduct, values | {"tarieven": shown["tarieven"]}, ["product_id"]
    )
    awards = await store.awards_under(session, event.contract_id, event.product_id)
    await _revalue(session, awards)


async def project_verzoek_ontvangen(
    session: AsyncSession, event: VerzoekOntvangen, _: Envelope
) -> None:
    """A request came in."""
    values = {
        "verzoek_id": event.verzoek_id,
        "gemeentecode": event.gemeentecode,
        "agb_code": event.agb_code,
        "categorie": event.categorie,
        "verwijzer_type": event.verwijzer_type,
        "ontvangen_op": event.ontvangen_op,
    }
    await store.keep_first(session, t.verzoek, values, ["verzoek_id"])


async def project_verzoek_beantwoord(
    session: AsyncSession, event: VerzoekBeantwoord, envelope: Envelope
) -> None:
    """An answer to a request: under investigation, or final."""
    values = {
        "verzoek_id": event.verzoek_id,
        "besluit": event.besluit,
        "gemeentecode": event.gemeentecode,
        "reden": event.reden,
        "automatisch": event.automatisch,
        "beantwoord_op": event.beantwoord_op,
        "bekend_op": envelope.time,
    }
    await store.keep_first(session, t.verzoek_besluit, values, ["verzoek_id", "besluit"])


async def project_toewijzing(
    session: AsyncSession, event: ToewijzingVastgesteld, envelope: Envelope
) -> None:
    """One version of an award, with its value per month."""
    values = _columns(event, t.toewijzing)
    omvang = event.omvang.model_dump() if event.omvang else dict.fromkeys(_OMVANG)
    values |= omvang | {"bekend_op": envelope.time}
    await store.hold_prices(session, event.agb_code, change=False)
    await store.keep_first(session, t.toewijzing, values, _VERSION_KEY)
    key = (event.gemeentecode, event.toewijzing_nummer, event.versie)
    await _revalue(session, await store.read_award(session, key))


async def project_levering(
    session: AsyncSession, event: LeveringGemeld, envelope: Envelope
) -> None:
    """One version of a delivery."""
    values = {
        "gemeentecode": event.gemeentecode,
        "agb_code": event.agb_code,
        "client_pseudoniem": event.client_pseudoniem,
        "toewijzing_nummer": event.toewijzing_nummer or 0,
        "begindatum": event.begindatum,
        "versie": event.versie,
        "bekend_op": envelope.time,
        "categorie": event.categorie,
        "status": event.status,
        "einddatum": event.einddatum,
    }
    await store.keep_first(session, t.levering, values, store.LEVERING_KEY)


async def project_declaratie(
    session: AsyncSession, event: DeclaratieBeoordeeld, envelope: Envelope
) -> None:
    """The judged lines of one client."""
    rows = [_regel(event, regel, envelope) for regel in event.regels]
    if rows:
        await store.keep_first(session, t.regel, rows, ["regel_id"])


async def project_bericht(session: AsyncSession, event: BerichtVerwerkt, _: Envelope) -> None:
    """A message reached its final state."""
    values = _columns(event, t.bericht)
    await store.keep_first(session, t.bericht, values, ["bericht_id"])


_AT_ONCE = 500
_OMVANG = ("volume", "eenheid", "frequentie")
_VERSION_KEY = ["gemeentecode", "toewijzing_nummer", "versie"]


def _columns(event: Event, table: sa.Table) -> dict[str, Any]:
    """What the table has of an event; a field that an event gets later is nothing to it."""
    return event.model_dump(include=set(table.c.keys()))


def _regel(event: DeclaratieBeoordeeld, regel: Any, envelope: Envelope) -> dict[str, Any]:  # noqa: ANN401
    return {
        "regel_id": regel.regel_id,
        "bekend_op": envelope.time,
        "gemeentecode": event.gemeentecode,
        "agb_code": event.agb_code,
        "client_pseudoniem": event.client_pseudoniem,
        "referentie_nummer": regel.referentie_nummer,
        "vorig_referentie_nummer": regel.vorig_referentie_nummer,
        "toewijzing_nummer": regel.toewijzing_nummer,
        "categorie": regel.categorie,
        "maand": month_of(regel.periode_begin),
        "bedrag": regel.bedrag,
        "toegekend": regel.toegekend,
    }


async def _revalue(session: AsyncSession, awards: list[store.StoredAward]) -> None:
    """Write the monthly values of these versions anew, a bounded number per statement."""
    for start in range(0, len(awards), _AT_ONCE):
        part = awards[start : start + _AT_ONCE]
        prices = await store.prices(session, part)
        rows = [
            _maand(award, value)
            for award in part
            for value in maandwaarden(award.award, prices[award.key])
        ]
        await store.replace_maandwaarden(session, [award.key for award in part], rows)


def _maand(award: store.StoredAward, value: Maandwaarde) -> dict[str, Any]:
    gemeentecode, nummer, versie = award.key
    return {
        "gemeentecode": gemeentecode,
        "toewijzing_nummer": nummer,
        "versie": versie,
        "maand": value.maand,
        "vorige_maand": month_of(value.maand - timedelta(days=1)),
        "categorie": award.categorie,
        "bedrag": value.bedrag,
        "dubbel": value.dubbel,
    }
