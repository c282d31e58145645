-- The tables, their keys, checks and indexes. Each table has tenant_id first in its primary key and in each foreign key,
-- so that no row can refer to another tenant.

/* Tenants */

-- A tenant is one SaaS product; it is found by the host of a request.
CREATE TABLE tenants (
  id text NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  host text NOT NULL,
  inherit_global_permissions_in_organizations boolean NOT NULL DEFAULT false,
  allow_organization_name_in_authentication_api boolean NOT NULL DEFAULT false,
  default_audience text,
  default_redirection_uri text,
  support_email text,
  support_url text,
  picture_url text,
  session_idle_minutes integer NOT NULL DEFAULT 480,
  session_absolute_minutes integer NOT NULL DEFAULT 10080,
  organizations_per_day integer DEFAULT 10,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT tenants_organizations_per_day CHECK (organizations_per_day BETWEEN 1 AND 10000)
);
CREATE UNIQUE INDEX tenants_host_key ON tenants (host);

-- How the tenant’s own pages look, and a theme that is stored for Auth0’s tools.
CREATE TABLE tenant_branding (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  primary_color text,
  background jsonb NOT NULL DEFAULT '{}',
  favicon_url text,
  logo_url text,
  font_url text,
  theme_id text,
  theme jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id)
);

-- The keys that sign the tenant’s tokens; the private part is encrypted.
CREATE TABLE signing_keys (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  state text NOT NULL,
  public_jwk jsonb NOT NULL,
  sealed_private text,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  activated_at timestamptz(6),
  retired_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT signing_keys_state CHECK (state IN ('next', 'active', 'retired', 'revoked'))
);
CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys (tenant_id) WHERE state = 'active';
CREATE UNIQUE INDEX signing_keys_one_next ON signing_keys (tenant_id) WHERE state = 'next';

/* Connections */

