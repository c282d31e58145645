import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createRoleTenant, type RoleTenant } from '@/test/fixtures/organization-roles'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { read } from './transaction'
import type { Tx } from './prisma'

let roleTenant: RoleTenant
let owner: TestUser
let organization: TestOrganization
let keeper: string
let invitationId: string

beforeAll(async () => {
  roleTenant = await createRoleTenant()
  owner = await roleTenant.tenant.createUser()
  organization = await roleTenant.tenant.createOrganization({ owner })
  keeper = await roleTenant.createRole(organization, 'Keeper', roleTenant.documents('read'))
  invitationId = newId('invitation')
  const who = { email: 'cai@tenant.test', emailFolded: 'cai@tenant.test', inviterName: 'Olga' }
  await roleTenant.tenant.write(async (tx) => {
    const organizationId = organization.id
    await tx.invitation.create({ data: { id: invitationId, organizationId, ...who, expiresAt: new Date() } })
    const offer = { organizationId, invitationId, roleId: roleTenant.tenant.role('Viewer'), usableIn: '*' }
    await tx.invitationRole.create({ data: offer })
  })
})

/** As a request of the owner could write without a verb. */
async function written(work: (tx: Tx) => Promise<{ count: number }>): Promise<number> {
  const access = await roleTenant.tenant.accessTo(organization, owner)
  return read(access, async (tx) => (await work(tx)).count)
}

describe('inside an organization', () => {
  it.each(['Operator', 'Support', 'Everyone'])('%s is neither given nor offered', async (name) => {
    const role = { organizationId: organization.id, roleId: roleTenant.tenant.role(name), usableIn: '*' }
    const giving = written((tx) => tx.memberRole.createMany({ data: [{ ...role, userId: owner.id }] }))
    await expect(giving).rejects.toThrow(/row-level security/)
    const offering = written((tx) => tx.invitationRole.createMany({ data: [{ ...role, invitationId }] }))
    await expect(offering).rejects.toThrow(/row-level security/)
  })

  it('an assignable role and one of its own are', async () => {
    for (const [roleId, usableIn] of [
      [roleTenant.tenant.role('Admin'), '*'],
      [keeper, organization.id],
    ] as const) {
      const role = { organizationId: organization.id, roleId, usableIn }
      expect(await written((tx) => tx.memberRole.createMany({ data: [{ ...role, userId: owner.id }] }))).toBe(
        1,
      )
      expect(await written((tx) => tx.invitationRole.createMany({ data: [{ ...role, invitationId }] }))).toBe(
        1,
      )
    }
  })

  it('an invitation cannot set the metadata that applications keep about a user', async () => {
    const inviting = (appMetadata: object) =>
      written((tx) =>
        tx.invitation.createMany({
          data: [
            {
              id: newId('invitation'),
              organizationId: organization.id,
              email: 'x@tenant.test',
              inviterName: 'Olga',
              emailFolded: `${newId('proof')}@tenant.test`,
              expiresAt: new Date(),
              appMetadata,
            },
          ],
        }),
      )
    await expect(inviting({ plan: 'gold' })).rejects.toThrow(/row-level security/)
    expect(await inviting({})).toBe(1)
  })

  it('a role that was given or offered cannot be changed into another one', async () => {
    const data = { roleId: roleTenant.tenant.role('Operator') }
    const where = { organizationId: organization.id }
    expect(await written((tx) => tx.memberRole.updateMany({ where, data }))).toBe(0)
    expect(await written((tx) => tx.invitationRole.updateMany({ where, data }))).toBe(0)
    const shredding = { where: { roleId: keeper }, data: { name: 'shred:documents' } }
    expect(await written((tx) => tx.rolePermission.updateMany(shredding))).toBe(0)
  })
})
