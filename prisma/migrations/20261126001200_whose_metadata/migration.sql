-- What an organization’s own caller says about a user fills what she does not have, whoever sends the invitation again.
ALTER TABLE "invitations" ADD COLUMN     "metadata_fills" BOOLEAN NOT NULL DEFAULT true;

ALTER POLICY tenants_own ON invitations WITH CHECK (app_whole_tenant() OR (app_metadata = '{}' AND metadata_fills));
