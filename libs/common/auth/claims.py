# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who logged in, as a provider tells it: the caller that a token with these rights would give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from libs.common.auth.model import Caller
from libs.common.ids import new_id
from libs.common.problem import Forbidden


@dataclass(frozen=True, slots=True)
class Claims:
    """The names of the claims, a dot between those inside each other, and the scopes of each role.

    A role that is not named here gives nothing: rights are given out here and not by a provider.
    """

    organisation: str
    roles: str
    person: str
    scopes: Mapping[str, str]

    def caller(self, told: Mapping[str, Any]) -> Caller:
        """Whom these claims name; `Forbidden` says which of them is missing or wrong."""
        had = [role for role in _listed(_at(told, self.roles)) if role in self.scopes]
        if not had:
            raise Forbidden(
                "U hebt bij uw organisatie geen rol die hier rechten geeft. Vraag de beheerder van "
                f"uw organisatie om een rol ({', '.join(sorted(self.scopes))}).",
                code="geen-rol",
            )
        try:
            kind, code = _organisation(_at(told, self.organisation))
            return Caller.of(
                {
                    "client_id": f"{kind}:{code}",
                    "organisatie": {"type": kind, "code": code},
                    "scope": " ".join(self.scopes[role] for role in had),
                    "jti": new_id(),
                    "persoon": str(_at(told, self.person) or told["sub"]),
                }
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Forbidden(
                "Uw organisatie zegt niet voor welke gemeente of regio u hier komt. Laat haar "
                f"beheerder het gegeven '{self.organisation}' nazien.",
                code="geen-organisatie",
            ) from error


def told_by(caller: Caller) -> dict[str, Any]:
    """Claims of which `Caller.of` makes the same caller."""
    told = {
        "client_id": caller.client_id,
        "organisatie": {"type": str(caller.org_type), "code": caller.code},
        "scope": " ".join(sorted(caller.scopes)),
        "jti": caller.jti,
    }
    return told if caller.persoon is None else told | {"persoon": caller.persoon}


def _at(told: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a claim is any JSON
    """The claim of this name, or else the one inside those before the dots; None when missing."""
    if name in told:
        return told[name]
    outer, _, inner = name.partition(".")
    within = told.get(outer)
    return _at(within, inner) if inner and isinstance(within, dict) else None


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _organisation(value: object) -> tuple[str, str]:
    """Of `{"type": KIND, "code": CODE}`, or of `KIND:CODE`."""
    if isinstance(value, str):
        kind, _, code = value.partition(":")
        return kind, code
    if not isinstance(value, dict):
        raise TypeError("no organisation")
    return value["type"], value["code"]
