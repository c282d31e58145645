-- CreateTable
CREATE TABLE "tenants" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "inherit_global_permissions_in_organizations" BOOLEAN NOT NULL DEFAULT false,
    "allow_organization_name_in_authentication_api" BOOLEAN NOT NULL DEFAULT false,
    "session_idle_minutes" INTEGER NOT NULL DEFAULT 480,
    "session_absolute_minutes" INTEGER NOT NULL DEFAULT 10080,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_folded" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(6),
    "name" TEXT NOT NULL,
    "name_folded" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "picture" TEXT,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "app_metadata" JSONB NOT NULL DEFAULT '{}',
    "user_metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_login_at" TIMESTAMPTZ(6),

    CONSTRAINT "users_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "user_words" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "user_id" TEXT NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "user_words_pkey" PRIMARY KEY ("tenant_id","user_id","word")
);

-- CreateTable
CREATE TABLE "identities" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "email_proofs" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_folded" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT,
    "organization_id" TEXT,
    "invitation_id" TEXT,
    "name" TEXT,
    "password_hash" TEXT,
    "return_to" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "email_proofs_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "amr" TEXT[],
    "auth_time" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "logo_id" TEXT,
    "primary_color" TEXT,
    "background_color" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "sessions_from" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(6),
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "organization_slugs" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "slug" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "held_until" TIMESTAMPTZ(6),

    CONSTRAINT "organization_slugs_pkey" PRIMARY KEY ("tenant_id","slug")
);

-- CreateTable
CREATE TABLE "images" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "images_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "members" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(6),
    "invitation_id" TEXT,

    CONSTRAINT "members_pkey" PRIMARY KEY ("tenant_id","organization_id","user_id")
);

-- CreateTable
CREATE TABLE "roles" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "organization_id" TEXT,
    "usable_in" TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(organization_id, '*')) STORED,
    "assignable" BOOLEAN NOT NULL DEFAULT false,
    "everyone" BOOLEAN NOT NULL DEFAULT false,
    "is_owner" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "member_roles" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "usable_in" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_roles_pkey" PRIMARY KEY ("tenant_id","organization_id","user_id","role_id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "user_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "usable_in" TEXT NOT NULL DEFAULT '*',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("tenant_id","user_id","role_id")
);

-- CreateTable
CREATE TABLE "apis" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_portal" BOOLEAN NOT NULL DEFAULT false,
    "enforce_policies" BOOLEAN NOT NULL DEFAULT false,
    "token_dialect" TEXT NOT NULL DEFAULT 'access_token',
    "token_lifetime" INTEGER NOT NULL DEFAULT 600,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "apis_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "permissions" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "api_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL DEFAULT 'organization',
    "open_to_organizations" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "permissions_pkey" PRIMARY KEY ("tenant_id","api_id","name")
);

-- CreateTable
CREATE TABLE "role_permissions" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "role_id" TEXT NOT NULL,
    "usable_in" TEXT NOT NULL,
    "api_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "role_permissions_pkey" PRIMARY KEY ("tenant_id","role_id","api_id","name")
);

-- CreateTable
CREATE TABLE "user_permissions" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "user_id" TEXT NOT NULL,
    "api_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "user_permissions_pkey" PRIMARY KEY ("tenant_id","user_id","api_id","name")
);

-- CreateTable
CREATE TABLE "clients" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "app_type" TEXT NOT NULL,
    "grant_types" TEXT[],
    "token_endpoint_auth_method" TEXT NOT NULL,
    "redirect_uris" TEXT[],
    "logout_urls" TEXT[],
    "initiate_login_uri" TEXT,
    "organization_usage" TEXT NOT NULL DEFAULT 'deny',
    "organization_require_behavior" TEXT NOT NULL DEFAULT 'no_prompt',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clients_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "client_secrets" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "client_secrets_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "client_grants" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "api_id" TEXT NOT NULL,
    "scope" TEXT[],
    "organization_usage" TEXT NOT NULL DEFAULT 'deny',
    "allow_any_organization" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_grants_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "client_grant_organizations" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,

    CONSTRAINT "client_grant_organizations_pkey" PRIMARY KEY ("tenant_id","organization_id","grant_id")
);

