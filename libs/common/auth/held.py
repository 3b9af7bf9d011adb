# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a browser holds for us and can neither read nor change: sealed for a purpose and a while.

So any api process reads what another gave out, and nothing of a login is kept here.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from libs.common.crypto import SealBroken, Vault
from libs.common.problem import Unauthenticated


class Held:
    """Seals with a key of 32 bytes; times are those of the real clock, as lifetimes of tokens."""

    def __init__(self, key: bytes, now: Callable[[], float] = time.time) -> None:
        self._vault = Vault(key, key)
        self._now = now

    def seal(self, purpose: str, content: Mapping[str, Any], life: timedelta) -> str:
        """For a cookie: letters, digits, `-` and `_`."""
        until = self._now() + life.total_seconds()
        plain = json.dumps({"voor": purpose, "tot": until, "inhoud": content})
        return urlsafe_b64encode(self._vault.seal(plain.encode())).decode().rstrip("=")

    def open(self, purpose: str, text: str) -> dict[str, Any]:
        """The content; `Unauthenticated` for what is of another purpose, too old or not ours."""
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            read = json.loads(self._vault.open(raw))
        except (SealBroken, ValueError) as error:
            raise Unauthenticated("De aanmelding is niet van hier.") from error
        if read["voor"] != purpose:
            raise Unauthenticated("De aanmelding is niet van hier.")
        if self._now() >= read["tot"]:
            raise Unauthenticated("De aanmelding is verlopen. Meld u opnieuw aan.")
        content: dict[str, Any] = read["inhoud"]
        return content
