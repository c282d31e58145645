-- Organizations searched by the beginning of their name or slug, and sorted by name, in the operator's console.
ALTER TABLE organizations
  ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (foyer.fold_text(display_name)) STORED;
CREATE INDEX organizations_by_folded_name ON organizations (tenant_id, name_folded, id);
CREATE INDEX organizations_by_slug_prefix ON organizations (tenant_id, (slug COLLATE "C"));
CREATE INDEX organizations_suspended ON organizations (tenant_id, id)
  WHERE suspended_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX organizations_deleted ON organizations (tenant_id, id) WHERE deleted_at IS NOT NULL;

-- Why an operator suspended it. Only operators see it.
ALTER TABLE organizations ADD COLUMN suspension_reason text;
