-- Inside an organization only roles of its own and assignable ones can be given or offered.
CREATE POLICY givable ON member_roles AS RESTRICTIVE FOR INSERT WITH CHECK (
  app_whole_tenant() OR usable_in <> '*' OR EXISTS (
    SELECT FROM roles r WHERE r.tenant_id = member_roles.tenant_id AND r.id = member_roles.role_id AND r.assignable)
);
CREATE POLICY givable ON invitation_roles AS RESTRICTIVE FOR INSERT WITH CHECK (
  app_whole_tenant() OR usable_in <> '*' OR EXISTS (
    SELECT FROM roles r WHERE r.tenant_id = invitation_roles.tenant_id AND r.id = invitation_roles.role_id AND r.assignable)
);

-- What is given is given or taken, never turned into something else past these rules.
ALTER POLICY may_update ON member_roles USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
ALTER POLICY may_update ON invitation_roles USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
ALTER POLICY may_update ON role_permissions USING (app_whole_tenant()) WITH CHECK (app_whole_tenant());
