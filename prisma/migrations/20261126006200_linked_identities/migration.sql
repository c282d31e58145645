-- An identity that was not what its person came with: she added it, or another person’s was linked to her.
ALTER TABLE identities ADD COLUMN is_linked boolean NOT NULL DEFAULT false;