-- CreateTable
CREATE TABLE "connections" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "enabled_connections" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "assign_membership_on_login" BOOLEAN NOT NULL DEFAULT false,
    "show_as_button" BOOLEAN NOT NULL DEFAULT true,
    "is_signup_enabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enabled_connections_pkey" PRIMARY KEY ("tenant_id","organization_id","connection_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_folded" TEXT NOT NULL,
    "inviter_user_id" TEXT,
    "inviter_name" TEXT NOT NULL,
    "inviter_held" TEXT[],
    "offered_roles" TEXT[],
    "client_id" TEXT,
    "connection_id" TEXT,
    "app_metadata" JSONB NOT NULL DEFAULT '{}',
    "user_metadata" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'pending',
    "version" INTEGER NOT NULL DEFAULT 1,
    "ttl_seconds" INTEGER NOT NULL DEFAULT 604800,
    "send_invitation_email" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "accepted_by" TEXT,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("tenant_id","organization_id","id")
);

-- CreateTable
CREATE TABLE "invitation_tickets" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "ticket_hash" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "invitation_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_tickets_pkey" PRIMARY KEY ("tenant_id","ticket_hash")
);

-- CreateTable
CREATE TABLE "invitation_roles" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "invitation_id" TEXT NOT NULL,
    "role_id" TEXT NOT NULL,
    "usable_in" TEXT NOT NULL,

    CONSTRAINT "invitation_roles_pkey" PRIMARY KEY ("tenant_id","organization_id","invitation_id","role_id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "organization_id" TEXT,
    "type" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "target_kind" TEXT,
    "target_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_people" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "event_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "actor_name" TEXT,
    "actor_email" TEXT,
    "target_name" TEXT,
    "target_email" TEXT,
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "audit_people_pkey" PRIMARY KEY ("tenant_id","event_id")
);

-- CreateTable
CREATE TABLE "mails" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "organization_id" TEXT,
    "recipient" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "first_tried_at" TIMESTAMPTZ(6),
    "last_problem" TEXT,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenants_host_key" ON "tenants"("host");

-- CreateIndex
CREATE INDEX "users_tenant_id_name_folded_idx" ON "users"("tenant_id", "name_folded");

-- CreateIndex
CREATE UNIQUE INDEX "users_tenant_id_email_folded_key" ON "users"("tenant_id", "email_folded");

