import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestUser } from '@/test/fixtures/tenant'
import { refusal, type RoleTenant } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing, race, type RoleEditing } from '@/test/fixtures/role-editing'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { changeMemberRoles } from '../members/change-member-roles'
import { changeOrganizationRole } from './change-organization-role'

let editing: RoleEditing
let roleTenant: RoleTenant
const times = rounds(8)

beforeAll(async () => {
  editing = await prepareRoleEditing('update:organization_roles')
  roleTenant = editing.roleTenant
})

describe('two editors of one role', () => {
  it(
    'who reviewed the same version: one saves, the other gets a conflict',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const role = await editing.createRole(...roleTenant.documents('read'))
        const { version } = await editing.review(role)
        const access = await roleTenant.tenant.accessTo(
          editing.organization,
          editing.owner,
          'update:organization_roles',
        )
        const saving = (permissions: typeof role.permissions) => () =>
          changeOrganizationRole(access, { ...role, permissions, version })
        const outcome = await race(round, saving(roleTenant.documents('write')), saving([]))
        expect(outcome.toSorted()).toEqual(['conflict', 'done'])
        const saved = outcome[0] === 'done' ? ['write:documents'] : []
        expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(saved)
        const events = await roleTenant.eventsOf(editing.organization, 'role.changed')
        expect(events.filter(({ targetId }) => targetId === role.roleId)).toHaveLength(1)
      }
    },
  )
})

describe('an editor who loses permissions during the edit', () => {
  async function editor(): Promise<TestUser> {
    const role = await editing.createRole(
      ...roleTenant.portal('update:organization_roles', 'read:organization_logs'),
    )
    return roleTenant.createMember(editing.organization, [role.name, 'Viewer'])
  }

  it('gives a permission before losing it, or is refused', { timeout: timeoutOfRounds(60_000) }, async () => {
    const demoter = await roleTenant.tenant.accessTo(
      editing.organization,
      editing.owner,
      'read:organization_member_roles',
    )
    for (let round = 0; round < times; round += 1) {
      const person = await editor()
      const role = await editing.createRole()
      const { version } = await editing.review(role, person)
      const access = await roleTenant.tenant.accessTo(
        editing.organization,
        person,
        'update:organization_roles',
      )
      const permissions = roleTenant.portal('read:organization_logs')
      const saving = () => changeOrganizationRole(access, { ...role, permissions, version })
      const demoting = () =>
        changeMemberRoles(demoter, { userId: person.id, replace: [roleTenant.tenant.role('Viewer')] })
      const [edited, demoted] = await race(round, saving, demoting)
      expect(demoted).toBe('done')
      expect(['done', 'not_found']).toContain(edited)
      const given = edited === 'done' ? ['read:organization_logs'] : []
      expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(given)
    }
  })

  it('is refused when the edit waited for the editor’s own demotion', async () => {
    const person = await editor()
    const role = await editing.createRole()
    const { version } = await editing.review(role, person)
    const access = await roleTenant.tenant.accessTo(editing.organization, person, 'update:organization_roles')
    const saving: Promise<string>[] = []
    await roleTenant.tenant.write(async (tx) => {
      await tx.$queryRaw`SELECT id FROM organizations WHERE id = ${editing.organization.id} FOR UPDATE`
      saving.push(refusal(changeOrganizationRole(access, { ...role, name: newId('role'), version })))
      await waitForLockWaiter(tx)
      await tx.memberRole.deleteMany({
        where: { userId: person.id, roleId: { not: roleTenant.tenant.role('Viewer') } },
      })
    })
    expect(await Promise.all(saving)).toEqual(['not_found'])
  })
})
