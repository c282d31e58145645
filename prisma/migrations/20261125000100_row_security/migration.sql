-- Invariants that a composite key alone cannot hold.
ALTER TABLE member_roles ADD CONSTRAINT member_roles_usable_here CHECK (usable_in IN ('*', organization_id));
ALTER TABLE invitation_roles ADD CONSTRAINT invitation_roles_usable_here CHECK (usable_in IN ('*', organization_id));
ALTER TABLE user_roles ADD CONSTRAINT user_roles_tenant_level CHECK (usable_in = '*');
ALTER TABLE roles ADD CONSTRAINT roles_everyone_is_tenant_level CHECK (NOT everyone OR organization_id IS NULL);
ALTER TABLE invitations ADD CONSTRAINT invitations_state CHECK (state IN ('pending', 'accepted', 'declined', 'revoked', 'expired'));
ALTER TABLE invitation_tickets ADD CONSTRAINT invitation_tickets_purpose CHECK (purpose IN ('mailed', 'shown'));
ALTER TABLE email_proofs ADD CONSTRAINT email_proofs_purpose CHECK (purpose IN ('sign_up', 'sign_in', 'reset_password', 'invitation'));
ALTER TABLE mails ADD CONSTRAINT mails_state CHECK (state IN ('queued', 'sent', 'failed', 'unknown'));
ALTER TABLE permissions ADD CONSTRAINT permissions_level CHECK (level IN ('tenant', 'organization'));
CREATE UNIQUE INDEX roles_one_everyone ON roles (tenant_id) WHERE everyone;
CREATE UNIQUE INDEX apis_one_portal ON apis (tenant_id) WHERE is_portal;
CREATE UNIQUE INDEX invitations_one_pending ON invitations (tenant_id, organization_id, email_folded) WHERE state = 'pending';
CREATE UNIQUE INDEX organization_slugs_one_current ON organization_slugs (tenant_id, organization_id) WHERE held_until IS NULL;

-- Search: folded words, kept by the database so that no writer can forget them.
CREATE FUNCTION foyer_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

CREATE FUNCTION foyer_fold_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_folded := foyer_fold(NEW.name);
  RETURN NEW;
END $$;

CREATE FUNCTION foyer_index_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM user_words WHERE tenant_id = NEW.tenant_id AND user_id = NEW.id;
  INSERT INTO user_words (tenant_id, user_id, word)
  SELECT DISTINCT NEW.tenant_id, NEW.id, word
  FROM regexp_split_to_table(
    foyer_fold(NEW.name) || ' ' || foyer_fold(NEW.email) || ' ' || split_part(foyer_fold(NEW.email), '@', 2), '\s+'
  ) AS word
  WHERE word <> '';
  RETURN NULL;
END $$;

CREATE TRIGGER users_fold BEFORE INSERT OR UPDATE OF name ON users
  FOR EACH ROW EXECUTE FUNCTION foyer_fold_user();
CREATE TRIGGER users_index AFTER INSERT OR UPDATE OF name, email ON users
  FOR EACH ROW EXECUTE FUNCTION foyer_index_user();

-- The context of a transaction, set only by foyer_enter and only until its end.
CREATE FUNCTION app_tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.tenant_id', true) $$;
CREATE FUNCTION app_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.kind', true) $$;
CREATE FUNCTION app_org() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.organization_id', true) $$;
CREATE FUNCTION app_user() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.user_id', true) $$;
-- What a public access names: a slug, a ticket's hash, an image's id.
CREATE FUNCTION app_subject() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.subject', true), '') $$;
CREATE FUNCTION app_whole_tenant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.kind', true) IN ('tenant', 'system') $$;

-- Two policies a table: its tenant always; by kind of access, what may be seen and what may be written.
CREATE PROCEDURE foyer_protect(relation text, may_see text, may_write text, tenant_rule text DEFAULT 'tenant_id = app_tenant()')
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', relation);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY tenant ON %I USING (%s) WITH CHECK (%s)', relation, tenant_rule, tenant_rule);
  EXECUTE format('CREATE POLICY may_see ON %I AS RESTRICTIVE FOR SELECT USING (%s)', relation, may_see);
  EXECUTE format('CREATE POLICY may_insert ON %I AS RESTRICTIVE FOR INSERT WITH CHECK (%s)', relation, may_write);
  EXECUTE format('CREATE POLICY may_update ON %I AS RESTRICTIVE FOR UPDATE USING (%s) WITH CHECK (%s)', relation, may_write, may_write);
  EXECUTE format('CREATE POLICY may_delete ON %I AS RESTRICTIVE FOR DELETE USING (%s)', relation, may_write);
