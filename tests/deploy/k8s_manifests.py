# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The manifests as they are rendered, and ways to find one's way in them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from tests.conftest import ROOT, missing

Json = dict[str, Any]

OVERLAYS = ("local", "production")
MANIFESTS = ROOT / "deploy" / "k8s"
PAGE = ROOT / "docs" / "kubernetes.md"
SERVERS = {"api": "Deployment", "worker": "StatefulSet"}
"""What runs all the time, by role."""
JOBS = ("migrate", "topics")
BACKUP = "backup"
"""What saves all databases at night, one after the other."""
THROWN_AWAY = ("postgres", "kafka")
"""What the local overlay brings along."""


@cache
def rendered(overlay: str) -> tuple[Json, ...]:
    """All objects of an overlay."""
    command = [_kubectl(), "kustomize", str(MANIFESTS / "overlays" / overlay)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(yaml.safe_load_all(done.stdout))


def _kubectl() -> str:
    own = Path(sys.executable).with_name("kubectl")
    found = str(own) if own.exists() else shutil.which("kubectl")
    if found is None:
        missing("kubectl")
    assert found is not None
    return found


class Overlay:
    """One overlay, rendered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.objects = rendered(name)

    def of_kind(self, *kinds: str) -> list[Json]:
        """All objects of these kinds."""
        return [one for one in self.objects if one["kind"] in kinds]

    def named(self, kind: str, name: str) -> Json:
        """The one object of this kind and name."""
        (found,) = [one for one in self.of_kind(kind) if name_of(one) == name]
        return found

    def pods(self) -> dict[str, Json]:
        """The template of everything that runs, by the name of what runs it."""
        running = self.of_kind("Deployment", "StatefulSet", "Job")
        at_times = self.of_kind("CronJob")
        return {name_of(one): one["spec"]["template"] for one in running} | {
            name_of(one): one["spec"]["jobTemplate"]["spec"]["template"] for one in at_times
        }

    def ours(self) -> dict[str, Json]:
        """Those that run one program of ours."""
        other = (*THROWN_AWAY, BACKUP)
        return {name: pod for name, pod in self.pods().items() if name not in other}

    def servers(self) -> dict[str, Json]:
        """Those of ours that do not end."""
        return {name: pod for name, pod in self.ours().items() if role_of(pod) in SERVERS}

    def settings(self) -> dict[str, str]:
        """The settings that all programs share."""
        shared = {
            source["configMapRef"]["name"]
            for pod in self.ours().values()
            for source in program_of(pod)["envFrom"]
        }
        (name,) = shared
        found: dict[str, str] = self.named("ConfigMap", name)["data"]
        return found

    def environment(self, pod: Json) -> set[str]:
        """The names of all settings that a program is given."""
        return {env["name"] for env in program_of(pod)["env"]} | self.settings().keys()

    def brokers(self) -> list[tuple[str, int]]:
        """Host and port of each broker."""
        address = urlsplit(self.settings()["JEUGDREGIO_EVENT_LOG_URL"])
        parted = [broker.rpartition(":") for broker in address.netloc.split(",")]
        return [(host, int(port)) for host, _, port in parted]


def name_of(one: Json) -> str:
    """The name of an object."""
    return str(one["metadata"]["name"])


def labels_of(one: Json) -> Json:
    """The labels of an object or a template."""
    found: Json = one["metadata"].get("labels", {})
    return found


def role_of(pod: Json) -> str:
    """`api`, `worker`, `prepare`, or nothing."""
    return str(labels_of(pod).get("app.kubernetes.io/component", ""))


def containers(pod: Json) -> list[Json]:
    """All containers of a template."""
    return [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]


def program_of(pod: Json) -> Json:
    """The only container of one of our templates."""
    (found,) = containers(pod)
    return found


def secrets_of(pod: Json) -> Iterator[Json]:
    """The references to secrets of a template: each a name and a key."""
    for container in containers(pod):
        for env in container["env"]:
            if secret := env.get("valueFrom", {}).get("secretKeyRef"):
                yield secret


def matches(selector: Json, labels: Json) -> bool:
    """Does a selector choose what has these labels?"""
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    listed = selector.get("matchExpressions", [])
    assert all(one["operator"] == "In" for one in listed)
    return wanted and all(labels.get(one["key"]) in one["values"] for one in listed)
