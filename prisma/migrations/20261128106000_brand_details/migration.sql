-- What else an organization shows on its pages and in its emails: dark logo, icon, headline, support address and legal
-- links, as lib/domain/branding/brand-details.ts reads them.
ALTER TABLE organizations ADD COLUMN brand_details jsonb NOT NULL DEFAULT '{}';
