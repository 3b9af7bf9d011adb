# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sealing of stored personal data, with the keyed hashes by which it is found again."""

import hashlib
import hmac
import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE_CHAIN = "keten"
"""Purpose of the pseudonym that travels in events."""

_FORMAT, _PACKED = b"\x01", b"\x02"
_PACK_LEVEL = 1
"""Takes a twentieth of a message already; higher levels take much longer for little more."""

_NONCE_BYTES = 12
_KEY_ID_BYTES = 4


class SealBroken(Exception):
    """The bytes were not sealed with this key, or were changed since."""


class Vault:
    """Holds the two keys of an owner of personal data.

    A sealed value is: format byte, key id (4 bytes), nonce (12), AES-256-GCM ciphertext with tag.
    The format byte tells whether the plain bytes were packed (zlib) before. The key id lets a later
    rotation tell old values from new ones.
    """

    def __init__(self, data_key: bytes, hash_key: bytes) -> None:
        self._cipher = AESGCM(data_key)
        self._key_id = hashlib.sha256(b"key id" + data_key).digest()[:_KEY_ID_BYTES]
        self._hash_key = hash_key
        self._purposes: dict[str, bytes] = {}

    def seal(self, plain: bytes) -> bytes:
        """Encrypt; two calls with the same bytes give different results."""
        return self._sealed(_FORMAT, plain)

    def seal_packed(self, plain: bytes) -> bytes:
        """As `seal`, for whole messages: the length then tells roughly how much is in them.

        A sealed message cannot be made smaller afterwards, and XML is nineteen parts repetition.
        """
        return self._sealed(_PACKED, zlib.compress(plain, _PACK_LEVEL))

    def open(self, sealed: bytes) -> bytes:
        """Decrypt what `seal` or `seal_packed` made; `SealBroken` for anything else."""
        head = sealed[: 1 + _KEY_ID_BYTES]
        if head not in (_FORMAT + self._key_id, _PACKED + self._key_id):
            raise SealBroken("unknown format or key")
        nonce = sealed[len(head) : len(head) + _NONCE_BYTES]
        try:
            plain = self._cipher.decrypt(nonce, sealed[len(head) + _NONCE_BYTES :], head)
        except (InvalidTag, ValueError) as error:
            raise SealBroken("the stored bytes were changed") from error
        return zlib.decompress(plain) if head.startswith(_PACKED) else plain

    def _sealed(self, form: bytes, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        head = form + self._key_id
        return head + nonce + self._cipher.encrypt(nonce, plain, head)

    def pseudonym(self, value: str, purpose: str) -> str:
        """Keyed hash of `value`, 32 hex digits; unlinkable between two purposes without the key."""
        return hmac.digest(self._purpose_key(purpose), value.encode(), "sha256").hex()[:32]

    def fingerprint(self, content: bytes) -> str:
        """Keyed hash of whole content (64 hex digits), to recognise the same bytes again."""
        return hmac.digest(self._purpose_key("inhoud"), content, "sha256").hex()

    def _purpose_key(self, purpose: str) -> bytes:
        if purpose not in self._purposes:
            kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
            self._purposes[purpose] = kdf.derive(self._hash_key)
        return self._purposes[purpose]
