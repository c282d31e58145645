-- Since when a connection of an organization’s own is not with the organization any more. Only tenant level finds it then.
ALTER TABLE connections ADD COLUMN detached_at timestamptz,
  ADD CONSTRAINT connections_detached_has_owner CHECK (detached_at IS NULL OR organization_id IS NOT NULL);
