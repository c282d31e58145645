import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { createOperator } from '@/test/fixtures/operator'
import { createClient } from './create-client'
import { listClients, searchClients } from './list-clients'

describe('the list of applications', () => {
  it('has pages, and filters by type and by the organizations that grants allow', async () => {
    const tenant = await createTestTenant()
    const reader = await tenant.tenantAccess(await createOperator(tenant), 'read:clients', 'create:clients')
    const organization = await tenant.createOrganization()
    const { client: web } = await createClient(reader, { name: 'Web' })
    const { client: spa } = await createClient(reader, { name: 'Spa', appType: 'spa' })
    const { client: machine } = await createClient(reader, { name: 'Machine', appType: 'non_interactive' })
    await tenant.write(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
      const grantId = newId('clientGrant')
      await tx.clientGrant.create({ data: { id: grantId, clientId: machine.id, apiId, scope: [] } })
      await tx.clientGrantOrganization.create({ data: { organizationId: organization.id, grantId } })
    })
    const names = async (...args: [Parameters<typeof listClients>[1], Parameters<typeof listClients>[2]?]) =>
      (await listClients(reader, ...args)).rows.map(({ name }) => name)
    const all = { take: 100, skip: 0 }
    expect(await names(all)).toEqual(['Web', 'Spa', 'Machine'])
    expect(await names({ take: 1, skip: 1 })).toEqual(['Spa'])
    expect((await listClients(reader, { take: 1, skip: 5 })).total).toBe(3)
    expect(await names(all, { appTypes: ['spa', 'regular_web'] })).toEqual(['Web', 'Spa'])
    expect(await names(all, { grantedTo: organization.id })).toEqual(['Machine'])
    expect(await names(all, { grantedTo: 'org_other' })).toEqual([])
    expect(await names(all, { grantedToAny: true })).toEqual([])
    expect(await names(all, { grantedToAny: false })).toEqual(['Machine'])
    const first = await listClients(reader, { take: 2, after: null })
    const rest = await listClients(reader, { take: 2, after: first.next })
    expect(rest.next).toBeNull()
    expect([...first.rows, ...rest.rows].map(({ id }) => id).sort()).toEqual(
      [web.id, spa.id, machine.id].sort(),
    )
  })

  it('is searched by the beginning of a name, however it is written, or by client id', async () => {
    const tenant = await createTestTenant()
    const access = await tenant.tenantAccess(await createOperator(tenant), 'read:clients', 'create:clients')
    const { id } = (await createClient(access, { name: 'Zoë’s \ufdfa reports' })).client
    for (const name of ['Billing', 'billing tools', 'Invoices']) await createClient(access, { name })
    const found = async (q: string) =>
      (await searchClients(access, { take: 10, skip: 0 }, q)).rows.map(({ name }) => name)
    expect(await found('')).toEqual(['Billing', 'billing tools', 'Invoices', 'Zoë’s \ufdfa reports'])
    expect(await found('BILLING')).toEqual(['Billing', 'billing tools'])
    expect(await found('billing t')).toEqual(['billing tools'])
    expect(await found('zoe')).toEqual(['Zoë’s \ufdfa reports'])
    expect(await found(id)).toEqual(['Zoë’s \ufdfa reports'])
    expect(await found('tools')).toEqual([])
    expect(await found('%')).toEqual([])
  })
})
