# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

# One image for all four services: `docker run IMAGE services.billing worker`.

FROM python:3.11.13-slim-trixie AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
RUN python -m venv /app/venv
COPY pyproject.toml requirements.lock README.md ./
COPY libs libs
COPY services services
COPY demo demo
# The lock file holds the versions; the project says which of them it needs to run.
RUN /app/venv/bin/pip install --constraint requirements.lock . \
    && /app/venv/bin/python -m compileall -q /app/venv/lib

FROM python:3.11.13-slim-trixie

# For backup and restore: pg_dump and pg_restore of the PostgreSQL that this Debian comes with (17).
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 jeugdregio \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin jeugdregio
COPY --from=build /app/venv /app/venv

# Runs with a read-only root file system; /tmp is all it writes to.
ENV PATH=/app/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["python", "-m"]
CMD ["services.contract", "api", "--host", "0.0.0.0"]
