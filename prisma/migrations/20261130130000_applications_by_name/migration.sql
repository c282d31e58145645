-- The console lists applications by name and searches them by its beginning. Folding may lengthen a name; the limit keeps
-- it within an index.
ALTER TABLE clients
  ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (left(foyer.fold_text(name), 200)) STORED;
CREATE INDEX clients_by_name ON clients (tenant_id, name_folded, id);

-- The organizations of an application and of a grant.
CREATE INDEX organization_clients_by_client ON organization_clients (tenant_id, client_id, organization_id);
CREATE INDEX client_grant_organizations_by_grant ON client_grant_organizations (tenant_id, grant_id, organization_id);