END $$;

DO $$
DECLARE
  whole text := 'app_whole_tenant()';
  own text := 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())';
  hers text := '(SELECT m.organization_id FROM members m WHERE m.user_id = app_user())';
  named text := '(SELECT s.organization_id FROM organization_slugs s WHERE s.slug = app_subject() UNION ALL SELECT t.organization_id FROM invitation_tickets t WHERE t.ticket_hash = app_subject())';
  people text := 'app_whole_tenant() OR %1$s = app_user() OR (app_kind() = ''organization'' AND EXISTS (SELECT FROM members m WHERE m.organization_id = app_org() AND m.user_id = %1$s))';
  herself text := 'app_whole_tenant() OR user_id = app_user()';
  usable text := 'app_whole_tenant() OR usable_in = ''*'' OR (app_kind() = ''organization'' AND usable_in = app_org()) OR (app_kind() = ''self'' AND usable_in IN ' || hers || ')';
  owned_role text := 'app_whole_tenant() OR (app_kind() = ''organization'' AND usable_in = app_org())';
  event text := own || ' OR (app_kind() = ''self'' AND (organization_id IS NULL OR organization_id IN ' || hers || '))';
BEGIN
  CALL foyer_protect('tenants', 'true', whole, 'id = app_tenant() OR app_kind() = ''system''');

  CALL foyer_protect('organizations',
    'app_whole_tenant() OR (app_kind() = ''organization'' AND id = app_org()) OR (app_kind() = ''self'' AND id IN ' || hers || ') OR (app_kind() = ''public'' AND id IN ' || named || ')',
    'app_whole_tenant() OR (app_kind() = ''organization'' AND id = app_org())');
  CALL foyer_protect('organization_slugs', own || ' OR (app_kind() = ''public'' AND slug = app_subject())', own);
  CALL foyer_protect('images', own || ' OR app_kind() = ''public''', own);
  CALL foyer_protect('members', own || ' OR (app_kind() = ''self'' AND user_id = app_user())', own);
  CALL foyer_protect('member_roles', own || ' OR (app_kind() = ''self'' AND user_id = app_user())', own);
  CALL foyer_protect('enabled_connections',
    own || ' OR (app_kind() = ''self'' AND organization_id IN ' || hers || ') OR (app_kind() = ''public'' AND organization_id IN ' || named || ')', own);
  CALL foyer_protect('invitations',
    own || ' OR (app_kind() = ''public'' AND id IN (SELECT t.invitation_id FROM invitation_tickets t WHERE t.ticket_hash = app_subject()))', own);
  CALL foyer_protect('invitation_tickets', own || ' OR (app_kind() = ''public'' AND ticket_hash = app_subject())', own);
  CALL foyer_protect('invitation_roles', own, own);
  CALL foyer_protect('client_grant_organizations', own, whole);

  CALL foyer_protect('users', format(people, 'users.id'), 'app_whole_tenant() OR (app_kind() = ''self'' AND id = app_user())');
  CALL foyer_protect('user_words', format(people, 'user_words.user_id'), 'app_whole_tenant() OR (app_kind() = ''self'' AND user_id = app_user())');
  CALL foyer_protect('user_roles', format(people, 'user_roles.user_id'), whole);
  CALL foyer_protect('user_permissions', format(people, 'user_permissions.user_id'), whole);
  CALL foyer_protect('identities', whole || ' OR (app_kind() = ''self'' AND user_id = app_user())', whole || ' OR (app_kind() = ''self'' AND user_id = app_user())');
  CALL foyer_protect('sessions', herself, herself);
  CALL foyer_protect('email_proofs', whole, whole);

  CALL foyer_protect('roles', usable, owned_role);
  CALL foyer_protect('role_permissions', usable, owned_role);
  CALL foyer_protect('apis', 'true', whole);
  CALL foyer_protect('permissions', 'true', whole);
  CALL foyer_protect('connections', 'true', whole);
  CALL foyer_protect('clients', whole || ' OR organization_usage <> ''deny''', whole);
  CALL foyer_protect('client_secrets', whole, whole);
  CALL foyer_protect('client_grants', whole, whole);

  CALL foyer_protect('audit_events', event, event);
  CALL foyer_protect('audit_people', event, event);
  CALL foyer_protect('mails', event, event);
END $$;
