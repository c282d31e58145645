-- What belongs to no organization belongs to somebody: a person’s own access sees and writes only the events that are
-- hers, and no mail at all once it is written. What was written is changed by the tenant alone.
ALTER POLICY may_see ON audit_events USING (
  app_whole_tenant() OR (app_kind() = 'organization' AND organization_id = app_org())
  OR (app_kind() = 'self' AND actor_id = app_user()));
ALTER POLICY may_insert ON audit_events WITH CHECK (
  app_whole_tenant() OR (app_kind() = 'organization' AND organization_id = app_org())
  OR (app_kind() = 'self' AND actor_id = app_user() AND (
    organization_id IS NULL OR organization_id IN (SELECT m.organization_id FROM members m WHERE m.user_id = app_user()))));
ALTER POLICY may_update ON audit_events USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
ALTER POLICY may_delete ON audit_events USING (app_whole_tenant());

-- As the event that it belongs to.
ALTER POLICY may_see ON audit_people USING (
  app_whole_tenant() OR (app_kind() = 'organization' AND organization_id = app_org())
  OR (app_kind() = 'self' AND EXISTS (SELECT FROM audit_events e WHERE e.id = event_id AND e.actor_id = app_user())));
ALTER POLICY may_insert ON audit_people WITH CHECK (
  app_whole_tenant() OR (app_kind() = 'organization' AND organization_id = app_org())
  OR (app_kind() = 'self' AND EXISTS (SELECT FROM audit_events e WHERE e.id = event_id AND e.actor_id = app_user())));
ALTER POLICY may_update ON audit_people USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
ALTER POLICY may_delete ON audit_people USING (app_whole_tenant());

ALTER POLICY may_see ON mails USING (
  app_whole_tenant() OR (app_kind() = 'organization' AND organization_id = app_org()));
ALTER POLICY may_update ON mails USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
ALTER POLICY may_delete ON mails USING (app_whole_tenant());
