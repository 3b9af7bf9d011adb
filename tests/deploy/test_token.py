# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An operator without an issuer makes a token as docs/operations.md says, and is let in."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization as as_bytes
from cryptography.hazmat.primitives.asymmetric import ec

from libs.common.auth import FixedKey, OrgType, TokenVerifier, key_of_pem
from tests.infra.run import root_folder


def test_the_token_of_the_document_is_taken(tmp_path: Path) -> None:
    text = (root_folder() / "docs" / "operations.md").read_text()
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    key = ec.generate_private_key(ec.SECP256R1())
    pem, plain = as_bytes.Encoding.PEM, as_bytes.NoEncryption()
    private = key.private_bytes(pem, as_bytes.PrivateFormat.TraditionalOpenSSL, plain)
    (tmp_path / "issuer.pem").write_bytes(private)
    public = key.public_key().public_bytes(pem, as_bytes.PublicFormat.SubjectPublicKeyInfo)

    asked = ("gemeente:0307", "toewijzingen:lezen toewijzingen:schrijven")
    made = subprocess.run(
        [sys.executable, "-c", program, *asked], cwd=tmp_path, capture_output=True, check=True
    )

    trusted = {"https://tokens.example": FixedKey(key_of_pem(public.decode()))}
    caller = asyncio.run(TokenVerifier(trusted).verify(made.stdout.decode().strip()))
    assert (caller.org_type, caller.code) == (OrgType.GEMEENTE, "0307")
    assert caller.scopes == {"toewijzingen:lezen", "toewijzingen:schrijven"}
