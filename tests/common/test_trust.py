# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sealing, keyed hashes, and the last guard of the logs."""

import json

import pytest
import structlog

from libs.common import log
from libs.common.crypto import PURPOSE_CHAIN, SealBroken, Vault


def test_what_is_sealed_opens_again_and_never_looks_the_same(vault: Vault) -> None:
    first, second = vault.seal(b"999900006"), vault.seal(b"999900006")

    assert first != second
    assert b"999900006" not in first
    assert vault.open(first) == vault.open(second) == b"999900006"


def test_a_message_is_packed_before_it_is_sealed(vault: Vault) -> None:
    """A column that cannot be made smaller afterwards; what was sealed as it was still opens."""
    message = b"<Prestatie>of many</Prestatie>" * 1_000

    packed = vault.seal_packed(message)

    assert len(packed) < len(message) / 20
    assert vault.open(packed) == message == vault.open(vault.seal(message))
    with pytest.raises(SealBroken):
        vault.open(b"\x01" + packed[1:])


@pytest.mark.parametrize(
    "damage", [lambda s: s[:-1], lambda s: s + b"x", lambda s: b"\x02" + s[1:]]
)
def test_damaged_bytes_do_not_open(vault: Vault, damage: object) -> None:
    sealed = vault.seal(b"secret")

    with pytest.raises(SealBroken):
        vault.open(damage(sealed))  # type: ignore[operator]


def test_another_key_does_not_open(vault: Vault) -> None:
    with pytest.raises(SealBroken):
        Vault(b"e" * 32, b"h" * 32).open(vault.seal(b"secret"))


def test_pseudonyms_differ_by_purpose_and_key(vault: Vault) -> None:
    chain = vault.pseudonym("999900006", PURPOSE_CHAIN)

    assert chain == vault.pseudonym("999900006", PURPOSE_CHAIN)
    assert chain != vault.pseudonym("999900006", "zoek")
    assert chain != Vault(b"d" * 32, b"i" * 32).pseudonym("999900006", PURPOSE_CHAIN)
    assert len(chain) == 32


def test_a_log_line_holds_no_personal_data(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    structlog.get_logger().info("seen 999900006", bsn="999900006", place="/x/999900006/y", n=3)
    structlog.reset_defaults()

    line = json.loads(capsys.readouterr().err)

    assert "999900006" not in json.dumps(line)
    assert "bsn" not in line
    assert line["n"] == 3


def test_an_id_within_a_log_line_stays_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Some have nine digits between their letters; beside one a BSN is masked as ever."""
    nine_digits = "noodtoegang:01993a5e-7c00-7000-8000-abc999900006"
    log.configure("INFO")
    structlog.get_logger().info("seen", actor=nine_digits, place=f"{nine_digits} 999900006")
    structlog.reset_defaults()

    line = json.loads(capsys.readouterr().err)
    assert (line["actor"], line["place"]) == (nine_digits, f"{nine_digits} *********")
