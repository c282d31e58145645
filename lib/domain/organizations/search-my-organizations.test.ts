import { beforeAll, describe, expect, it } from 'vitest'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { searchMyOrganizations } from './my-organizations'

let tenant: TestTenant
let person: TestUser
beforeAll(async () => {
  tenant = await createTestTenant()
  person = await tenant.createUser()
  const stranger = await tenant.createUser()
  for (const displayName of ['Café Zürich', 'Acme_1', 'Acme 2']) {
    await tenant.addMember(await tenant.createOrganization({ displayName }), person)
    await tenant.addMember(await tenant.createOrganization({ displayName }), stranger)
  }
  for (let count = 0; count < 25; count++)
    await tenant.addMember(await tenant.createOrganization({ displayName: `Pier ${count + 10}` }), person)
})

async function names(search: string, page = 1): Promise<string[]> {
  const { organizations } = await searchMyOrganizations(person.self, { search, page })
  return organizations.map(({ displayName }) => displayName)
}

describe('a person’s organizations', () => {
  it('are found by any part of their name, whatever its case and accents, and only the user’s own', async () => {
    expect(await names('zurich')).toEqual(['Café Zürich'])
    expect(await names('ACME')).toEqual(['Acme 2', 'Acme_1'])
    expect(await names('nobody')).toEqual([])
  })

  it('are searched for letters, not for patterns', async () => {
    expect(await names('_')).toEqual(['Acme_1'])
    expect(await names('%')).toEqual([])
  })

  it('come page by page, by name', async () => {
    const first = await searchMyOrganizations(person.self, { search: '', page: 1 })
    const second = await searchMyOrganizations(person.self, { search: '', page: 2 })
    expect([first.organizations.length, first.more]).toEqual([25, true])
    expect([second.organizations.length, second.more]).toEqual([3, false])
    expect(first.organizations[0]?.displayName).toBe('Acme 2')
    expect(await names('', 3)).toEqual([])
  })

  it('are not found if they are suspended or deleted, or if the user is suspended there', async () => {
    const closed = await tenant.createOrganization({ displayName: 'Gate closed' })
    const gone = await tenant.createOrganization({ displayName: 'Gate gone' })
    const away = await tenant.createOrganization({ displayName: 'Gate away' })
    for (const organization of [closed, gone, away]) await tenant.addMember(organization, person)
    await tenant.write(async (tx) => {
      const { tenantId } = tenant
      await tx.organization.update({
        where: { tenantId_id: { tenantId, id: gone.id } },
        data: { deletedAt: new Date() },
      })
      await tx.organization.update({
        where: { tenantId_id: { tenantId, id: closed.id } },
        data: { suspendedAt: new Date() },
      })
      await tx.member.updateMany({
        where: { tenantId, organizationId: away.id },
        data: { suspendedAt: new Date() },
      })
    })
    expect(await names('gate')).toEqual([])
  })
})
