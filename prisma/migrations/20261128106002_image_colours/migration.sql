-- The most frequent colours of a picture, as #rrggbb: the branding page proposes them.
ALTER TABLE images ADD COLUMN colours text[] NOT NULL DEFAULT '{}';
