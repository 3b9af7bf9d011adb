# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The OpenAPI document of every service follows the NLGov REST API Design Rules."""

import json
import subprocess
from pathlib import Path

LINTER = "@stoplight/spectral-cli@6.16.3"
LINTER_TIMEOUT_S = 280


def test_no_rule_is_broken(
    openapi_documents: dict[str, dict[str, object]], shared_dir: Path, npx: str, tmp_path: Path
) -> None:
    for name, document in openapi_documents.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    rules = shared_dir / "adr/strict-overlay.yaml"
    options = ["--yes", LINTER, "lint", "-r", str(rules), "--fail-severity", "error"]
    linted = subprocess.run(
        [npx, *options, *(f"{name}.json" for name in openapi_documents)],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LINTER_TIMEOUT_S,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
