-- When the holder of a dead link last asked for a new one: the inviter is told at most once an hour.

ALTER TABLE invitations ADD COLUMN link_requested_at timestamptz(6);
