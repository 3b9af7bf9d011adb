-- SPDX-FileCopyrightText: 2026 Jeugdregio
-- SPDX-License-Identifier: EUPL-1.2

-- First step of cutting the outbox of a service in parts (docs/capacity.md): how far the table that is
-- there will go. Reads it once; everything goes on working meanwhile.

DO $$
DECLARE
    part CONSTANT bigint := 10000000;
    bound bigint;
BEGIN
    SELECT (coalesce(max(seq), 0) / part + 2) * part INTO bound FROM outbox;
    EXECUTE format('ALTER TABLE outbox ADD CONSTRAINT ck_outbox_first_part '
        'CHECK (seq < %s) NOT VALID', bound);
END $$;

ALTER TABLE outbox VALIDATE CONSTRAINT ck_outbox_first_part;
