# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Logging in: by what we prove who we are to a provider, and how sure it must be of a person."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from libs.common.runtime import Service
from libs.oauth import ClientKey
from tests.infra.oidc import OidcProvider, pem_of
from tests.reporting.test_reporting_inloggen import (
    client_of,
    come_back,
    login_at,
    provider,
    refused,
    use,
)

__all__ = ["provider"]

LOW, SUBSTANTIAL, HIGH = (
    f"http://eidas.europa.eu/LoA/{level}" for level in ("low", "substantial", "high")
)


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
async def test_we_come_with_a_proof_by_our_key_and_with_no_secret(
    start: Callable[..., Awaitable[Service]], provider: OidcProvider, kind: str
) -> None:
    """`private_key_jwt`: another proof at each login, of which the provider has the public half."""
    own = ClientKey.read(pem_of(kind))
    (provider.client_key,) = own.jwks()["keys"]
    if kind == "RSA":
        told = "token_endpoint_auth_signing_alg_values_supported"
        provider.description[told] = ["ES256", "PS256"]
    service = await start("reporting")
    use(service, login_at(provider, client_key=own))
    async with client_of(service) as http:
        for _ in range(2):
            assert (await http.get(await come_back(http))).status_code == 303
        assert (await http.get("/dashboard")).status_code == 200

        assert len({proof["jti"] for proof in provider.proofs}) == 2
        for unfit in (
            {"token_endpoint_auth_methods_supported": ["client_secret_basic"]},
            {"token_endpoint_auth_signing_alg_values_supported": ["EdDSA"]},
        ):
            provider.description = unfit
            http.cookies.clear()
            use(service, login_at(provider, client_key=own))
            answer = await http.get(await come_back(http))
            await refused(http, answer, 503, "kan nu niet")
        assert len(provider.proofs) == 2, "nothing was sent to who does not take it"


async def test_who_comes_at_too_low_a_level_does_not_come_in(
    start: Callable[..., Awaitable[Service]], provider: OidcProvider
) -> None:
    """Asked for in the way out, and held against what the provider says of it."""
    service = await start("reporting")
    use(service, login_at(provider, levels=(SUBSTANTIAL, HIGH)))
    async with client_of(service) as http:
        begun = await http.get("/dashboard/inloggen")
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        assert asked["acr_values"] == [f"{SUBSTANTIAL} {HIGH}"]

        for level in (None, "", LOW, [HIGH], f"{HIGH} "):
            provider.claims["acr"] = level
            answer = await http.get(await come_back(http))
            await refused(http, answer, 403, "betrouwbaarheidsniveau dat hier te laag is")
        provider.claims["acr"] = HIGH
        assert (await http.get(await come_back(http))).status_code == 303
        assert (await http.get("/dashboard")).status_code == 200
