# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Values of filters that there are not: misspelt they would be answered with noughts.

Only of an answer of noughts, as it is shown, is it looked at. So who gets a refusal learns no more
than the noughts would have told, and what has figures is answered, in a register or not.
"""

from collections.abc import Container, Mapping
from datetime import datetime
from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import InvalidInput, InvalidParam
from libs.ijw import codelist
from libs.ijw.provincie import liggingen
from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN
from services.reporting.store.registers import KENT

_CATEGORIEEN = "JZ020"


async def refuse_unknown(
    session: AsyncSession, filters: Mapping[str, str | None], moment: datetime
) -> None:
    """Raises `InvalidInput` that names each filter whose value nobody knew at a moment."""
    wrong = [
        InvalidParam(name, "onbekend", f"{value} is op het peilmoment niet bekend")
        for name, value in filters.items()
        if value is not None and not await _is_known(session, name, value, moment)
    ]
    if wrong:
        detail = "; ".join(f"{one.name} {one.reason}" for one in wrong)
        raise InvalidInput(f"{detail}.", invalid_params=wrong)


async def _is_known(session: AsyncSession, name: str, value: str, moment: datetime) -> bool:
    if value in _lijsten().get(name, ()):
        return True
    if name == "product" and value.endswith("/"):
        return value[:-1] in codelist(_CATEGORIEEN)
    return name in KENT and await KENT[name](session, value, moment)


@cache
def _lijsten() -> Mapping[str, Container[str]]:
    """What everybody knows at any moment, by the name of the filter."""
    return {
        "gemeente": frozenset(one.gemeentecode for one in liggingen()),
        "provincie": frozenset(one.provincie for one in liggingen()),
        "productcategorie": codelist(_CATEGORIEEN),
        "zorgvorm": {NIET_TOEGEWEZEN, *(one.zorgvorm for one in ZORGVORMEN.values())},
    }