-- A way to sign in; the client secret of a provider is encrypted.
CREATE TABLE connections (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  strategy text NOT NULL,
  display_name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  options jsonb NOT NULL DEFAULT '{}',
  sealed_secret text,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX connections_tenant_id_name_key ON connections (tenant_id, name);

/* Users */

-- A person in a tenant; name_folded is maintained by the trigger users_fold, for sorting.
CREATE TABLE users (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  email text NOT NULL,
  email_folded text NOT NULL,
  email_verified_at timestamptz(6),
  name text NOT NULL,
  name_folded text COLLATE "C" NOT NULL DEFAULT '',
  nickname text,
  given_name text,
  family_name text,
  picture text,
  blocked boolean NOT NULL DEFAULT false,
  app_metadata jsonb NOT NULL DEFAULT '{}',
  user_metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_login_at timestamptz(6),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX users_tenant_id_name_folded_idx ON users (tenant_id, name_folded);
CREATE UNIQUE INDEX users_tenant_id_email_folded_key ON users (tenant_id, email_folded);
CREATE INDEX users_tenant_id_created_at_id_idx ON users (tenant_id, created_at, id);

-- The words of a user’s name and email address, maintained by the trigger users_index, for search by prefix.
CREATE TABLE user_words (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  user_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, user_id, word),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX user_words_tenant_id_word_user_id_idx ON user_words (tenant_id, word, user_id);

-- How a user signs in by one connection.
CREATE TABLE identities (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  user_id text NOT NULL,
  connection_id text NOT NULL,
  subject text NOT NULL,
  password_hash text,
  email text,
  is_linked boolean NOT NULL DEFAULT false,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  changed_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX identities_tenant_id_connection_id_subject_key ON identities (tenant_id, connection_id, subject);
CREATE UNIQUE INDEX identities_tenant_id_user_id_connection_id_key ON identities (tenant_id, user_id, connection_id);

-- A public key (WebAuthn) on one of a user’s devices.
CREATE TABLE passkeys (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  user_id text NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL DEFAULT 0,
  transports text[],
  name text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX passkeys_tenant_id_user_id_idx ON passkeys (tenant_id, user_id);
CREATE UNIQUE INDEX passkeys_tenant_id_credential_id_key ON passkeys (tenant_id, credential_id);

-- A secret that was sent to an email address (link and code) and verifies it once.
CREATE TABLE email_proofs (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  purpose text NOT NULL,
  email text NOT NULL,
  email_folded text NOT NULL,
  token_hash text NOT NULL,
  user_id text,
  organization_id text,
  invitation_id text,
  name text,
  password_hash text,
  return_to text,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6) NOT NULL,
  used_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT email_proofs_purpose
    CHECK (purpose IN ('sign_up', 'sign_in', 'reset_password', 'invitation', 'connection'))
);
CREATE INDEX email_proofs_tenant_id_email_folded_purpose_idx ON email_proofs (tenant_id, email_folded, purpose);
CREATE UNIQUE INDEX email_proofs_tenant_id_token_hash_key ON email_proofs (tenant_id, token_hash);

-- A browser session of a user.
CREATE TABLE sessions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  user_id text NOT NULL,
  connection_id text NOT NULL,
  organization_id text,
  amr text[],
  auth_time timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_seen_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6) NOT NULL,
  ended_at timestamptz(6),
  ip text,
  user_agent text,
  metadata jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX sessions_tenant_id_user_id_idx ON sessions (tenant_id, user_id);

/* Organizations */

-- A customer of the tenant; deleted ones stay as rows.
CREATE TABLE organizations (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  slug text NOT NULL,
  display_name text NOT NULL,
  logo_id text,
  primary_color text,
  background_color text,
  logo_url text,
  metadata jsonb NOT NULL DEFAULT '{}',
  third_party_client_access text NOT NULL DEFAULT 'block',
  is_app_entitlement_active boolean NOT NULL DEFAULT false,
  sessions_from timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  suspended_at timestamptz(6),
  deleted_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT organizations_one_logo CHECK (logo_id IS NULL OR logo_url IS NULL),
  CONSTRAINT organizations_third_party_client_access CHECK (third_party_client_access IN ('block', 'allow'))
);
-- Lists with checkpoint pagination: one index for each order, the id last.
CREATE INDEX organizations_tenant_id_slug_id_idx ON organizations (tenant_id, slug, id);
CREATE INDEX organizations_tenant_id_display_name_id_idx ON organizations (tenant_id, display_name, id);
CREATE INDEX organizations_tenant_id_created_at_id_idx ON organizations (tenant_id, created_at, id);

-- Every slug in use or reserved after a change, once in a tenant.
CREATE TABLE organization_slugs (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  slug text NOT NULL,
  skeleton text NOT NULL,
  organization_id text NOT NULL,
  held_until timestamptz(6),
  PRIMARY KEY (tenant_id, slug),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX organization_slugs_tenant_id_skeleton_idx ON organization_slugs (tenant_id, skeleton);
CREATE INDEX organization_slugs_tenant_id_organization_id_idx ON organization_slugs (tenant_id, organization_id);
CREATE UNIQUE INDEX organization_slugs_one_current
  ON organization_slugs (tenant_id, organization_id) WHERE held_until IS NULL;

-- A logo, encoded again by us.
CREATE TABLE images (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX images_tenant_id_organization_id_idx ON images (tenant_id, organization_id);

-- A domain that an organization claims; a DNS record verifies it.
CREATE TABLE discovery_domains (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  domain text NOT NULL,
  verification text NOT NULL,
  verified_at timestamptz(6),
  use_for_organization_discovery boolean NOT NULL DEFAULT true,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX discovery_domains_tenant_id_organization_id_domain_key
  ON discovery_domains (tenant_id, organization_id, domain);
-- A verified domain belongs to one organization.
CREATE UNIQUE INDEX discovery_domains_one_owner ON discovery_domains (tenant_id, domain) WHERE verified_at IS NOT NULL;

-- A connection that is switched on for an organization.
CREATE TABLE enabled_connections (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  connection_id text NOT NULL,
  assign_membership_on_login boolean NOT NULL DEFAULT false,
  show_as_button boolean NOT NULL DEFAULT true,
  is_signup_enabled boolean NOT NULL DEFAULT false,
  organization_connection_name text,
  organization_access_level text NOT NULL DEFAULT 'full',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, connection_id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT enabled_connections_access_level
    CHECK (organization_access_level IN ('none', 'readonly', 'limited', 'full'))
);

-- A connection that an organization has but that is switched off; its settings are kept.
CREATE TABLE paused_connections (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  connection_id text NOT NULL,
  assign_membership_on_login boolean NOT NULL DEFAULT false,
  show_as_button boolean NOT NULL DEFAULT true,
  is_signup_enabled boolean NOT NULL DEFAULT false,
  organization_connection_name text,
  organization_access_level text NOT NULL DEFAULT 'full',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, connection_id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT paused_connections_access_level
    CHECK (organization_access_level IN ('none', 'readonly', 'limited', 'full'))
);

-- A user in an organization.
CREATE TABLE members (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  suspended_at timestamptz(6),
  invitation_id text,
  PRIMARY KEY (tenant_id, organization_id, user_id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX members_tenant_id_user_id_idx ON members (tenant_id, user_id);
CREATE INDEX members_tenant_id_organization_id_created_at_user_id_idx
  ON members (tenant_id, organization_id, created_at, user_id);

/* APIs, permissions and roles */

-- A resource server: an audience and its permissions; one per tenant is its Management API, on which the portal runs.
CREATE TABLE apis (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  identifier text NOT NULL,
  name text NOT NULL,
  is_portal boolean NOT NULL DEFAULT false,
  enforce_policies boolean NOT NULL DEFAULT false,
  token_dialect text NOT NULL DEFAULT 'access_token',
  token_lifetime integer NOT NULL DEFAULT 600,
  token_lifetime_for_web integer NOT NULL DEFAULT 7200,
  signing_alg text NOT NULL DEFAULT 'RS256',
  allow_offline_access boolean NOT NULL DEFAULT true,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT apis_token_dialect
    CHECK (token_dialect IN ('access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz')),
  CONSTRAINT apis_token_lifetime CHECK (token_lifetime BETWEEN 0 AND 2592000),
  CONSTRAINT apis_signing_alg CHECK (signing_alg IN ('RS256', 'PS256'))
);
CREATE UNIQUE INDEX apis_tenant_id_identifier_key ON apis (tenant_id, identifier);
CREATE UNIQUE INDEX apis_one_portal ON apis (tenant_id) WHERE is_portal;

-- A permission of an API.
CREATE TABLE permissions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  api_id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  level text NOT NULL DEFAULT 'organization',
  open_to_organizations boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, api_id, name),
  FOREIGN KEY (tenant_id, api_id) REFERENCES apis (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT permissions_level CHECK (level IN ('tenant', 'organization'))
);

-- A set of permissions; usable_in is the owning organization or *, and part of the key that assignments refer to.
CREATE TABLE roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  organization_id text,
  usable_in text NOT NULL GENERATED ALWAYS AS (COALESCE(organization_id, '*')) STORED,
  assignable boolean NOT NULL DEFAULT false,
  everyone boolean NOT NULL DEFAULT false,
  is_owner boolean NOT NULL DEFAULT false,
  joins boolean NOT NULL DEFAULT false,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT roles_everyone_is_tenant_level CHECK (NOT everyone OR organization_id IS NULL),
  CONSTRAINT roles_own_are_plain CHECK (organization_id IS NULL OR NOT (is_owner OR assignable)),
  CONSTRAINT roles_joins_are_plain
    CHECK (NOT joins OR (organization_id IS NULL AND assignable AND NOT is_owner AND NOT everyone))
);
CREATE UNIQUE INDEX roles_tenant_id_id_usable_in_key ON roles (tenant_id, id, usable_in);
CREATE UNIQUE INDEX roles_tenant_id_usable_in_name_key ON roles (tenant_id, usable_in, name);
-- Each verified user has the role that is marked everyone.
CREATE UNIQUE INDEX roles_one_everyone ON roles (tenant_id) WHERE everyone;
CREATE UNIQUE INDEX roles_one_joins ON roles (tenant_id) WHERE joins;

-- A permission in a role.
CREATE TABLE role_permissions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  role_id text NOT NULL,
  usable_in text NOT NULL,
  api_id text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (tenant_id, role_id, api_id, name),
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, api_id, name)
    REFERENCES permissions (tenant_id, api_id, name) ON DELETE CASCADE ON UPDATE CASCADE
);

-- A role of a member; only the organization’s own roles and tenant roles fit.
CREATE TABLE member_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  user_id text NOT NULL,
  role_id text NOT NULL,
  usable_in text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, user_id, role_id),
  FOREIGN KEY (tenant_id, organization_id, user_id)
    REFERENCES members (tenant_id, organization_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT member_roles_usable_here CHECK (usable_in IN ('*', organization_id))
);
CREATE INDEX member_roles_tenant_id_role_id_idx ON member_roles (tenant_id, role_id);
CREATE INDEX member_roles_tenant_id_organization_id_role_id_user_id_idx
  ON member_roles (tenant_id, organization_id, role_id, user_id);

-- A tenant role that a user has at tenant level.
CREATE TABLE user_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  user_id text NOT NULL,
  role_id text NOT NULL,
  usable_in text NOT NULL DEFAULT '*',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, user_id, role_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT user_roles_tenant_level CHECK (usable_in = '*')
);
CREATE INDEX user_roles_tenant_id_role_id_idx ON user_roles (tenant_id, role_id);

-- A permission that a user has at tenant level without a role.
CREATE TABLE user_permissions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  user_id text NOT NULL,
  api_id text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (tenant_id, user_id, api_id, name),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, api_id, name)
    REFERENCES permissions (tenant_id, api_id, name) ON DELETE CASCADE ON UPDATE CASCADE
);

