# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who calls: signed tokens, with one authorisation rule per endpoint."""

from libs.common.auth.claims import Claims
from libs.common.auth.held import Held
from libs.common.auth.issue import EMBEDDED_ISSUER, TokenIssuer
from libs.common.auth.keys import SigningKey, key_of_pem, keys_of_jwks
from libs.common.auth.login import (
    ATTEMPT_LIFE,
    AnotherAttempt,
    Login,
    Registration,
    challenge_of,
)
from libs.common.auth.model import Caller, OrgType
from libs.common.auth.peer import PEER, THIS_MACHINE, Peers
from libs.common.auth.rule import AuthorisationRule, allow, identify, refuse_strangers
from libs.common.auth.scopes import SCOPES
from libs.common.auth.sources import FixedKey, KeySet, KeySource, at_url, in_file
from libs.common.auth.verify import TokenVerifier

__all__ = [
    "ATTEMPT_LIFE",
    "EMBEDDED_ISSUER",
    "PEER",
    "SCOPES",
    "THIS_MACHINE",
    "AnotherAttempt",
    "AuthorisationRule",
    "Caller",
    "Claims",
    "FixedKey",
    "Held",
    "KeySet",
    "KeySource",
    "Login",
    "OrgType",
    "Peers",
    "Registration",
    "SigningKey",
    "TokenIssuer",
    "TokenVerifier",
    "allow",
    "at_url",
    "challenge_of",
    "identify",
    "in_file",
    "key_of_pem",
    "keys_of_jwks",
    "refuse_strangers",
]
