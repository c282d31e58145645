import { beforeAll, expect, it } from 'vitest'
import { address, from, refusalCode } from '@/test/fixtures/signed-out'
import {
  createTestTenant,
  testPassword,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { listEvents } from '../audit/list-events'
import { requestSignInEmail, signInWithEmail } from './sign-in-with-email'
import { signInWithPassword } from './sign-in-with-password'

let tenant: TestTenant
let owner: TestUser
let stranger: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga', password: testPassword })
  stranger = await tenant.createUser({ name: 'Sten', password: testPassword })
  organization = await tenant.createOrganization({ owner })
})

function fail(email: string, organizationId?: string): Promise<string> {
  const attempt = { email, password: 'wrong', ...(organizationId === undefined ? {} : { organizationId }) }
  return refusalCode(from(() => signInWithPassword(tenant.tenantId, attempt)))
}

async function failuresSeen(where = organization) {
  const access = await tenant.accessTo(where, owner, 'read:organization_logs')
  const { events } = await listEvents(access, { group: 'session' })
  return events
    .filter(({ type }) => type === 'session.failed')
    .map(({ targetId, targetName, targetEmail, details }) => ({ targetId, targetName, targetEmail, details }))
    .reverse()
}

const unknown = { targetId: 'unknown', targetName: null, targetEmail: null }

it('shows an organization the failed sign-ins at its page, and who it was only of its members', async () => {
  const elsewhere = await tenant.createOrganization({ owner })
  await fail(owner.email, organization.id)
  await fail(stranger.email, organization.id)
  await fail('nobody@elsewhere.test', organization.id)
  await fail(owner.email)
  const member = { targetId: owner.id, targetName: 'Olga', targetEmail: owner.email }
  const details = { way: 'password' }
  expect(await failuresSeen()).toEqual([
    { ...member, details },
    { ...unknown, details },
    { ...unknown, details },
  ])
  expect(await failuresSeen(elsewhere)).toEqual([])
})

it('shows wrong codes from emails, too', async () => {
  const where = await tenant.createOrganization({ owner })
  for (const person of [owner, stranger]) {
    const input = { address: address(person.email), organizationId: where.id }
    const { proofId } = await from(() => requestSignInEmail(tenant.tenantId, input))
    await refusalCode(from(() => signInWithEmail(tenant.tenantId, { proofId, code: 'none' })))
  }
  const found = await failuresSeen(where)
  expect(found.map(({ targetId, details }) => [targetId, details])).toEqual([
    [owner.id, { way: 'email' }],
    ['unknown', { way: 'email' }],
  ])
})
