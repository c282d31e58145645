import type pg from 'pg'

/**
 * What there is of two organizations, as the database has it, in an order that does not depend on ids. Text that is the
 * same says that nothing changed.
 */
export interface State {
  inherits: boolean
  members: { org: string; user: string; suspended: boolean; invitation: string | null; roles: string[] }[]
  roles: StateRole[]
  invitations: StateInvitation[]
  /** Keys of the permissions that organizations may put into their roles. */
  open: string[]
  events: number
  mails: number
  users: number
}
export interface StateRole {
  id: string
  name: string
  /** Null for the tenant’s. */
  org: string | null
  assignable: boolean
  isOwner: boolean
  version: string
  /** Keys: the API’s id, a blank, the name. */
  permissions: string[]
  /** Names, of the portal’s at organization level. */
  gives: string[]
}
export interface StateInvitation {
  id: string
  org: string
  email: string
  state: string
  version: number
  roles: string[]
}

const query = `
  SELECT jsonb_build_object(
    'inherits', (SELECT inherit_global_permissions_in_organizations FROM tenants WHERE id = $1),
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('org', m.organization_id, 'user', m.user_id,
        'suspended', m.suspended_at IS NOT NULL, 'invitation', m.invitation_id,
        'roles', ARRAY(SELECT mr.role_id FROM member_roles mr WHERE mr.tenant_id = $1
          AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id ORDER BY 1))
      ORDER BY array_position($2::text[], m.organization_id), u.created_at, u.id), '[]')
      FROM members m JOIN users u ON u.tenant_id = $1 AND u.id = m.user_id
      WHERE m.tenant_id = $1 AND m.organization_id = ANY ($2)),
    'roles', (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'org', r.organization_id,
        'assignable', r.assignable, 'isOwner', r.is_owner, 'version', extract(epoch FROM r.updated_at)::text,
        'permissions', ARRAY(SELECT rp.api_id || ' ' || rp.name FROM role_permissions rp
          WHERE rp.tenant_id = $1 AND rp.role_id = r.id ORDER BY 1),
        'gives', ARRAY(SELECT rp.name FROM role_permissions rp
          JOIN apis a ON a.tenant_id = $1 AND a.id = rp.api_id AND a.is_portal
          JOIN permissions p ON p.tenant_id = $1 AND p.api_id = a.id AND p.name = rp.name AND p.level = 'organization'
          WHERE rp.tenant_id = $1 AND rp.role_id = r.id ORDER BY 1))
      ORDER BY array_position($2::text[], r.organization_id) NULLS FIRST, r.created_at, r.name)
      FROM roles r WHERE r.tenant_id = $1 AND (r.organization_id IS NULL OR r.organization_id = ANY ($2))),
    'invitations', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'org', i.organization_id,
        'email', i.email_folded, 'state', i.state, 'version', i.version,
        'roles', ARRAY(SELECT ir.role_id FROM invitation_roles ir WHERE ir.tenant_id = $1
          AND ir.organization_id = i.organization_id AND ir.invitation_id = i.id ORDER BY 1))
      ORDER BY i.created_at, i.id), '[]')
      FROM invitations i WHERE i.tenant_id = $1 AND i.organization_id = ANY ($2)),
    'open', (SELECT jsonb_agg(p.api_id || ' ' || p.name ORDER BY 1) FROM (
      SELECT p.api_id, p.name FROM permissions p JOIN apis a ON a.tenant_id = $1 AND a.id = p.api_id
      WHERE p.tenant_id = $1 AND p.open_to_organizations AND (NOT a.is_portal OR p.level = 'organization')
      ORDER BY 1, 2) p),
    'events', (SELECT count(*) FROM audit_events WHERE tenant_id = $1 AND organization_id = ANY ($2)),
    'mails', (SELECT count(*) FROM mails WHERE tenant_id = $1 AND organization_id = ANY ($2)),
    'users', (SELECT count(*) FROM users WHERE tenant_id = $1)
  )::text AS state`

/** Read by a superuser, so no rule of the product limits it. */
export async function readState(
  superuser: pg.Pool,
  tenantId: string,
  organizations: readonly string[],
): Promise<{ text: string; state: State }> {
  const { rows } = await superuser.query<{ state: string }>({
    name: 'grant-rules-state',
    text: query,
    values: [tenantId, organizations],
  })
  const text = rows[0]?.state ?? '{}'
  return { text, state: JSON.parse(text) as State }
}
