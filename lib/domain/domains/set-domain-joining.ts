import type { BySession, OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { chosenJoinRole } from '../roles/role-choices'
import { type Domain, readDomain } from './queries'

/** What people whose verified address is at a domain may do, without an invitation. */
export type Joining = { mode: 'nothing' } | { mode: 'ask' } | { mode: 'join'; roleId: string }

type Access = OrganizationAccess<
  'update:organization_discovery_domains' | 'create:organization_invitations'
> &
  BySession

/**
 * No one joins with more than the caller may grant, now and when they join, unless the caller acts at tenant level.
 * @throws DomainError not_found; conflict for an unverified domain; not_yours_to_give at `joining`
 */
export function setDomainJoining(
  access: Access,
  { id, joining }: { id: string; joining: Joining },
): Promise<Domain> {
  return change(access, async (tx) => {
    const after = await newSetting(tx, access, joining)
    const { tenantId, organizationId } = access
    const domain = await readDomain(tx, { tenantId, organizationId, id })
    if (domain.verifiedAt === null) throw new DomainError('conflict', 'Verify the domain first.')
    const before = await lockSetting(tx, access, id)
    await saveSetting(tx, access, { id, after })
    return changed(domain, access, { before, after })
  })
}

interface Setting {
  roleId: string | null
  roleName: string | null
}

interface SavedSetting extends Setting {
  setBy: string
  setExempt: boolean
}

interface NewSetting extends Setting {
  usableIn: string | null
}

/** Null for none. */
async function newSetting(tx: Tx, access: Access, joining: Joining): Promise<NewSetting | null> {
  if (joining.mode === 'nothing') return null
  if (joining.mode === 'ask') return { roleId: null, roleName: null, usableIn: null }
  const { id, name, usableIn } = await chosenJoinRole(tx, access, { id: joining.roleId, field: 'joining' })
  return { roleId: id, roleName: name, usableIn }
}

async function lockSetting(tx: Tx, access: Access, id: string): Promise<SavedSetting | null> {
  const [setting] = await tx.$queryRaw<SavedSetting[]>`
    SELECT s.role_id AS "roleId", s.set_by AS "setBy", s.set_exempt AS "setExempt", (
      SELECT r.name FROM roles r WHERE r.tenant_id = ${access.tenantId} AND r.id = s.role_id) AS "roleName"
    FROM domain_join_settings s
    WHERE s.tenant_id = ${access.tenantId} AND s.organization_id = ${access.organizationId} AND s.domain_id = ${id}
    FOR UPDATE OF s`
  return setting ?? null
}

/** Also if nothing changes: from then on the caller’s permissions count, not those of the user who saved it before. */
async function saveSetting(
  tx: Tx,
  access: Access,
  { id, after }: { id: string; after: NewSetting | null },
): Promise<void> {
  const { tenantId, organizationId, caller, isTenantLevel = false } = access
  if (after === null) {
    await tx.domainJoinSetting.deleteMany({ where: { tenantId, organizationId, domainId: id } })
    return
  }
  await tx.$executeRaw`
    INSERT INTO domain_join_settings (organization_id, domain_id, role_id, usable_in, set_by, set_exempt, held)
    VALUES (${organizationId}, ${id}, ${after.roleId}, ${after.usableIn}, ${caller.userId}, ${isTenantLevel}, ARRAY(
      SELECT DISTINCT e.permission
      FROM foyer.effective_permissions(${caller.userId}, ${organizationId}, foyer.portal_api_id()) e
      WHERE NOT e.inherited))
    ON CONFLICT (tenant_id, organization_id, domain_id) DO UPDATE
    SET role_id = excluded.role_id, usable_in = excluded.usable_in, set_by = excluded.set_by,
      set_exempt = excluded.set_exempt, held = excluded.held`
}

function changed(
  domain: Domain,
  access: Access,
  { before, after }: { before: SavedSetting | null; after: Setting | null },
): ChangeResult<Domain> {
  const details = { before: audited(before), after: audited(after) }
  const isSame = details.before.joining === details.after.joining && before?.roleId === after?.roleId
  if (isSame && (!before?.roleId || isSavedBy(access, before))) return unchanged(domain)
  const target = { kind: 'domain', id: domain.id, name: domain.domain }
  return { result: domain, events: [{ type: 'domain.joining_changed', target, details }] }
}

/** Whether the caller’s permissions limit the role already. */
function isSavedBy({ caller, isTenantLevel }: Access, { setBy, setExempt }: SavedSetting): boolean {
  return setBy === caller.userId && setExempt === (isTenantLevel === true)
}

function audited(setting: Setting | null): { joining: string; roles?: string[] } {
  if (setting === null) return { joining: 'nothing' }
  const { roleId, roleName } = setting
  return roleId === null ? { joining: 'ask' } : { joining: 'join', roles: [roleName ?? roleId] }
}
