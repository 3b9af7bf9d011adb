# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who calls: signed tokens, with one authorisation rule per endpoint."""

from libs.common.auth.issue import EMBEDDED_ISSUER, TokenIssuer
from libs.common.auth.keys import SigningKey, key_of_pem, keys_of_jwks
from libs.common.auth.model import Caller, OrgType
from libs.common.auth.peer import PEER, Peers
from libs.common.auth.rule import AuthorisationRule, allow, identify
from libs.common.auth.scopes import SCOPES
from libs.common.auth.sources import FixedKey, KeySet, KeySource, at_url, in_file
from libs.common.auth.verify import TokenVerifier

__all__ = [
    "EMBEDDED_ISSUER",
    "PEER",
    "SCOPES",
    "AuthorisationRule",
    "Caller",
    "FixedKey",
    "KeySet",
    "KeySource",
    "OrgType",
    "Peers",
    "SigningKey",
    "TokenIssuer",
    "TokenVerifier",
    "allow",
    "at_url",
    "identify",
    "in_file",
    "key_of_pem",
    "keys_of_jwks",
]