-- A role that each new organization starts with.
CREATE TABLE template_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX template_roles_tenant_id_name_key ON template_roles (tenant_id, name);

-- A permission in a role that each new organization starts with.
CREATE TABLE template_role_permissions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  template_role_id text NOT NULL,
  api_id text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (tenant_id, template_role_id, api_id, name),
  FOREIGN KEY (tenant_id, template_role_id)
    REFERENCES template_roles (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, api_id, name)
    REFERENCES permissions (tenant_id, api_id, name) ON DELETE CASCADE ON UPDATE CASCADE
);

/* Applications */

-- An application: it signs users in or calls APIs.
CREATE TABLE clients (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  app_type text NOT NULL,
  grant_types text[],
  token_endpoint_auth_method text NOT NULL,
  redirect_uris text[],
  logout_urls text[],
  initiate_login_uri text,
  organization_usage text NOT NULL DEFAULT 'deny',
  organization_require_behavior text NOT NULL DEFAULT 'no_prompt',
  organization_discovery_methods text[] DEFAULT ARRAY['email', 'organization_name']::text[],
  jwks jsonb,
  web_origins text[] DEFAULT ARRAY[]::text[],
  refresh_idle_seconds integer NOT NULL DEFAULT 1296000,
  refresh_absolute_seconds integer NOT NULL DEFAULT 2592000,
  id_token_seconds integer NOT NULL DEFAULT 36000,
  require_pkce boolean NOT NULL DEFAULT true,
  description text NOT NULL DEFAULT '',
  logo_uri text,
  allowed_origins text[] DEFAULT ARRAY[]::text[],
  default_organization_id text,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT clients_default_organization
    FOREIGN KEY (tenant_id, default_organization_id) REFERENCES organizations (tenant_id, id)
    ON DELETE SET NULL (default_organization_id) ON UPDATE CASCADE,
  CONSTRAINT clients_organization_usage CHECK (organization_usage IN ('deny', 'allow', 'require')),
  CONSTRAINT clients_organization_require_behavior
    CHECK (organization_require_behavior IN ('no_prompt', 'pre_login_prompt', 'post_login_prompt')),
  CONSTRAINT clients_public_require_pkce CHECK (require_pkce OR token_endpoint_auth_method <> 'none')
);
CREATE INDEX clients_default_organization_idx
  ON clients (tenant_id, default_organization_id) WHERE default_organization_id IS NOT NULL;

