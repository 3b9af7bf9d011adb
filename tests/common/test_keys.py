# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys plain and wrapped, and a vault with more than one."""

import base64
import io
import sys

import pytest

from libs.common import keys
from libs.common.commands import RefusedError
from libs.common.crypto import SealBroken, Vault
from libs.common.keys import decode_key, encode_key
from libs.common.settings import Settings
from libs.common.start import parts_of
from tests.conftest import Start

KEY, OTHER = b"k" * 32, b"o" * 32
MASTER, NEXT = (base64.b64encode(one * 32).decode() for one in (b"m", b"n"))


def plain(key: bytes) -> str:
    return base64.b64encode(key).decode()


def test_a_vault_reads_what_its_other_keys_sealed_and_seals_under_its_own() -> None:
    old, new = Vault(KEY, b"h" * 32), Vault(OTHER, b"h" * 32, [KEY])
    for seal in (old.seal, old.seal_packed):
        sealed = seal(b"secret")
        anew = new.reseal(sealed)

        assert new.open(sealed) == new.open(anew) == Vault(OTHER, b"h" * 32).open(anew) == b"secret"
        assert anew[:1] == sealed[:1]
        with pytest.raises(SealBroken):
            old.open(anew)
    with pytest.raises(SealBroken):
        old.reseal(new.seal(b"secret"))


def test_a_wrapped_key_opens_with_its_master_only() -> None:
    wrapped = encode_key(KEY, MASTER)

    assert decode_key(wrapped, MASTER) == decode_key(plain(KEY), MASTER) == KEY
    assert KEY not in base64.b64decode(wrapped)
    for master, why in (("", "there is no master key"), (NEXT, "under another master key")):
        with pytest.raises(ValueError, match=why):
            decode_key(wrapped, master)
    with pytest.raises(ValueError, match="32 bytes"):
        decode_key(plain(b"short"), MASTER)


def run(monkeypatch: pytest.MonkeyPatch, command: str, given: str, **names: str) -> str:
    for name, value in names.items():
        monkeypatch.setenv(f"JEUGDREGIO_{name}", value)
    told = io.StringIO()
    monkeypatch.setattr(sys, "argv", ["keys", command])
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    monkeypatch.setattr(sys, "stdout", told)
    keys.main()
    return told.getvalue().strip()


def test_keys_go_from_plain_to_one_master_and_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(monkeypatch, "wrap", plain(KEY), MASTER_KEY=MASTER)
    second = run(monkeypatch, "wrap", first, MASTER_KEY=MASTER, NEXT_MASTER_KEY=NEXT)
    fresh = run(monkeypatch, "new", "", MASTER_KEY=MASTER, NEXT_MASTER_KEY="")

    assert (decode_key(first, MASTER), decode_key(second, NEXT)) == (KEY, KEY)
    assert len(decode_key(fresh, MASTER)) == 32


def test_there_is_nothing_to_wrap_under(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="JEUGDREGIO_MASTER_KEY is not set"):
        run(monkeypatch, "wrap", plain(KEY), MASTER_KEY="", NEXT_MASTER_KEY="")


async def given(**settings: str) -> Vault | None:
    where = {"database_url": "sqlite:///none.db", "event_log_url": "sqlite:///none.db"}
    parts = parts_of(Settings(**where, **settings))  # type: ignore[arg-type]
    await parts.log.close()
    return parts.vault


async def test_a_program_takes_its_keys_wrapped_and_others_to_read_with() -> None:
    names = {"data_key": encode_key(OTHER, MASTER), "hash_key": plain(b"h" * 32)}
    others = f"{encode_key(KEY, MASTER)}, {plain(b'q' * 32)}"

    vault = await given(**names, master_key=MASTER, other_data_keys=others)

    assert vault is not None
    assert vault.open(Vault(KEY, b"h" * 32).seal(b"secret")) == b"secret"
    assert (vault.key_id, len(vault.key_ids)) == (Vault(OTHER, b"h" * 32).key_id, 3)
    with pytest.raises(RefusedError, match="JEUGDREGIO_OTHER_DATA_KEYS is not 32 bytes"):
        await given(**names, master_key=MASTER, other_data_keys="hidden")
    with pytest.raises(RefusedError, match=r"JEUGDREGIO_DATA_KEY .* there is no master key"):
        await given(**names)


async def test_no_text_of_a_service_says_what_is_in_it(start: Start) -> None:
    """A log or a trace that names one would have its keys and the password of its database."""
    service = await start("billing")
    told = repr(service) + repr(service.runtime)
    assert "Settings" not in told
    assert "Vault" not in told
    assert len(told) < 300
