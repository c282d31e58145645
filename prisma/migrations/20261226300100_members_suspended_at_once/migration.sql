DROP FUNCTION foyer.insert_members(text, text[], jsonb, text, text);

-- Adds these users, except members, with the roles ([{id, usableIn}]): by an invitation, by a join link, of which each
-- counts as a use, or otherwise; suspended from the beginning if p_is_suspended. Answers with the ids of those who were not
-- members. Its callers decide who may join.
CREATE FUNCTION foyer.insert_members(
  p_organization_id text, p_user_ids text[], p_roles jsonb, p_invitation_id text DEFAULT NULL,
  p_join_link_id text DEFAULT NULL, p_is_suspended boolean DEFAULT false
) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH added AS (
    INSERT INTO members (tenant_id, organization_id, user_id, invitation_id, join_link_id, suspended_at)
    SELECT foyer.tenant_id(), p_organization_id, u.id, p_invitation_id, p_join_link_id,
      CASE WHEN p_is_suspended THEN now() END
    FROM unnest(p_user_ids) AS u (id)
    ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING
    RETURNING user_id
  ), roles_given AS (
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    SELECT foyer.tenant_id(), p_organization_id, a.user_id, r.id, r."usableIn"
    FROM added a CROSS JOIN jsonb_to_recordset(p_roles) AS r (id text, "usableIn" text)
  ), counted AS (
    UPDATE join_links l SET uses = l.uses + (SELECT count(*) FROM added)
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.id = p_join_link_id
      AND EXISTS (SELECT FROM added)
  )
  SELECT a.user_id FROM added a;
END $$;
