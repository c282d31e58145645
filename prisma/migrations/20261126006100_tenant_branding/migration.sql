-- What a tenant says of itself, and its own look.
ALTER TABLE "tenants" ADD COLUMN     "picture_url" TEXT,
ADD COLUMN     "support_email" TEXT,
ADD COLUMN     "support_url" TEXT;

ALTER TABLE "apis" ADD COLUMN     "token_lifetime_for_web" INTEGER NOT NULL DEFAULT 7200;

CREATE TABLE "tenant_branding" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "primary_color" TEXT,
    "background" JSONB NOT NULL DEFAULT '{}',
    "favicon_url" TEXT,
    "logo_url" TEXT,
    "font_url" TEXT,
    "theme_id" TEXT,
    "theme" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "tenant_branding_pkey" PRIMARY KEY ("tenant_id")
);

CALL foyer_protect('tenant_branding', 'true', 'app_whole_tenant()');
