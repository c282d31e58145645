import { describe, expect, it } from 'vitest'
import type { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { retrying } from '@/test/fixtures/invitations'
import { freshSlug } from '@/test/fixtures/organizations-api'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { updateTenantSettings } from '../tenants/tenant-settings'
import { createOrganization } from './create-organization'
import { deleteOrganization } from './delete-organization'
import type { ListedOrganization } from './get-organization'

const tenant = await createTestTenant()

async function create(person: TestUser, slug = freshSlug()): Promise<ListedOrganization> {
  const access = await tenant.tenantAccess(person, 'create:organizations')
  return createOrganization(access, { displayName: 'Place', slug, owner: access.caller })
}

async function createMany(person: TestUser, count: number): Promise<ListedOrganization[]> {
  const created: ListedOrganization[] = []
  for (let turn = 0; turn < count; turn += 1) created.push(await create(person))
  return created
}

async function setLimit(at: TestTenant, organizationsPerDay: number | null): Promise<void> {
  const access = await at.tenantAccess(await createOperator(at), 'update:tenant_settings')
  await updateTenantSettings(access, { organizationsPerDay })
}

function recordCreation(person: TestUser, hoursAgo: number): Promise<unknown> {
  return tenant.write((tx) =>
    tx.auditEvent.create({
      data: {
        id: newId('event'),
        type: 'organization.created',
        actorKind: 'user',
        actorId: person.id,
        occurredAt: new Date(Date.now() - hoursAgo * 60 * 60 * 1000),
      },
    }),
  )
}

function countOwned(person: TestUser): Promise<number> {
  return tenant.read((tx) => tx.member.count({ where: { userId: person.id } }))
}

describe('the number of organizations that a person creates in a day', () => {
  it('is exactly 10 of 100 at once', async () => {
    const person = await tenant.createUser()
    const slugs = Array.from({ length: 100 }, freshSlug)
    const outcomes = await Promise.allSettled(slugs.map((slug) => retrying(() => create(person, slug))))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(await countOwned(person)).toBe(10)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'too_many' })
  })

  it('is refused above the limit with the time to wait', async () => {
    const person = await tenant.createUser()
    await recordCreation(person, 22)
    await createMany(person, 9)
    const refused: unknown = await create(person).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'too_many',
      field: undefined,
      message: 'You can create 10 organizations in 24 hours. Try again in 2 hours.',
    })
    const { retryAfter } = refused as DomainError
    expect(retryAfter).toBeGreaterThan(7000)
    expect(retryAfter).toBeLessThanOrEqual(7200)
  })

  it('counts each person by themselves, and only the last 24 hours', async () => {
    const person = await tenant.createUser()
    for (let turn = 0; turn < 10; turn += 1) await recordCreation(person, 25)
    await createMany(person, 10)
    expect(await refusal(create(person))).toBe('too_many')
    await expect(create(await tenant.createUser())).resolves.toBeDefined()
  })

  it('counts no attempt that failed', async () => {
    const person = await tenant.createUser()
    const { slug } = await create(await tenant.createUser())
    for (let turn = 0; turn < 12; turn += 1) expect(await refusal(create(person, slug))).toBe('conflict')
    await createMany(person, 10)
    expect(await refusal(create(person))).toBe('too_many')
  })

  it('counts a deleted organization', async () => {
    const person = await tenant.createUser()
    const [first] = await createMany(person, 10)
    if (!first) throw new Error('Nothing was created.')
    const organization = { id: first.id, slug: first.slug, displayName: 'Place' }
    await deleteOrganization(await tenant.accessTo(organization, person, 'delete:organizations'))
    expect(await refusal(create(person))).toBe('too_many')
  })

  it('is the tenant’s to set, or to lift', async () => {
    const own = await createTestTenant()
    const person = await own.createUser()
    const createThere = async () => {
      const access = await own.tenantAccess(person, 'create:organizations')
      return createOrganization(access, { displayName: 'Place', slug: freshSlug(), owner: access.caller })
    }
    await setLimit(own, 1)
    await createThere()
    await expect(createThere()).rejects.toThrow('You can create 1 organization in 24 hours.')
    await setLimit(own, 2)
    await createThere()
    expect(await refusal(createThere())).toBe('too_many')
    await setLimit(own, null)
    for (let turn = 0; turn < 10; turn += 1) await createThere()
  })

  it('does not bind an operator', async () => {
    const operator = await createOperator(tenant)
    await createMany(operator, 12)
    expect(await countOwned(operator)).toBe(12)
  })
})
