-- Ends all memberships of a user, in the order of the organizations. Returns for each the organization and the names of
-- the roles there.
CREATE FUNCTION foyer.leave_organizations(p_user_id text)
RETURNS TABLE (organization_id text, roles text[]) LANGUAGE plpgsql AS $$
BEGIN
  FOR organization_id, roles IN
    SELECT m.organization_id, ARRAY(
      SELECT r.name FROM member_roles mr
      JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = mr.role_id
      WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = m.organization_id AND mr.user_id = p_user_id
      ORDER BY r.name)
    FROM members m WHERE m.tenant_id = foyer.tenant_id() AND m.user_id = p_user_id ORDER BY m.organization_id
  LOOP
    PERFORM foyer.end_memberships(organization_id, ARRAY[p_user_id], false);
    RETURN NEXT;
  END LOOP;
END $$;

-- Erases what names a deleted user: audit events stay, without personal data, and open invitations, since they belong to
-- organizations. Of previous addresses, from the user's own events, not those that another user has by now.
CREATE FUNCTION foyer.erase_user(p_user_id text, p_email_folded text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  addresses text[];
BEGIN
  SELECT array_append(array_agg(a.address), p_email_folded) INTO addresses FROM (
    SELECT lower(p.actor_email) AS address
    FROM audit_events e JOIN audit_people p ON p.tenant_id = foyer.tenant_id() AND p.event_id = e.id
    WHERE e.tenant_id = foyer.tenant_id() AND e.actor_id = p_user_id
    UNION
    SELECT p.target_email_folded
    FROM audit_events e JOIN audit_people p ON p.tenant_id = foyer.tenant_id() AND p.event_id = e.id
    WHERE e.tenant_id = foyer.tenant_id() AND e.target_id = p_user_id) a
  WHERE a.address IS NOT NULL
    AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.email_folded = a.address);
  -- The name of a support access is the reason that they wrote.
  UPDATE audit_people p SET actor_name = NULL, actor_email = NULL, ip = NULL, user_agent = NULL,
    target_name = CASE WHEN e.target_kind = 'support_access' THEN NULL ELSE p.target_name END
  FROM audit_events e
  WHERE e.tenant_id = foyer.tenant_id() AND e.actor_id = p_user_id
    AND p.tenant_id = foyer.tenant_id() AND p.event_id = e.id;
  UPDATE audit_people p SET target_name = NULL, target_email = NULL
  FROM audit_events e
  WHERE e.tenant_id = foyer.tenant_id() AND e.target_id = p_user_id
    AND p.tenant_id = foyer.tenant_id() AND p.event_id = e.id;
  UPDATE audit_people SET target_name = NULL, target_email = NULL
  WHERE tenant_id = foyer.tenant_id() AND target_email_folded = ANY (addresses);
  DELETE FROM mails WHERE tenant_id = foyer.tenant_id() AND recipient_folded = ANY (addresses);
  DELETE FROM email_proofs WHERE tenant_id = foyer.tenant_id() AND email_folded = ANY (addresses);
  DELETE FROM invitations
  WHERE tenant_id = foyer.tenant_id() AND email_folded = ANY (addresses) AND state <> 'pending';
  UPDATE invitations SET inviter_user_id = NULL,
    message = CASE state WHEN 'pending' THEN message END,
    inviter_name = CASE state WHEN 'pending' THEN inviter_name ELSE 'A deleted user' END
  WHERE tenant_id = foyer.tenant_id() AND inviter_user_id = p_user_id;
END $$;