-- CreateIndex
CREATE INDEX "user_words_tenant_id_word_user_id_idx" ON "user_words"("tenant_id", "word", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_tenant_id_connection_id_subject_key" ON "identities"("tenant_id", "connection_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "identities_tenant_id_user_id_connection_id_key" ON "identities"("tenant_id", "user_id", "connection_id");

-- CreateIndex
CREATE INDEX "email_proofs_tenant_id_email_folded_purpose_idx" ON "email_proofs"("tenant_id", "email_folded", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "email_proofs_tenant_id_token_hash_key" ON "email_proofs"("tenant_id", "token_hash");

-- CreateIndex
CREATE INDEX "sessions_tenant_id_user_id_idx" ON "sessions"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "organizations_tenant_id_slug_idx" ON "organizations"("tenant_id", "slug");

-- CreateIndex
CREATE INDEX "organization_slugs_tenant_id_skeleton_idx" ON "organization_slugs"("tenant_id", "skeleton");

-- CreateIndex
CREATE INDEX "organization_slugs_tenant_id_organization_id_idx" ON "organization_slugs"("tenant_id", "organization_id");

-- CreateIndex
CREATE INDEX "images_tenant_id_organization_id_idx" ON "images"("tenant_id", "organization_id");

-- CreateIndex
CREATE INDEX "members_tenant_id_user_id_idx" ON "members"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "members_tenant_id_organization_id_created_at_idx" ON "members"("tenant_id", "organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "roles_tenant_id_id_usable_in_key" ON "roles"("tenant_id", "id", "usable_in");

-- CreateIndex
CREATE UNIQUE INDEX "roles_tenant_id_usable_in_name_key" ON "roles"("tenant_id", "usable_in", "name");

-- CreateIndex
CREATE INDEX "member_roles_tenant_id_organization_id_role_id_idx" ON "member_roles"("tenant_id", "organization_id", "role_id");

-- CreateIndex
CREATE UNIQUE INDEX "apis_tenant_id_identifier_key" ON "apis"("tenant_id", "identifier");

-- CreateIndex
CREATE INDEX "client_secrets_tenant_id_client_id_idx" ON "client_secrets"("tenant_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_grants_tenant_id_client_id_api_id_key" ON "client_grants"("tenant_id", "client_id", "api_id");

-- CreateIndex
CREATE UNIQUE INDEX "connections_tenant_id_name_key" ON "connections"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "invitations_tenant_id_organization_id_created_at_idx" ON "invitations"("tenant_id", "organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_tenant_id_id_key" ON "invitations"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "invitation_tickets_tenant_id_organization_id_invitation_id_idx" ON "invitation_tickets"("tenant_id", "organization_id", "invitation_id");

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_organization_id_occurred_at_idx" ON "audit_events"("tenant_id", "organization_id", "occurred_at");

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_occurred_at_idx" ON "audit_events"("tenant_id", "occurred_at");

-- CreateIndex
CREATE INDEX "mails_tenant_id_created_at_idx" ON "mails"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "mails_tenant_id_organization_id_created_at_idx" ON "mails"("tenant_id", "organization_id", "created_at");

-- AddForeignKey
ALTER TABLE "user_words" ADD CONSTRAINT "user_words_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connections"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_proofs" ADD CONSTRAINT "email_proofs_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connections"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_slugs" ADD CONSTRAINT "organization_slugs_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_roles" ADD CONSTRAINT "member_roles_tenant_id_organization_id_user_id_fkey" FOREIGN KEY ("tenant_id", "organization_id", "user_id") REFERENCES "members"("tenant_id", "organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_roles" ADD CONSTRAINT "member_roles_tenant_id_role_id_usable_in_fkey" FOREIGN KEY ("tenant_id", "role_id", "usable_in") REFERENCES "roles"("tenant_id", "id", "usable_in") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_tenant_id_role_id_usable_in_fkey" FOREIGN KEY ("tenant_id", "role_id", "usable_in") REFERENCES "roles"("tenant_id", "id", "usable_in") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permissions" ADD CONSTRAINT "permissions_tenant_id_api_id_fkey" FOREIGN KEY ("tenant_id", "api_id") REFERENCES "apis"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_tenant_id_role_id_usable_in_fkey" FOREIGN KEY ("tenant_id", "role_id", "usable_in") REFERENCES "roles"("tenant_id", "id", "usable_in") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_tenant_id_api_id_name_fkey" FOREIGN KEY ("tenant_id", "api_id", "name") REFERENCES "permissions"("tenant_id", "api_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_permissions" ADD CONSTRAINT "user_permissions_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_permissions" ADD CONSTRAINT "user_permissions_tenant_id_api_id_name_fkey" FOREIGN KEY ("tenant_id", "api_id", "name") REFERENCES "permissions"("tenant_id", "api_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_secrets" ADD CONSTRAINT "client_secrets_tenant_id_client_id_fkey" FOREIGN KEY ("tenant_id", "client_id") REFERENCES "clients"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_grants" ADD CONSTRAINT "client_grants_tenant_id_client_id_fkey" FOREIGN KEY ("tenant_id", "client_id") REFERENCES "clients"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_grants" ADD CONSTRAINT "client_grants_tenant_id_api_id_fkey" FOREIGN KEY ("tenant_id", "api_id") REFERENCES "apis"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_grant_organizations" ADD CONSTRAINT "client_grant_organizations_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_grant_organizations" ADD CONSTRAINT "client_grant_organizations_tenant_id_grant_id_fkey" FOREIGN KEY ("tenant_id", "grant_id") REFERENCES "client_grants"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enabled_connections" ADD CONSTRAINT "enabled_connections_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enabled_connections" ADD CONSTRAINT "enabled_connections_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connections"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_tickets" ADD CONSTRAINT "invitation_tickets_tenant_id_organization_id_invitation_id_fkey" FOREIGN KEY ("tenant_id", "organization_id", "invitation_id") REFERENCES "invitations"("tenant_id", "organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_roles" ADD CONSTRAINT "invitation_roles_tenant_id_organization_id_invitation_id_fkey" FOREIGN KEY ("tenant_id", "organization_id", "invitation_id") REFERENCES "invitations"("tenant_id", "organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation_roles" ADD CONSTRAINT "invitation_roles_tenant_id_role_id_usable_in_fkey" FOREIGN KEY ("tenant_id", "role_id", "usable_in") REFERENCES "roles"("tenant_id", "id", "usable_in") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_people" ADD CONSTRAINT "audit_people_tenant_id_event_id_fkey" FOREIGN KEY ("tenant_id", "event_id") REFERENCES "audit_events"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


