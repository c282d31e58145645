-- Suspends these members, or restores them; p_ends_sessions: also ends the sessions there of those that it suspends. Answers
-- with the ids of those whose state was another one, and whether there is an owner afterwards. Its callers decide who may.
CREATE FUNCTION foyer.change_suspension(
  p_organization_id text, p_user_ids text[], p_is_suspended boolean, p_ends_sessions boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  changed text[];
BEGIN
  WITH written AS (
    UPDATE members m SET suspended_at = CASE WHEN p_is_suspended THEN now() END
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = ANY (p_user_ids)
      AND (m.suspended_at IS NOT NULL) <> p_is_suspended
    RETURNING m.user_id
  )
  SELECT coalesce(array_agg(w.user_id), '{}') INTO changed FROM written w;
  IF p_is_suspended AND p_ends_sessions THEN
    PERFORM foyer.end_member_sessions(c.id) FROM unnest(changed) AS c (id);
  END IF;
  RETURN jsonb_build_object('changed', changed, 'hasOwner', foyer.has_owner(p_organization_id));
END $$;