-- A secret of an application, hashed.
CREATE TABLE client_secrets (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  client_id text NOT NULL,
  secret_hash text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES clients (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX client_secrets_tenant_id_client_id_idx ON client_secrets (tenant_id, client_id);

-- Which permissions of an API an application may use as itself.
CREATE TABLE client_grants (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  client_id text NOT NULL,
  api_id text NOT NULL,
  scope text[],
  organization_usage text NOT NULL DEFAULT 'deny',
  allow_any_organization boolean NOT NULL DEFAULT false,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES clients (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, api_id) REFERENCES apis (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT client_grants_organization_usage CHECK (organization_usage IN ('deny', 'allow', 'require'))
);
CREATE UNIQUE INDEX client_grants_tenant_id_client_id_api_id_key ON client_grants (tenant_id, client_id, api_id);

-- An organization in which a grant may be used.
CREATE TABLE client_grant_organizations (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  grant_id text NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, grant_id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, grant_id) REFERENCES client_grants (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- An application that an organization has.
CREATE TABLE organization_clients (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  client_id text NOT NULL,
  use_for_member_access boolean NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, client_id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, client_id) REFERENCES clients (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

/* Invitations */

-- An offer to one email address to join one organization.
CREATE TABLE invitations (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text NOT NULL,
  email text NOT NULL,
  email_folded text NOT NULL,
  inviter_user_id text,
  inviter_name text NOT NULL,
  inviter_held text[],
  inviter_exempt boolean NOT NULL DEFAULT false,
  offered_roles text[],
  offered_role_ids text[],
  client_id text,
  connection_id text,
  app_metadata jsonb NOT NULL DEFAULT '{}',
  user_metadata jsonb NOT NULL DEFAULT '{}',
  metadata_fills boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'pending',
  version integer NOT NULL DEFAULT 1,
  ttl_seconds integer NOT NULL DEFAULT 604800,
  send_invitation_email boolean NOT NULL DEFAULT true,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6) NOT NULL,
  closed_at timestamptz(6),
  accepted_by text,
  PRIMARY KEY (tenant_id, organization_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT invitations_state CHECK (state IN ('pending', 'accepted', 'declined', 'revoked', 'expired'))
);
CREATE UNIQUE INDEX invitations_tenant_id_id_key ON invitations (tenant_id, id);
CREATE UNIQUE INDEX invitations_one_pending
  ON invitations (tenant_id, organization_id, email_folded) WHERE state = 'pending';
-- To limit how many invitations are sent to one address.
CREATE INDEX invitations_by_address ON invitations (tenant_id, email_folded) WHERE send_invitation_email;
CREATE INDEX invitations_tenant_id_organization_id_created_at_id_idx
  ON invitations (tenant_id, organization_id, created_at, id);

-- The SHA-256 of each secret that was ever in a link, so that an old link can say why it no longer works.
CREATE TABLE invitation_tickets (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  ticket_hash text NOT NULL,
  organization_id text NOT NULL,
  invitation_id text NOT NULL,
  version integer NOT NULL,
  purpose text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, ticket_hash),
  FOREIGN KEY (tenant_id, organization_id, invitation_id)
    REFERENCES invitations (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT invitation_tickets_purpose CHECK (purpose IN ('mailed', 'shown'))
);
CREATE INDEX invitation_tickets_tenant_id_organization_id_invitation_id_idx
  ON invitation_tickets (tenant_id, organization_id, invitation_id);

-- A role that an invitation offers.
CREATE TABLE invitation_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  invitation_id text NOT NULL,
  role_id text NOT NULL,
  usable_in text NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, invitation_id, role_id),
  FOREIGN KEY (tenant_id, organization_id, invitation_id)
    REFERENCES invitations (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT invitation_roles_usable_here CHECK (usable_in IN ('*', organization_id))
);

/* Tokens */

-- One sign-in of a user to an application, to which its codes and tokens belong.
CREATE TABLE authorizations (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  client_id text NOT NULL,
  user_id text NOT NULL,
  session_id text NOT NULL,
  connection_id text NOT NULL,
  organization_id text,
  offline boolean NOT NULL DEFAULT false,
  payload jsonb NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6) NOT NULL,
  revoked_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES clients (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX authorizations_tenant_id_user_id_idx ON authorizations (tenant_id, user_id);
CREATE INDEX authorizations_tenant_id_client_id_idx ON authorizations (tenant_id, client_id);
CREATE INDEX authorizations_tenant_id_session_id_idx ON authorizations (tenant_id, session_id);
CREATE INDEX authorizations_tenant_id_organization_id_idx ON authorizations (tenant_id, organization_id);

-- What the OpenID provider stores: codes, refresh tokens, opaque access tokens, interactions; found by SHA-256.
CREATE TABLE token_artifacts (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  kind text NOT NULL,
  id_hash text NOT NULL,
  authorization_id text,
  payload jsonb NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(6) NOT NULL,
  consumed_at timestamptz(6),
  PRIMARY KEY (tenant_id, kind, id_hash),
  FOREIGN KEY (tenant_id, authorization_id)
    REFERENCES authorizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX token_artifacts_tenant_id_authorization_id_idx ON token_artifacts (tenant_id, authorization_id);
CREATE INDEX token_artifacts_tenant_id_expires_at_idx ON token_artifacts (tenant_id, expires_at);

/* Audit log and emails */

-- Events, which are only added; what identifies a person is in audit_people.
CREATE TABLE audit_events (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text,
  type text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  target_kind text,
  target_id text,
  details jsonb NOT NULL DEFAULT '{}',
  request_id text,
  occurred_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_events_tenant_id_organization_id_occurred_at_idx
  ON audit_events (tenant_id, organization_id, occurred_at);
CREATE INDEX audit_events_tenant_id_occurred_at_idx ON audit_events (tenant_id, occurred_at);
CREATE INDEX audit_events_tenant_id_organization_id_actor_id_occurred_at_idx
  ON audit_events (tenant_id, organization_id, actor_id, occurred_at);
CREATE INDEX audit_events_tenant_id_organization_id_target_id_occurred_a_idx
  ON audit_events (tenant_id, organization_id, target_id, occurred_at);
CREATE INDEX audit_events_tenant_id_actor_id_occurred_at_idx ON audit_events (tenant_id, actor_id, occurred_at);
CREATE INDEX audit_events_tenant_id_target_id_occurred_at_idx ON audit_events (tenant_id, target_id, occurred_at);
-- The limit on new organizations counts events, so that a deleted organization still counts.
CREATE INDEX audit_events_organizations_created_idx
  ON audit_events (tenant_id, actor_id, occurred_at) WHERE type = 'organization.created';

-- The part of an event that can be erased.
CREATE TABLE audit_people (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  event_id text NOT NULL,
  organization_id text,
  actor_name text,
  actor_email text,
  target_name text,
  target_email text,
  ip text,
  user_agent text,
  PRIMARY KEY (tenant_id, event_id),
  FOREIGN KEY (tenant_id, event_id) REFERENCES audit_events (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- The outbox of emails: written with the change that causes them, sent by the worker; holds no secret.
CREATE TABLE mails (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text,
  recipient text NOT NULL,
  template text NOT NULL,
  payload jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  attempts integer NOT NULL DEFAULT 0,
  first_tried_at timestamptz(6),
  last_problem text,
  provider_id text,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at timestamptz(6),
  draft jsonb,
  sender text,
  subject text,
  html text,
  text text,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT mails_state CHECK (state IN ('queued', 'sent', 'failed', 'unknown'))
);
CREATE INDEX mails_tenant_id_created_at_idx ON mails (tenant_id, created_at);
CREATE INDEX mails_tenant_id_organization_id_created_at_idx ON mails (tenant_id, organization_id, created_at);
