import { beforeAll, describe, expect, it } from 'vitest'
import { withOrigin } from '@/lib/db/events'
import { DomainError } from '@/lib/errors'
import { addDomain } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { arrived } from '@/test/fixtures/signed-out'
import { type TestTenant, testPassword, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { findSession } from './find-session'
import { signInUnlessRouted, signInWithPassword, type PasswordAttempt } from './sign-in-with-password'

let tenant: TestTenant
let ann: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  ann = await tenant.createUser({ name: 'Ann Archer', password: testPassword })
})

let addresses = 0
/** Runs from its own IP address, so that tests do not use up each other’s attempts. */
function from<T>(work: () => Promise<T>, ip = `192.0.2.${++addresses}`): Promise<T> {
  return withOrigin({ ip }, work)
}

function attempt(given: Partial<PasswordAttempt> = {}) {
  return arrived(
    from(() => signInWithPassword(tenant.tenantId, { email: ann.email, password: testPassword, ...given })),
  )
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; field: unknown }> {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof DomainError)) throw new Error('It was not refused.')
  return { code: error.code, message: error.message, field: error.field }
}

describe('a right password', () => {
  it('opens a session of its own each time', async () => {
    const first = await attempt()
    const second = await attempt()
    expect(first.sessionId).not.toBe(second.sessionId)
    const live = await findSession(tenant.tenantId, first.sessionId, first.userId)
    expect(live).toMatchObject({ user: { id: ann.id }, amr: ['pwd'], organization: null })
  })

  it('finds the address however it is written', async () => {
    expect((await attempt({ email: ` ${ann.email.toUpperCase()} ` })).userId).toBe(ann.id)
  })

  it('enters the organization whose page was used', async () => {
    const organization = await tenant.createOrganization({ owner: ann })
    const arrival = await attempt({ organizationId: organization.id })
    expect(arrival.organization).toEqual({ id: organization.id, slug: organization.slug })
    const live = await findSession(tenant.tenantId, arrival.sessionId, ann.id)
    expect(live?.organization?.id).toBe(organization.id)
  })

  it('enters no organization at the page of one that the user is not a member of', async () => {
    const organization = await tenant.createOrganization()
    const arrival = await attempt({ organizationId: organization.id })
    expect(arrival.organization).toBeNull()
    const live = await findSession(tenant.tenantId, arrival.sessionId, ann.id)
    expect(live?.organization).toBeNull()
  })
})

describe('every refusal is the same', () => {
  const refusal = { code: 'invalid', message: 'That email and password do not match.', field: undefined }

  it('for a wrong password, an unknown address and a malformed address', async () => {
    expect(await refusalOf(attempt({ password: 'not-the-front-door' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ email: 'nobody@tenant.test' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ email: 'no address' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ password: 'x'.repeat(5000) }))).toEqual(refusal)
  })

  it('for a user who is blocked, not verified or without a password', async () => {
    const blocked = await tenant.createUser({ password: testPassword })
    await tenant.write((tx) => tx.user.updateMany({ where: { id: blocked.id }, data: { blocked: true } }))
    const unverified = await tenant.createUser({ password: testPassword, isVerified: false })
    const without = await tenant.createUser()
    for (const { email } of [blocked, unverified, without])
      expect(await refusalOf(attempt({ email }))).toEqual(refusal)
  })

  it('for an organization that does not take passwords', async () => {
    const organization = await tenant.createOrganization({ owner: ann })
    await tenant.write((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: organization.id, connectionId: tenant.connection('password') },
      }),
    )
    expect(await refusalOf(attempt({ organizationId: organization.id }))).toEqual(refusal)
  })

  it('for the password of a user with the same address in another tenant', async () => {
    const other = await createTestTenant()
    await other.createUser({ email: ann.email, password: 'another-front-door' })
    expect(await refusalOf(attempt({ password: 'another-front-door' }))).toEqual(refusal)
  })

  it('and is recorded without a word about the password', async () => {
    const carol = await tenant.createUser({ password: testPassword })
    await refusalOf(attempt({ email: carol.email, password: 'a guess at the door' }))
    const [event] = await tenant.read((tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: tenant.tenantId, type: 'session.refused', targetId: carol.id },
        include: { people: true },
      }),
    )
    expect(event).toMatchObject({ actorId: null, people: { targetEmail: carol.email } })
    expect(JSON.stringify(event)).not.toContain('a guess')
  })
})

