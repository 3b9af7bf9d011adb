# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may do what: one authorisation rule per endpoint."""

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request

from libs.common.auth.model import Caller, OrgType
from libs.common.auth.peer import refuse_another_peer
from libs.common.auth.verify import unauthenticated
from libs.common.logboek.model import caller_acts
from libs.common.problem import Forbidden

BREAK_GLASS = "Noodtoegang"
"""The header in which an operator names the emergency access under which a call is made."""


@dataclass(frozen=True, slots=True)
class AuthorisationRule:
    """The rule of one endpoint: a scope and the kinds of organisation that may have it.

    Being a dependency it runs before the endpoint does; a test proves that every route has one.
    """

    scope: str
    org_types: tuple[OrgType, ...]

    async def __call__(self, request: Request) -> Caller:
        """401 without a valid token, 403 without the scope or as the wrong kind."""
        caller = self.admit(await identify(request, _bearer(request)))
        route = getattr(request.scope.get("route"), "path", "")
        caller_acts(f"{request.method} {route}", caller.client_id)
        return caller

    def admit(self, caller: Caller) -> Caller:
        """The same caller; 403 without the scope or as the wrong kind."""
        if self.scope not in caller.scopes:
            raise Forbidden(f"Het token mist het recht '{self.scope}'.", code="recht-ontbreekt")
        if caller.org_type not in self.org_types:
            kinds = ", ".join(self.org_types)
            raise Forbidden(f"Alleen voor organisaties van soort: {kinds}.", code="verkeerde-soort")
        return caller


def allow(scope: str, *org_types: OrgType) -> Any:  # noqa: ANN401 - FastAPI types Depends so
    """The authorisation rule of an endpoint, for `Annotated[Caller, allow(...)]`."""
    return Depends(AuthorisationRule(scope, org_types))


async def identify(request: Request, token: str) -> Caller:
    """Whose token this is, with what it may do; 401 when it does not hold, or not over this
    connection, 403 where authorisations are on record and it has none.

    Under emergency access it is the operator as another organisation, which only reads.
    """
    runtime = request.app.state.runtime
    caller: Caller = await runtime.need_verifier().verify(token)
    refuse_another_peer(request, caller)
    authorised: Caller = await runtime.authorised(caller)
    access = request.headers.get(BREAK_GLASS)
    if access is None:
        return authorised
    if request.method != "GET" and not request.url.path.endswith("/_zoek"):
        raise Forbidden("Met noodtoegang wordt alleen gelezen.", code="noodtoegang-alleen-lezen")
    operator: Caller = await runtime.under_break_glass(authorised, access)
    return operator


async def refuse_strangers(request: Request) -> None:
    """401 for who brings no token that holds, over this connection: for before anything of a
    request is read.
    """
    caller = await request.app.state.runtime.need_verifier().verify(_bearer(request))
    refuse_another_peer(request, caller)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise unauthenticated("Stuur een token mee: 'Authorization: Bearer <token>'.")
    return token
