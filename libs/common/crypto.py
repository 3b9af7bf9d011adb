# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sealing of stored personal data, with the keyed hashes by which it is found again."""

import hashlib
import hmac
import os
import zlib
from collections.abc import Iterable
from copy import copy

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE_CHAIN = "keten"
"""Purpose of the pseudonym that travels in events."""

_FORMAT, _PACKED = b"\x01", b"\x02"
_PACK_LEVEL = 1
"""Takes a twentieth of a message already; higher levels take much longer for little more."""

KEY_ID_AT, KEY_ID_BYTES = 1, 4
"""Where in a sealed value the id of its key stands, counted from 0, and how long it is."""

_HEAD_BYTES = KEY_ID_AT + KEY_ID_BYTES
_NONCE_BYTES = 12


class SealBroken(Exception):
    """The bytes were not sealed with this key, or were changed since."""


class Vault:
    """Holds the keys of an owner of personal data.

    A sealed value is: format byte, key id (4 bytes), nonce (12), AES-256-GCM ciphertext with tag.
    The format byte tells whether the plain bytes were packed (zlib) before. The key id tells under
    which of the keys it was sealed: `data_key` seals, `others` are only read with.
    """

    def __init__(self, data_key: bytes, hash_key: bytes, others: Iterable[bytes] = ()) -> None:
        self.key_id = key_id(data_key)
        self._ciphers = {key_id(key): AESGCM(key) for key in (data_key, *others)}
        self._hash_key = hash_key
        self._purposes: dict[str, bytes] = {}

    @property
    def pseudonym_key(self) -> str:
        """By which the key of its pseudonyms is known: 8 hex digits."""
        return key_id(self._hash_key).hex()

    def with_hash_key(self, hash_key: bytes) -> "Vault":
        """The same, that makes pseudonyms with another key."""
        made = copy(self)
        made._hash_key, made._purposes = hash_key, {}
        return made

    @property
    def key_ids(self) -> frozenset[bytes]:
        """Of all keys that it opens with."""
        return frozenset(self._ciphers)

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
        plain = self._opened(sealed)
        return zlib.decompress(plain) if sealed.startswith(_PACKED) else plain

    def reseal(self, sealed: bytes) -> bytes:
        """The same under `data_key`, packed if it was; `SealBroken` as `open`."""
        return self._sealed(sealed[:KEY_ID_AT], self._opened(sealed))

    def _sealed(self, form: bytes, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        head = form + self.key_id
        return head + nonce + self._ciphers[self.key_id].encrypt(nonce, plain, head)

    def _opened(self, sealed: bytes) -> bytes:
        head = sealed[:_HEAD_BYTES]
        cipher = self._ciphers.get(head[KEY_ID_AT:])
        if cipher is None or head[:KEY_ID_AT] not in (_FORMAT, _PACKED):
            raise SealBroken("unknown format or key")
        nonce = sealed[len(head) : len(head) + _NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[len(head) + _NONCE_BYTES :], head)
        except (InvalidTag, ValueError) as error:
            raise SealBroken("the stored bytes were changed") from error

    def pseudonym(self, value: str, purpose: str) -> str:
        """Keyed hash of `value`, 32 hex digits; unlinkable between two purposes without the key."""
        return hmac.digest(self._purpose_key(purpose), value.encode(), "sha256").hex()[:32]

    def fingerprint(self, content: bytes, purpose: str = "inhoud") -> str:
        """Keyed hash of whole content (64 hex digits), to recognise the same bytes again."""
        return hmac.digest(self._purpose_key(purpose), content, "sha256").hex()

    def _purpose_key(self, purpose: str) -> bytes:
        if purpose not in self._purposes:
            kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
            self._purposes[purpose] = kdf.derive(self._hash_key)
        return self._purposes[purpose]


def key_id(data_key: bytes) -> bytes:
    """By which a key is known; tells nothing of it."""
    return hashlib.sha256(b"key id" + data_key).digest()[:KEY_ID_BYTES]