/** As the form does, for an address that leads nowhere else. */
async function signInByForm(tenantId: string, given: PasswordAttempt) {
  const arrival = await signInUnlessRouted(tenantId, given, () => true)
  if ('routedTo' in arrival) throw new Error('The address leads to an organization.')
  return arrival
}

describe.each([
  ['by the form', signInByForm],
  ['by NextAuth’s endpoint', signInWithPassword],
])('guessing, %s,', (_, signInWithPassword) => {
  it('gets ten hashes out of two hundred tries at once; a known device still gets in', async () => {
    const dan = await tenant.createUser({ password: testPassword })
    const guess = async (index: number): Promise<string> => {
      const attempt = { email: dan.email, password: `guess number ${index}` }
      const { code } = await refusalOf(
        from(() => signInWithPassword(tenant.tenantId, attempt), '198.51.100.7'),
      )
      // On a busy machine some wait too long for a connection, which says nothing about the limit.
      return code === 'unavailable' ? guess(index) : code
    }
    const codes = await Promise.all(Array.from({ length: 200 }, (_, index) => guess(index)))
    expect(codes.filter((code) => code === 'invalid')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too_many')).toHaveLength(190)
    const own = { email: dan.email, password: testPassword }
    const locked = from(() => signInWithPassword(tenant.tenantId, own), '198.51.100.7')
    expect((await refusalOf(locked)).code).toBe('too_many')
    const known = arrived(
      from(() => signInWithPassword(tenant.tenantId, { ...own, device: 'known' }), '198.51.100.7'),
    )
    expect((await known).userId).toBe(dan.id)
  })

  it('counts all addresses of an IPv6 network as one', async () => {
    const { email } = await tenant.createUser({ password: testPassword })
    const guess = (ip: string) =>
      refusalOf(from(() => signInWithPassword(tenant.tenantId, { email, password: 'a guess' }), ip))
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(`2001:db8::${index}`)))
    expect(guesses.filter(({ code }) => code === 'too_many')).toHaveLength(2)
    expect((await guess('2001:db8:0:1::1')).code).toBe('invalid')
  })

  it('does not include frequent correct sign-ins', async () => {
    const eve = await tenant.createUser({ password: testPassword })
    for (let time = 0; time < 12; time++) {
      const own = { email: eve.email, password: testPassword }
      await from(() => signInWithPassword(tenant.tenantId, own), '198.51.100.8')
    }
  })
})

it('an address that leads to an organization counts as no attempt, and tries no password', async () => {
  const organization = await tenant.createOrganization()
  const domain = newDomain()
  await tenant.write((tx) => addDomain(tx, { organizationId: organization.id, domain, isVerified: true }))
  const email = `dora@${domain}`
  const dora = await tenant.createUser({ email, password: testPassword })
  const own = { email, password: testPassword }
  const sessions = () => tenant.read((tx) => tx.session.count({ where: { userId: dora.id } }))
  const before = await sessions()
  for (let time = 0; time < 12; time++) {
    const routed = from(
      () => signInUnlessRouted(tenant.tenantId, own, ({ id }) => id === organization.id),
      '198.51.100.9',
    )
    expect(await routed).toMatchObject({ routedTo: { id: organization.id } })
  }
  expect(await sessions()).toBe(before)
  const here = arrived(from(() => signInByForm(tenant.tenantId, own), '198.51.100.9'))
  await expect(here).rejects.toThrow('leads to an organization')
  const arrival = await arrived(from(() => signInWithPassword(tenant.tenantId, own), '198.51.100.9'))
  expect(arrival.userId).toBe(dora.id)
})
