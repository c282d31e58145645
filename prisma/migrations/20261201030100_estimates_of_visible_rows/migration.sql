-- As in the policies of users, members and organizations: is_tenant_wide() as a subquery. Inlined, PostgreSQL expects that
-- an operator sees one row in a hundred, and sorts all rows where it could read the first of an index.
ALTER POLICY may_select ON audit_events
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND actor_id = foyer.user_id())
  );
ALTER POLICY may_select ON audit_people
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_event(event_id))
  );
ALTER POLICY may_select ON mails
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON email_events
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON organization_clients
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON enabled_connections
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND is_enabled AND foyer.is_own_organization(organization_id))
    OR (foyer.access_kind() = 'public' AND is_enabled AND foyer.is_subject_organization(organization_id))
  );
ALTER POLICY may_select ON user_roles
  USING (
    (SELECT foyer.is_tenant_wide())
    OR user_id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = foyer.organization_id() AND m.user_id = user_roles.user_id))
  );
