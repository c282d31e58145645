import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSession } from '@/lib/domain/users/open-session'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { createOperator } from '@/test/fixtures/operator'
import { enterOrganization } from './enter-organization'

let tenant: TestTenant
let operator: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  const data = { inheritGlobalPermissionsInOrganizations: true }
  await tenant.write((tx) => tx.tenant.update({ where: { id: tenant.tenantId }, data }))
})
beforeEach(async () => {
  organization = await tenant.createOrganization()
})

function entries(at: TestOrganization) {
  return tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { organizationId: at.id, type: 'organization.entered' },
      select: { actorKind: true, actorId: true, targetId: true, people: { select: { actorEmail: true } } },
    }),
  )
}

describe('an operator who enters without being a member', () => {
  it('is recorded once per session, however many pages they request at once', async () => {
    const pages = Array.from({ length: 8 }, () => enterOrganization(operator.self, organization.slug))
    for (const { refusal } of await Promise.all(pages)) expect(refusal).toBeNull()
    await enterOrganization(operator.self, organization.slug)
    const { id, email, sessionId } = operator
    const entry = { actorKind: 'user', actorId: id, targetId: sessionId, people: { actorEmail: email } }
    expect(await entries(organization)).toEqual([entry])

    const again = { tenantId: tenant.tenantId, userId: id, connectionId: tenant.connection('password') }
    const { opened } = await tenant.write((tx) => openSession(tx, { ...again, amr: ['pwd'] }))
    await enterOrganization({ ...operator.self, sessionId: opened.sessionId }, organization.slug)
    expect((await entries(organization)).map(({ targetId }) => targetId).sort()).toEqual(
      [sessionId, opened.sessionId].sort(),
    )
  })

  it('is recorded in each organization that they enter, and not where they are refused', async () => {
    const other = await tenant.createOrganization()
    const closed = await tenant.createOrganization()
    const data = { suspendedAt: new Date() }
    await tenant.write((tx) => tx.organization.updateMany({ where: { id: closed.id }, data }))
    for (const { slug } of [organization, other, closed]) await enterOrganization(operator.self, slug)
    expect(await entries(organization)).toHaveLength(1)
    expect(await entries(other)).toHaveLength(1)
    expect(await entries(closed)).toEqual([])
  })
})

it('does not record members, even if they are operators', async () => {
  const member = await tenant.createUser()
  await tenant.addMember(organization, member, ['Viewer'])
  await tenant.addMember(organization, operator, ['Viewer'])
  for (const { self } of [member, operator]) await enterOrganization(self, organization.slug)
  expect(await entries(organization)).toEqual([])
})
