import { beforeAll, beforeEach, expect, it } from 'vitest'
import { change, unchanged } from '@/lib/db/transaction'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { createLink, currentLink, day } from '@/test/fixtures/join-links'
import { createOperator } from '@/test/fixtures/operator'
import { tenantLevelAccess } from '@/test/fixtures/support'
import type { TestUser } from '@/test/fixtures/tenant'
import { createJoinLink } from './create-join-link'
import { findJoinLink, getJoinLinkUrl } from './queries'
import { joinByLink } from './join-by-link'
import { rotateJoinLink } from './rotate-join-link'
import { turnOffJoinLink, undoTurningOff } from './turn-off-join-link'
import { updateJoinLink } from './update-join-link'

let fixtures: Awaited<ReturnType<typeof createInvitationFixtures>>
let at: InvitationFixture
let operator: TestUser

const settings = { allowedDomains: [], maxUses: null, ttlSeconds: day }

beforeAll(async () => {
  fixtures = await createInvitationFixtures()
})
beforeEach(async () => {
  at = await fixtures.createFixture()
  operator = await createOperator(at.tenant)
})

function asOperator() {
  const needed = ['create:organization_invitations', 'delete:organization_invitations'] as const
  return tenantLevelAccess(at.tenant, operator, { organization: at.organization, needed })
}

async function createAsOperator(role: string): Promise<void> {
  await createJoinLink(await asOperator(), { roleIds: [at.tenant.role(role)], ...settings })
}

async function joinAsNew(): Promise<string[] | null> {
  const { token } = await currentLink(at)
  const guest = await at.tenant.createUser()
  await joinByLink(guest.self, token)
  return at.rolesOf(guest.id)
}

async function takeOperatorRole(): Promise<void> {
  await at.tenant.write((tx) => tx.userRole.deleteMany({ where: { userId: operator.id } }))
}

it('gives its roles, though the operator has none here, and also after they lost theirs', async () => {
  await createAsOperator('Admin')
  expect(await joinAsNew()).toEqual(['Admin'])
  await rotateJoinLink(await asOperator(), (await currentLink(at)).id)
  await takeOperatorRole()
  expect(await joinAsNew()).toEqual(['Admin'])
})

it('gives no owner role', async () => {
  await expect(createAsOperator('Owner')).rejects.toMatchObject({ code: 'not_yours_to_give' })
})

it('is a member’s once they change it or make a new one', async () => {
  const admin = await at.tenant.createUser()
  await at.tenant.addMember(at.organization, admin, ['Admin'])
  for (const takeOver of [
    async (id: string) => {
      const roleIds = [at.tenant.role('Admin')]
      await updateJoinLink(await at.inviting(admin), { id, roleIds, ...settings })
    },
    async (id: string) => rotateJoinLink(await at.inviting(admin), id),
  ]) {
    await createAsOperator('Admin')
    const { id } = await currentLink(at)
    await takeOver(id)
    const now = await currentLink(at)
    const [row] = await at.tenant.write((tx) => tx.joinLink.findMany({ where: { id: now.id } }))
    expect(row).toMatchObject({ makerUserId: admin.id, makerExempt: false })
    await turnOffJoinLink(await at.revoking(), now.id)
  }
})

it('a member turns it off, and on again within a minute', async () => {
  await createAsOperator('Member')
  const { id } = await currentLink(at)
  await turnOffJoinLink(await at.revoking(), id)
  expect(await findJoinLink(await at.reading())).toBeNull()
  await undoTurningOff(await at.revoking(), id)
  expect(await joinAsNew()).toEqual(['Member'])
})

it('an operator turns a member’s link off and on, copies it and makes a new one, which is the operator’s', async () => {
  const admin = await at.tenant.createUser()
  await at.tenant.addMember(at.organization, admin, ['Admin'])
  const { id, token } = await createLink(at, { roles: ['Viewer'], by: admin })
  await turnOffJoinLink(await asOperator(), id)
  await undoTurningOff(await asOperator(), id)
  expect(await getJoinLinkUrl(await asOperator(), id)).toContain(token)
  await rotateJoinLink(await asOperator(), id)
  const now = await currentLink(at)
  const [row] = await at.tenant.write((tx) => tx.joinLink.findMany({ where: { id: now.id } }))
  expect(row).toMatchObject({ makerUserId: operator.id, makerExempt: true })
})

it('cannot be written by the organization itself', async () => {
  await createLink(at)
  const { id } = await currentLink(at)
  const access = await at.inviting()
  const exempt = change(access, async (tx) => {
    await tx.joinLink.updateMany({ where: { id }, data: { makerExempt: true } })
    return unchanged(undefined)
  })
  await expect(exempt).rejects.toThrow('Only an operator is exempt')
  await turnOffJoinLink(await at.revoking(), id)
  const insert = change(access, async (tx) => {
    await tx.joinLink.create({
      data: {
        organizationId: at.organization.id,
        id: 'jnl_exempt',
        tokenHash: 'exempt',
        ttlSeconds: day,
        expiresAt: new Date(),
        makerUserId: at.owner.id,
        makerHeld: [],
        makerExempt: true,
      },
    })
    return unchanged(undefined)
  })
  await expect(insert).rejects.toThrow('row-level security')
})
