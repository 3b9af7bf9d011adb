# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which hosts may be called from here: those that the operator registered, and no inner network.

A name is looked up once and the address that was checked is the one that is called, so that a
name cannot point elsewhere a moment later.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import httpcore
import httpx


class NotAllowedError(httpx.TransportError):
    """The host is not registered, or its name leads to an inner network."""


_HTTPS = 443
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The registered hosts, as patterns such as `*.gemeente.nl`.

    With `trial` plain http and inner addresses are allowed too: for the embedded mode and tests.
    """

    patterns: tuple[str, ...]
    trial: bool = False

    @classmethod
    def read(cls, text: str, *, trial: bool) -> "Hosts":
        """From a setting: names with commas between them."""
        return cls(tuple(filter(None, (one.strip().lower() for one in text.split(",")))), trial)

    def problem(self, url: str) -> str | None:
        """What is wrong with an address, in one Dutch sentence; None when it may be called."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or _HTTPS
        except ValueError:
            return "is geen webadres"
        schemes = ("https", "http") if self.trial else ("https",)
        wrong = {
            "is geen webadres dat met https:// begint": parts.scheme not in schemes or not host,
            "mag geen gebruiker, wachtwoord of fragment bevatten": "@" in parts.netloc
            or parts.fragment != "",
            "mag geen andere poort dan 443 noemen": not self.trial and port != _HTTPS,
            "noemt een host die hier niet is geregistreerd; vraag dat aan de beheerder": not any(
                fnmatchcase(host.lower(), pattern) for pattern in self.patterns
            ),
        }
        return next((sentence for sentence, holds in wrong.items() if holds), None)

    def client(self, timeout_s: float) -> httpx.AsyncClient:
        """A client that calls only what may be called, and follows nobody elsewhere."""
        pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=20,
            network_backend=_Checked(self.trial),
        )
        transport = httpx.AsyncHTTPTransport()
        transport._pool = pool  # the one place where httpx has no option for it
        return httpx.AsyncClient(
            transport=transport, timeout=timeout_s, follow_redirects=False, trust_env=False
        )


class _Checked(httpcore.AsyncNetworkBackend):
    """Connects to an address that was looked at, instead of a name."""

    def __init__(self, trial: bool) -> None:
        self._trial = trial
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore declares it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not self._trial and not all(map(is_outside, addresses)):
            raise NotAllowedError("inner address")
        return await self._inner.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore declares it
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise NotAllowedError("no sockets of this machine")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def is_outside(address: str) -> bool:
    """True for an address that anybody on the internet can reach; also hidden in IPv6 forms."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_outside(str(inner))
    return ip.is_global and not ip.is_multicast
