-- What each version of an organization’s branding was, as lib/domain/branding/brand-content.ts reads it. Rows are only added.
CREATE TABLE branding_versions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  number integer NOT NULL,
  content jsonb NOT NULL,
  -- The user; null if an application published it, or if it is the branding from before the first version.
  published_by text,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, number),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE branding_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON branding_versions
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON branding_versions AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON branding_versions AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON branding_versions AS RESTRICTIVE FOR UPDATE USING (false) WITH CHECK (false);
CREATE POLICY may_delete ON branding_versions AS RESTRICTIVE FOR DELETE USING (false);

-- Branding that is saved and not published.
ALTER TABLE organizations ADD COLUMN branding_draft jsonb;

-- Deletes the organization’s pictures that neither its branding, its draft nor its last ten versions show.
CREATE FUNCTION foyer.delete_unused_images(p_organization_id text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM images i
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND NOT EXISTS (
    SELECT FROM (
      (SELECT v.content FROM branding_versions v
       WHERE v.tenant_id = foyer.tenant_id() AND v.organization_id = p_organization_id
       ORDER BY v.number DESC LIMIT 10)
      UNION ALL
      SELECT unnest(ARRAY[o.branding_draft, o.brand_details, jsonb_build_object('logoId', o.logo_id)])
      FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    ) AS used (content)
    WHERE i.id IN (used.content->>'logoId', used.content->>'darkLogoId', used.content->>'iconId')
  );
END $$;

-- Adds a version, and before the first one what was there until then. The organization’s row is locked.
CREATE FUNCTION foyer.add_branding_version(p_organization_id text, p_version jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  newest integer;
BEGIN
  SELECT max(v.number) INTO newest FROM branding_versions v
  WHERE v.tenant_id = foyer.tenant_id() AND v.organization_id = p_organization_id;
  IF newest IS NULL AND p_version->'before' <> 'null' THEN
    INSERT INTO branding_versions (tenant_id, organization_id, number, content)
    VALUES (foyer.tenant_id(), p_organization_id, 1, p_version->'before');
    newest := 1;
  END IF;
  INSERT INTO branding_versions (tenant_id, organization_id, number, content, published_by)
  VALUES (foyer.tenant_id(), p_organization_id, coalesce(newest, 0) + 1, p_version->'content',
    p_version->>'publishedBy');
  PERFORM foyer.delete_unused_images(p_organization_id);
END $$;
