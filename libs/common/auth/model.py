# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who a token speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from libs.common.codes import AgbCode, Gemeentecode, Oin, Regiocode


class OrgType(StrEnum):
    """Kinds of organisation that call the services."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"
    REGIO = "regio"
    BEHEER = "beheer"


_CODES = {
    OrgType.GEMEENTE: TypeAdapter(Gemeentecode),
    OrgType.AANBIEDER: TypeAdapter(AgbCode),
    OrgType.REGIO: TypeAdapter(Regiocode),
    OrgType.BEHEER: TypeAdapter(Regiocode),
}

_OIN: TypeAdapter[str] = TypeAdapter(Oin)


def code_of(org_type: OrgType, code: object) -> str:
    """The code, when it has the form of its kind; `ValueError` when it has not."""
    return str(_CODES[org_type].validate_python(code, strict=True))


@dataclass(frozen=True, slots=True)
class Caller:
    """The organisation behind a valid token; `code` is a gemeentecode, AGB code or regiocode.

    `persoon` is there when the organisation says which of its people acts, `oin` when the token is
    bound to the connection of one.
    """

    client_id: str
    org_type: OrgType
    code: str
    scopes: frozenset[str]
    jti: str
    persoon: str | None = None
    oin: str | None = None

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> "Caller":
        """Whom these claims name; `KeyError`, `TypeError` or `ValueError` when they name nobody.

        A code has the form of its kind, so that no organisation can pass for one of another kind.
        """
        org_type = OrgType(claims["organisatie"]["type"])
        return cls(
            client_id=str(claims["client_id"]),
            org_type=org_type,
            code=code_of(org_type, claims["organisatie"]["code"]),
            scopes=frozenset(str(claims["scope"]).split()),
            jti=str(claims["jti"]),
            persoon=str(claims["persoon"]) if "persoon" in claims else None,
            oin=_OIN.validate_python(claims["oin"]) if "oin" in claims else None,
        )
