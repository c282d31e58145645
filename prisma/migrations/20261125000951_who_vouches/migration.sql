-- Whether whoever sent it is bound by what she may give: said outright, since a user can be deleted.
ALTER TABLE invitations ADD COLUMN inviter_exempt BOOLEAN NOT NULL DEFAULT false;
-- Beside their names, which a role can change.
ALTER TABLE invitations ADD COLUMN offered_role_ids TEXT[];

-- Inside an organization nobody is exempt.
CREATE POLICY exempt ON invitations AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant() OR NOT inviter_exempt);
