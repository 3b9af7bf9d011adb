# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Spectral, the linter of API documents, at one version."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

LINTER = "@stoplight/spectral-cli@6.16.3"
LINTER_TIMEOUT_S = 280


def linted(
    npx: str, rules: Path, documents: Mapping[str, object], folder: Path
) -> subprocess.CompletedProcess[str]:
    """What it says of documents, by name; code 0 when there is no error and no warning."""
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
    options = ["--yes", LINTER, "lint", "-r", str(rules), "--fail-severity", "warn"]
    return subprocess.run(
        [npx, *options, *(f"{name}.json" for name in documents)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LINTER_TIMEOUT_S,
        check=False,
    )
