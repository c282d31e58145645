import { expect, it } from 'vitest'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant } from '@/test/fixtures/tenant'
import { openSession } from './open-session'
import { switchOrganization } from './switch-organization'

const tenant = await createTestTenant()
const { tenantId } = tenant

async function fixture() {
  const user = await tenant.createUser()
  const here = await tenant.createOrganization()
  const there = await tenant.createOrganization()
  for (const organization of [here, there]) await tenant.addMember(organization, user)
  return { user, here, there }
}

function placesOf(userId: string) {
  return tenant.read(async (tx) => {
    const rows = await tx.session.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } })
    return rows.map(({ organizationId }) => organizationId)
  })
}

it('switches this session alone, with an event, and no second one where it is already', async () => {
  const { user, here, there } = await fixture()
  const connectionId = tenant.connection('password')
  await tenant.write((tx) => openSession(tx, { tenantId, userId: user.id, connectionId, amr: ['pwd'] }))
  for (const [organization, isSwitched] of [
    [here, true],
    [here, false],
    [there, true],
  ] as const)
    expect(await switchOrganization(user.self, organization.id)).toEqual({
      slug: organization.slug,
      isSwitched,
      email: user.email,
      name: user.name,
    })
  expect(await placesOf(user.id)).toEqual([there.id, null])
  const events = await tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { type: 'session.switched', targetId: user.sessionId },
      orderBy: { id: 'asc' },
    }),
  )
  expect(events.map(({ organizationId, actorId }) => [organizationId, actorId])).toEqual([
    [here.id, user.id],
    [there.id, user.id],
  ])
})

it('does not switch into an organization that is unknown, deleted or not the user’s', async () => {
  const { user, there } = await fixture()
  const foreign = await tenant.createOrganization()
  await tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: there.id }, data: { deletedAt: new Date() } }),
  )
  for (const id of ['org_unknown', there.id, foreign.id])
    expect(await refusalCode(switchOrganization(user.self, id)), id).toBe('not_found')
  expect(await placesOf(user.id)).toEqual([null])
})

it('counts as a use of the session', async () => {
  const { user, here } = await fixture()
  const longAgo = new Date(Date.now() - 120_000)
  await tenant.write((tx) =>
    tx.session.updateMany({ where: { id: user.sessionId }, data: { lastSeenAt: longAgo } }),
  )
  await switchOrganization(user.self, here.id)
  const session = await tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: user.sessionId } }))
  expect(session.lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime() + 60_000)
  expect(session.longestIdleSeconds).toBeGreaterThanOrEqual(120)
})
