-- SPDX-FileCopyrightText: 2026 Jeugdregio
-- SPDX-License-Identifier: EUPL-1.2

-- A database for each service. All belong to one role here; give each its own where others come near.
CREATE DATABASE contract;
CREATE DATABASE referral;
CREATE DATABASE billing;
CREATE DATABASE reporting;
