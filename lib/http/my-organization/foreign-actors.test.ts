import { beforeAll, describe, expect, it, vi } from 'vitest'
import { attempt } from '@/test/attempts'
import { fingerprint } from '@/test/fixtures/foreign-tenant'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import {
  createForeignMyOrganization,
  type ForeignMyOrganization,
} from '@/test/fixtures/foreign-my-organization'
import type { TestOrganization } from '@/test/fixtures/tenant'
import type { MyOrganizationCaller } from '@/test/my-organization-api'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let victim: ForeignMyOrganization
let elsewhere: TestOrganization
/** An owner and a machine of another organization of the same tenant. */
let neighbours: Record<string, MyOrganizationCaller>

beforeAll(async () => {
  victim = await createForeignMyOrganization()
  const { tenant, api } = victim
  const neighbour = await tenant.createUser()
  elsewhere = await tenant.createOrganization({ owner: neighbour })
  const machine = await MyOrganizationMachine.create(api, [elsewhere])
  neighbours = { owner: await api.as(neighbour, elsewhere), machine: await machine.at(elsewhere) }
})

/** The answers to operations with the victim’s ids, after which the victim has what it had. */
async function answersTo(
  caller: MyOrganizationCaller,
  operations: typeof myOrganizationOperations,
): Promise<{ name: string; status: number }[]> {
  const before = await fingerprint(victim, elsewhere.id)
  const found: { name: string; status: number }[] = []
  for (const one of operations) {
    const { status } = await attempt(caller, one, { foreign: victim })
    found.push({ name: `${one.method} ${one.path}`, status })
  }
  expect(await fingerprint(victim, elsewhere.id)).toBe(before)
  return found
}

describe.each(['owner', 'machine'])('the %s of another organization', (who) => {
  it('404: for every operation with the victim’s ids in its path', async () => {
    const caller = neighbours[who]
    if (!caller) throw new Error('There is no such caller.')
    const withIds = myOrganizationOperations.filter(({ path }) => path.includes('{'))
    const found = await answersTo(caller, withIds)
    // Turning on provisioning takes a person.
    const others = found.filter(({ name }) => who === 'owner' || !/^POST .*\/provisioning$/.test(name))
    expect(others.filter(({ status }) => status !== 404)).toEqual([])
    expect(others.length).toBeGreaterThan(20)
  })

  it('changes nothing of the victim’s by ids in a body', async () => {
    const caller = neighbours[who]
    if (!caller) throw new Error('There is no such caller.')
    const without = myOrganizationOperations.filter(
      ({ path, operation }) => !path.includes('{') && operation.body,
    )
    const found = await answersTo(caller, without)
    expect(found.filter(({ status }) => status >= 500)).toEqual([])
  })
})

it('the owner’s own requests with these ids are answered, so the ids are real', async () => {
  const asOwner = await victim.api.as(victim.owner, victim.organization)
  const reads = myOrganizationOperations.filter(({ method, path }) => method === 'GET' && path.includes('{'))
  for (const one of reads)
    expect((await attempt(asOwner, one, { foreign: victim })).status, one.path).toBe(200)
})
