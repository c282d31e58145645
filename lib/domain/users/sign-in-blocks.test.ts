import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { withOrigin } from '@/lib/db/events'
import { refusalCode } from '@/test/fixtures/signed-out'
import { type TestTenant, testPassword, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { listSignInBlocks, unblockSignIn } from './sign-in-blocks'
import { signInWithPassword } from './sign-in-with-password'

let tenant: TestTenant
let access: TenantAccess<'read:users' | 'update:users'>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:users', 'update:users')
})

function tryAt(email: string, ip: string, password = 'a wrong one'): Promise<unknown> {
  return withOrigin({ ip }, () => signInWithPassword(tenant.tenantId, { email, password }))
}

/** Tries wrong passwords from one IP address until it is blocked. */
async function blocked(email: string, ip = `host-${randomUUID()}`): Promise<string> {
  for (let n = 0; n < 10; n++) expect(await refusalCode(tryAt(email, ip))).toBe('invalid')
  expect(await refusalCode(tryAt(email, ip))).toBe('too_many')
  return ip
}

function blocksOf({ id: userId }: TestUser) {
  return listSignInBlocks(access, { userId })
}

it('lists blocked IP addresses by user id and by email address, and unblocks only that user', async () => {
  const ann = await tenant.createUser({ password: testPassword })
  const ben = await tenant.createUser()
  const quiet = `host-${randomUUID()}`
  expect(await refusalCode(tryAt(ann.email, quiet))).toBe('invalid')
  expect(await blocksOf(ann)).toEqual([])
  const annIp = await blocked(ann.email)
  const benIp = await blocked(ben.email)
  expect(await blocksOf(ann)).toEqual([{ email: ann.email, ip: annIp }])
  expect(await listSignInBlocks(access, { emailFolded: ann.email })).toEqual(await blocksOf(ann))
  await unblockSignIn(access, { userId: ann.id })
  expect(await blocksOf(ann)).toEqual([])
  expect(await tryAt(ann.email, annIp, testPassword)).toMatchObject({ userId: ann.id })
  expect(await blocksOf(ben)).toEqual([{ email: ben.email, ip: benIp }])
  const [event] = await eventsOf(tenant, 'user.sign_in_blocks_lifted')
  expect(event).toMatchObject({ targetId: ann.id, details: {}, people: { targetEmail: ann.email } })
})

it('lists and unblocks an email address that no user has', async () => {
  const email = `${randomUUID().slice(0, 13)}@tenant.test`
  const ip = await blocked(email)
  expect(await listSignInBlocks(access, { emailFolded: email })).toEqual([{ email, ip }])
  await unblockSignIn(access, { emailFolded: email })
  expect(await listSignInBlocks(access, { emailFolded: email })).toEqual([])
})

it('is refused for an unknown user, and for a user of another tenant', async () => {
  const theirs = await (await createTestTenant()).createUser()
  for (const userId of ['auth0|nobody', theirs.id]) {
    expect(await refusal(listSignInBlocks(access, { userId }))).toBe('not_found')
    expect(await refusal(unblockSignIn(access, { userId }))).toBe('not_found')
  }
})
