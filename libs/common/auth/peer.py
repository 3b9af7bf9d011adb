# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who is at the other end of a connection, when an FSC inway or an ingress with mTLS says so.

They check the certificate; its OIN comes to us in a header. From any other address that header
means nothing. A token that is bound to an OIN is then of no use to who took it from another.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from libs.common.auth.model import Caller
from libs.common.auth.verify import unauthenticated
from libs.common.codes import Oin

THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
PEER = "jeugdregio.peer"
"""In the scope of a request, where proxies are set: the OIN of the other end, or None."""

_OIN: TypeAdapter[str] = TypeAdapter(Oin)
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Peers:
    """The addresses whose word is taken, and the header that they give it in."""

    proxies: tuple[_Network, ...]
    header: bytes

    @classmethod
    def read(cls, proxies: str, header: str) -> "Peers | None":
        """From settings: addresses and networks with commas between them; None without any.

        `ValueError` when one is none.
        """
        named = filter(None, (one.strip() for one in proxies.split(",")))
        networks = tuple(ipaddress.ip_network(one) for one in named)
        return cls(networks, header.lower().encode()) if networks else None

    def of(self, scope: Mapping[str, Any]) -> str | None:
        """The OIN of the other end, when one of the proxies says it, once and well."""
        client = scope.get("client")
        if client is None or not self._trusts(client[0]):
            return None
        said = [value for name, value in scope["headers"] if name == self.header]
        try:
            return _OIN.validate_python(said[0].decode("ascii")) if len(said) == 1 else None
        except (UnicodeDecodeError, ValidationError):
            return None

    def _trusts(self, host: str) -> bool:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self.proxies)


def refuse_another_peer(request: Request, caller: Caller) -> None:
    """401 for a token that is bound to an OIN, over a connection that nobody says is of that OIN.

    Where no proxy is set nobody can say, and it is of no use at all: a setting that is forgotten
    does not make a stolen token good.
    """
    if caller.oin is not None and request.scope.get(PEER) != caller.oin:
        raise unauthenticated("Het token is van een andere organisatie dan de verbinding.")
