import { describe, expect, it } from 'vitest'
import { startExplainedPermissions } from '@/test/fixtures/explained-permissions'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import type { ExplainedApi } from './explain-permissions'

const {
  tenant,
  organization,
  elsewhere,
  operator,
  addTenantRole,
  addPermission,
  setInheritance,
  createMember,
  explain,
} = await startExplainedPermissions()

describe.each([false, true])('with inheritance %s', (inherits) => {
  it('equals foyer.effective_permissions, for every user and organization', async () => {
    await setInheritance(inherits)
    const both = await createMember('Admin', 'Viewer')
    await addTenantRole(both, 'Support')
    await addPermission(both, 'read:audit')
    await addTenantRole(both, 'Operator')
    for (const person of [both, operator, await createMember('Owner'), await tenant.createUser()]) {
      for (const at of [organization, elsewhere, null]) {
        const explainedRows = rowsOf(await explain(person, at))
        expect(explainedRows).toEqual(await effectivePermissions(person, at))
      }
    }
    expect(await effectivePermissions(both, organization)).not.toEqual([])
  })
})

function rowsOf(apis: ExplainedApi[]): string[] {
  const rows = apis.flatMap(({ id, permissions }) =>
    permissions.flatMap(({ name, sources: from }) =>
      from.map(({ roleId, inherited }) => [id, name, roleId ?? 'direct', String(inherited)].join(' ')),
    ),
  )
  return rows.sort()
}

async function effectivePermissions(person: TestUser, at: TestOrganization | null): Promise<string[]> {
  const rows = await tenant.read(
    (tx) => tx.$queryRaw<{ row: string }[]>`
      SELECT concat_ws(' ', a.id, h.permission, coalesce(h.role_id, 'direct'), h.inherited::text) AS row
      FROM apis a, foyer.effective_permissions(${person.id}, ${at?.id ?? null}, a.id) h
      WHERE a.tenant_id = ${tenant.tenantId}`,
  )
  return rows.map(({ row }) => row).sort()
}
