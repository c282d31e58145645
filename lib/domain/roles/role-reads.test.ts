import { beforeAll, expect, it } from 'vitest'
import { createRoleTenant, type RoleTenant } from '@/test/fixtures/organization-roles'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { enterOrganization } from '../organizations/enter-organization'
import { changeOrganizationRole } from './change-organization-role'
import type { PermissionRef } from './permission-ref'

const lanes = 5
const editsALane = rounds(40)

let roleTenant: RoleTenant
let owner: TestUser
let holder: TestUser
/** Two sets with nothing in common, over two APIs. */
let sets: [PermissionRef[], PermissionRef[]]

beforeAll(async () => {
  roleTenant = await createRoleTenant()
  owner = await roleTenant.tenant.createUser()
  holder = await roleTenant.tenant.createUser()
  sets = [
    [
      ...roleTenant.portal('read:organization_members', 'read:organization_logs'),
      ...roleTenant.documents('read'),
    ],
    [
      ...roleTenant.portal('read:organization_roles', 'read:organization_clients'),
      ...roleTenant.documents('write'),
    ],
  ]
})

function said(refs: readonly PermissionRef[]): string {
  return refs
    .map((ref) => roleTenant.permissionName(ref))
    .sort()
    .join(' ')
}

function ofPortal(refs: readonly PermissionRef[]): string {
  return said(refs.filter(({ apiId }) => apiId === roleTenant.portalId))
}

/** What tokens and pages resolve, on both APIs in one statement, and the version of the role at that moment. */
async function look(
  organization: TestOrganization,
  roleId: string,
): Promise<{ held: string; version: string }> {
  const rows = await roleTenant.tenant.read(
    (tx) => tx.$queryRaw<(PermissionRef & { version: string })[]>`
      SELECT a.id AS "apiId", h.permission AS name, extract(epoch FROM r.updated_at)::text AS version
      FROM roles r CROSS JOIN apis a CROSS JOIN LATERAL foyer.effective_permissions(${holder.id}, ${organization.id}, a.id) h
      WHERE r.tenant_id = ${roleTenant.tenant.tenantId} AND r.id = ${roleId} AND a.tenant_id = r.tenant_id`,
  )
  return { held: said(rows), version: rows[0]?.version ?? '' }
}

async function entered(organization: TestOrganization): Promise<string> {
  const entry = await enterOrganization(holder.self, organization.slug)
  if (entry.refusal !== null) throw new Error(entry.refusal)
  return said([...entry.actor.permissions].map((name) => ({ apiId: roleTenant.portalId, name })))
}

interface Seen {
  held: string[]
  entered: string[]
  /** Of each edit, what the first look after it saw. */
  after: string[]
}

/** An organization whose only role is edited again and again; while an edit is under way, it is read. */
async function lane(): Promise<Seen> {
  const organization = await roleTenant.tenant.createOrganization({ owner })
  const role = {
    roleId: await roleTenant.createRole(organization, 'Changeling', sets[0]),
    name: 'Changeling',
  }
  await roleTenant.tenant.addMember(organization, holder, ['Changeling'])
  const access = await roleTenant.tenant.accessTo(organization, owner, 'update:organization_roles')
  const seen: Seen = { held: [], entered: [], after: [] }
  let { version } = await look(organization, role.roleId)
  for (let count = 1; count <= editsALane; count += 1) {
    const permissions = sets[count % 2 === 0 ? 0 : 1]
    const reading =
      count % 4 < 2
        ? look(organization, role.roleId).then(({ held }) => seen.held.push(held))
        : entered(organization).then((held) => seen.entered.push(held))
    await Promise.all([
      changeOrganizationRole(access, { ...role, description: '', permissions, version }),
      reading,
    ])
    const after = await look(organization, role.roleId)
    version = after.version
    seen.after.push(after.held)
  }
  return seen
}

it(
  `${lanes * editsALane} edits of roles: a reader sees the role before or after an edit, never a mixture, and never an older state`,
  { timeout: timeoutOfRounds(240_000) },
  async () => {
    const all = await Promise.all(Array.from({ length: lanes }, lane))
    const seen = (of: (one: Seen) => string[]) => [...new Set(all.flatMap(of))].sort()
    expect(seen(({ held: permissions }) => permissions)).toEqual(sets.map(said).sort())
    expect(seen((one) => one.entered)).toEqual(sets.map(ofPortal).sort())
    const [even, odd] = sets.map(said)
    const expected = Array.from({ length: editsALane }, (_, count) => (count % 2 === 0 ? odd : even))
    expect(all.map(({ after }) => after)).toEqual(all.map(() => expected))
  },
)
