# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the contract service told: who there is, and what was agreed."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    AanbiederprofielVastgesteld,
    AanbiederVastgesteld,
    AccounthouderVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
    PlafondNabij,
    PlafondstandVastgesteld,
    PlafondVastgesteld,
    ProductindelingVastgesteld,
    RegioVastgesteld,
    VerdeelsleutelVastgesteld,
    ZorgfunctieVastgesteld,
)
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.taakbijdragen import keep_contributions
from services.reporting.projections.told import Told, columns, rows, sane

_OF_LID = ("gemeentecode", "geldig_van", "geldig_tot")
_OF_TARIEF = ("geldig_van", "geldig_tot")


async def project_gemeenten(session: AsyncSession, told: Told[GemeenteVastgesteld]) -> None:
    """Names of gemeenten."""
    await store.keep_newest(session, t.gemeente, rows(t.gemeente, told), "gemeentecode")


async def project_aanbieders(session: AsyncSession, told: Told[AanbiederVastgesteld]) -> None:
    """Names of providers."""
    await store.keep_newest(session, t.aanbieder, rows(t.aanbieder, told), "agb_code")


async def project_regios(session: AsyncSession, told: Told[RegioVastgesteld]) -> None:
    """Regions with their memberships."""
    leden = [
        {"regiocode": event.regiocode, "versie": event.versie} | columns(lid, _OF_LID)
        for event, _ in told
        for lid in event.leden
    ]
    await store.keep_regios(session, rows(t.regio, told), leden)
    await store.mark_regions(session, (event.regiocode for event, _ in told))


async def project_contracten(session: AsyncSession, told: Told[ContractVastgesteld]) -> None:
    """For whom contracts hold; awards under them may now have a price."""
    found = [row | {"gemeentecodes": list(row["gemeentecodes"])} for row in rows(t.contract, told)]
    await store.keep_versions(session, t.contract, found)
    await store.mark_to_value(session, contracten=(event.contract_id for event, _ in told))


async def project_contractproducten(
    session: AsyncSession, told: Told[ContractproductVastgesteld]
) -> None:
    """Products with their tariffs; awards of them are valued again."""
    for event, _ in told:
        for tarief in event.tarieven:
            sane("tarief", tarief.bedrag)
            columns(tarief, _OF_TARIEF)
    found = [
        row | {"tarieven": event.payload()["tarieven"]}
        for row, (event, _) in zip(rows(t.contractproduct, told), told, strict=True)
    ]
    await store.keep_versions(session, t.contractproduct, found)
    await store.mark_to_value(session, contracten=(event.contract_id for event, _ in told))


async def project_plafonds(session: AsyncSession, told: Told[PlafondVastgesteld]) -> None:
    """Ceilings of contracts per year."""
    await store.keep_versions(session, t.plafond, rows(t.plafond, told))


async def project_plafonds_nabij(session: AsyncSession, told: Told[PlafondNabij]) -> None:
    """Ceilings of which seventy percent was reached."""
    await store.keep_first(
        session, t.plafond_nabij, rows(t.plafond_nabij, told), ["contract_id", "jaar"]
    )


async def project_plafondstanden(
    session: AsyncSession, told: Told[PlafondstandVastgesteld]
) -> None:
    """How far ceilings are spent."""
    await store.keep_versions(session, t.plafondstand, rows(t.plafondstand, told))


async def project_verdeelsleutels(
    session: AsyncSession, told: Told[VerdeelsleutelVastgesteld]
) -> None:
    """How contract splits lump sums over gemeenten."""
    await keep_contributions(session, told, "verdeelsleutel")


async def project_accounthouders(
    session: AsyncSession, told: Told[AccounthouderVastgesteld]
) -> None:
    """Which region speaks with a provider for all."""
    await store.keep_versions(session, t.accounthouder, rows(t.accounthouder, told))


async def project_aanbiederprofielen(
    session: AsyncSession, told: Told[AanbiederprofielVastgesteld]
) -> None:
    """What kind of provider it is, and whether it was named for the early warning system."""
    found = [
        row | {"cruciale_functies": list(row["cruciale_functies"])}
        for row in rows(t.aanbiederprofiel, told)
    ]
    await store.keep_versions(session, t.aanbiederprofiel, found)


async def project_clientenstops(session: AsyncSession, told: Told[ClientenstopVastgesteld]) -> None:
    """Providers that take nobody for a while."""
    found = [
        row | {name: list(row[name]) for name in ("producten", "gemeentecodes")}
        for row in rows(t.clientenstop, told)
    ]
    await store.keep_versions(session, t.clientenstop, found)


async def project_capaciteiten(session: AsyncSession, told: Told[CapaciteitVastgesteld]) -> None:
    """Places of providers."""
    await store.keep_versions(session, t.capaciteit, rows(t.capaciteit, told))


async def project_continuiteitsrisicos(
    session: AsyncSession, told: Told[ContinuiteitsrisicoVastgesteld]
) -> None:
    """Whether a provider is at risk."""
    found = [row | {"redenen": list(row["redenen"])} for row in rows(t.continuiteitsrisico, told)]
    await store.keep_versions(session, t.continuiteitsrisico, found)


async def project_productindelingen(
    session: AsyncSession, told: Told[ProductindelingVastgesteld]
) -> None:
    """Where regions count products."""
    await store.keep_versions(session, t.productindeling, rows(t.productindeling, told))
    await store.mark_regions(session, (event.eigenaar for event, _ in told))


async def project_zorgfuncties(session: AsyncSession, told: Told[ZorgfunctieVastgesteld]) -> None:
    """At which scale functions of care are arranged."""
    await store.keep_versions(session, t.zorgfunctie, rows(t.zorgfunctie, told))
