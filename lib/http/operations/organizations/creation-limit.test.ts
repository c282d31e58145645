import { describe, expect, it } from 'vitest'
import { startApi } from '@/test/api'

describe('POST /organizations', () => {
  it('429: a user who created as many today as the tenant allows; machines have no limit', async () => {
    const own = await startApi()
    const tenant = { where: { id: own.tenant.tenantId }, data: { organizationsPerDay: 1 } }
    await own.tenant.write((tx) => tx.tenant.update(tenant))
    const person = await own.asUser(await own.tenant.createUser())
    const machine = await own.asMachine(['create:organizations'])
    expect(await person.send('POST', 'organizations', { name: 'place-a' })).toMatchObject({ status: 201 })
    const { status, json, headers } = await person.send('POST', 'organizations', { name: 'place-b' })
    expect({ status, json }).toMatchObject({ status: 429, json: { errorCode: 'too_many' } })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(86_000)
    for (const name of ['place-c', 'place-d'])
      expect(await machine.send('POST', 'organizations', { name })).toMatchObject({ status: 201 })
    expect(await own.tenant.read((tx) => tx.organization.count())).toBe(3)
  })
})
