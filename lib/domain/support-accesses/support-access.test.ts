import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { reauthorize } from '@/lib/domain/reauthorize'
import { findSession } from '@/lib/domain/users/find-session'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { createOperator, eventsOf, portalApiId, refusal } from '@/test/fixtures/operator'
import { openSupport, setSupportEnd, supportIdOf, tenantLevelAccess } from '@/test/fixtures/support'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { endSupportAccess, listSupportAccesses, openSupportAccess } from './support-access'

let tenant: TestTenant
let owner: TestUser
let operator: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})
beforeEach(async () => {
  operator = await createOperator(tenant)
  organization = await tenant.createOrganization({ owner })
})

function open(minutes = 30): Promise<void> {
  return openSupport(tenant, operator, { organization, minutes })
}

async function entryOf({ self }: TestUser): Promise<string | null> {
  return (await enterOrganization(self, organization.slug)).refusal
}

function atTenantLevel(person: TestUser) {
  return tenantLevelAccess(tenant, person, { organization, needed: ['admin:organizations'] })
}

describe('an organization that is open as support', () => {
  it('is entered by the operator, with what they may read there and its settings, and no other session', async () => {
    expect(await entryOf(operator)).toBe('unknown')
    await open()
    const entry = await enterOrganization(operator.self, organization.slug)
    if (entry.refusal !== null) throw new Error('The operator was refused.')
    expect((entry.support?.endsAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(29 * 60_000)
    const held = [...entry.actor.permissions]
    expect(held).toContain('read:organization_logs')
    expect(held.filter((name) => !name.startsWith('read:'))).toEqual(['update:organizations'])
    expect(held).not.toContain('read:users')
    expect(entry.context.supported).toMatchObject([{ id: organization.id, slug: organization.slug }])
    expect(await entryOf(await tenant.secondSession(operator))).toBe('unknown')
    expect(await entryOf(await createOperator(tenant))).toBe('unknown')
    const elsewhere = await tenant.createOrganization({ owner })
    expect((await enterOrganization(operator.self, elsewhere.slug)).refusal).toBe('unknown')
  })

  it('is changed by the operator as themself, and lets them give nothing', async () => {
    await open()
    const access = await tenant.accessTo(organization, operator, 'update:organizations')
    await updateOrganization(access, { displayName: 'Renamed by support' })
    const renamed = await eventsOf(tenant, 'organization.renamed')
    expect(renamed.at(-1)).toMatchObject({ organizationId: organization.id, actorId: operator.id })
    expect((await read(access, (tx) => reauthorize(tx, access))).grantablePermissions).toEqual([])
    await expect(
      tenant.accessTo(organization, operator, 'create:organization_invitations'),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('gives no more than the operator has at tenant level', async () => {
    const reader = await tenant.createUser()
    const portal = await portalApiId(tenant)
    await tenant.write((tx) =>
      tx.userPermission.createMany({
        data: ['admin:organizations', 'read:organization_members'].map((name) => ({
          userId: reader.id,
          apiId: portal,
          name,
        })),
      }),
    )
    await openSupport(tenant, reader, { organization })
    const { permissions } = await tenant.accessTo(organization, reader)
    expect([...permissions]).toEqual(['read:organization_members'])
  })

  it('is limited in the same way where the tenant inherits, and goes on by inheritance afterwards', async () => {
    await inherit(true)
    try {
      await open()
      const access = await tenant.accessTo(organization, operator)
      expect(access.permissions.has('create:organization_invitations')).toBe(false)
      expect((await read(access, (tx) => reauthorize(tx, access))).grantablePermissions).toEqual([])
      await endSupportAccess(await atTenantLevel(operator), await supportIdOf(operator, organization))
      const inherited = await tenant.accessTo(organization, operator)
      expect(inherited.permissions.has('create:organization_invitations')).toBe(true)
    } finally {
      await inherit(false)
    }
  })

  it('is told to the organization with the reason and the end, and told again when it is opened again', async () => {
    await open(60)
    const first = await supportIdOf(operator, organization)
    await open(240)
    expect(await supportIdOf(operator, organization)).not.toBe(first)
    const events = (await eventsOf(tenant, 'organization.support_opened')).filter(
      ({ organizationId }) => organizationId === organization.id,
    )
    expect(events).toMatchObject([
      { actorId: operator.id, people: { actorName: operator.name, targetName: 'Ticket 4711' } },
      { details: { until: expect.stringMatching(/^\d{4}-.*Z$/) as string } },
    ])
    expect(await listSupportAccesses(await reading(), organization.id)).toMatchObject([
      { userId: operator.id, reason: 'Ticket 4711' },
    ])
  })

  it('is never where a session lands', async () => {
    await open()
    expect(await switchOrganization(operator.self, organization.id)).toMatchObject({
      slug: organization.slug,
      isSwitched: false,
    })
    const { id, sessionId } = operator
    const where = { id: sessionId, organizationId: organization.id }
    expect(await tenant.read((tx) => tx.session.count({ where }))).toBe(0)
    expect((await findSession(tenant.tenantId, sessionId, id))?.organization).toBeNull()
  })
})

describe('refuses to open', () => {
  it('an organization of the operator, one that is suspended, and one of another tenant', async () => {
    await tenant.addMember(organization, operator, ['Viewer'])
    expect(await refusal(open())).toBe('conflict')
    const member = operator
    operator = await createOperator(tenant)
    await suspend()
    expect(await refusal(open())).toBe('conflict')
    const other = await createTestTenant()
    const theirs = await other.createOrganization()
    expect(await refusal(openSupport(tenant, member, { organization: theirs }))).toBe('not_found')
    expect(await refusal(openSupport(other, await other.createUser(), { organization }))).toBe('not_found')
  })

  it('from inside the organization, even to those who are there as support', async () => {
    await inherit(true)
    try {
      const inside = await tenant.accessTo(organization, operator, 'admin:organizations')
      expect(await refusalOf(() => openSupportAccess(inside, { reason: 'Ticket', minutes: 30 }))).toBe(
        'not_found',
      )
      expect(await refusalOf(() => endSupportAccess(inside, 'sup_unknown'))).toBe('not_found')
    } finally {
      await inherit(false)
    }
  })
})

it('ending an access that has ended changes nothing, and the event names the operator who had it', async () => {
  await open()
  const id = await supportIdOf(operator, organization)
  await endSupportAccess(await atTenantLevel(await createOperator(tenant)), id)
  await endSupportAccess(await atTenantLevel(operator), id)
  const events = (await eventsOf(tenant, 'organization.support_ended')).filter(
    ({ organizationId }) => organizationId === organization.id,
  )
  expect(events).toMatchObject([{ targetId: operator.id, people: { targetName: operator.name } }])
})

it('the cleanup deletes only accesses that have ended', async () => {
  await open()
  await setSupportEnd(tenant, organization, '-1 second')
  const other = await tenant.createOrganization({ owner })
  await openSupport(tenant, operator, { organization: other })
  await cleanUpTenant(tenant.tenantId)
  const left = await tenant.read((tx) => tx.supportAccess.findMany({ where: { userId: operator.id } }))
  expect(left).toMatchObject([{ organizationId: other.id }])
})

function reading() {
  return createOperator(tenant).then((reader) => tenant.tenantAccess(reader, 'read:organizations'))
}

function refusalOf(work: () => Promise<unknown>): Promise<string> {
  return refusal(Promise.resolve().then(work))
}

function inherit(inheritGlobalPermissionsInOrganizations: boolean): Promise<unknown> {
  const data = { inheritGlobalPermissionsInOrganizations }
  return tenant.write((tx) => tx.tenant.update({ where: { id: tenant.tenantId }, data }))
}

function suspend(): Promise<unknown> {
  const data = { suspendedAt: new Date() }
  return tenant.write((tx) => tx.organization.updateMany({ where: { id: organization.id }, data }))
}
