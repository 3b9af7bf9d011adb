# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The OpenAPI document of every service follows the NLGov API Design Rules, without a warning."""

from pathlib import Path

from tests.infra.spectral import linted


def test_no_rule_is_broken(
    openapi_documents: dict[str, dict[str, object]], shared_dir: Path, npx: str, tmp_path: Path
) -> None:
    told = linted(npx, shared_dir / "adr/strict-overlay.yaml", openapi_documents, tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
