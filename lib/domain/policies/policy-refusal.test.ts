import { describe, expect, it } from 'vitest'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { createConnection, enableConnection } from '@/test/fixtures/builders'
import { setUpApp } from '@/test/fixtures/authenticators'
import { createProvider } from '@/test/fixtures/connections'
import { createOperator } from '@/test/fixtures/operator'
import { PasskeyFixture } from '@/test/fixtures/passkeys'
import { PoliciesFixture } from '@/test/fixtures/policies'
import { refusalCode } from '@/test/fixtures/signed-out'
import { openSupport } from '@/test/fixtures/support'
import { signInLinkedUser } from '../connections/sign-in-linked-user'
import { findSession } from '../users/find-session'
import { setSessionOrganization } from '../users/set-session-organization'
import { switchOrganization } from '../users/switch-organization'

const fixture = await PoliciesFixture.create()
const { tenant } = fixture
const { tenantId } = tenant

async function requiring(): Promise<PoliciesFixture> {
  const made = await PoliciesFixture.create(tenant)
  await made.set({ secondFactorInDays: 0 })
  return made
}

async function google(at: PoliciesFixture): Promise<string> {
  const connectionId = await createProvider(tenant)
  const organizationId = at.organization.id
  await tenant.write((tx) => enableConnection(tx, { organizationId, connectionId }))
  return connectionId
}

describe('a required second factor', () => {
  it('refuses members and owners who signed in without one, from the next request on', async () => {
    const at = await PoliciesFixture.create(tenant)
    const owner = await at.signedInBy(at.owner, { amr: ['pwd'] })
    const member = await tenant.accessTo(at.organization, at.member)
    const owning = await at.access(owner)
    await at.set({ secondFactorInDays: 0 })
    expect(await at.refusalOf(at.member)).toBe('factor')
    expect(await at.refusalOf(owner)).toBe('factor')
    // Access that was checked before begins no transaction any more.
    const nothing = () => Promise.resolve(null)
    expect(await refusalCode(read(member, nothing))).toBe('sign_in_again')
    expect(await refusalCode(read(owning, nothing))).toBe('sign_in_again')
    expect(await refusalCode(switchOrganization(at.member.self, at.organization.id))).toBe('sign_in_again')
  })

  it('is not met by an emailed code or a provider of the tenant, unless it says so', async () => {
    const at = await requiring()
    const connectionId = await google(at)
    const refusals = []
    for (const by of [
      { connectionId: tenant.connection('email'), amr: ['otp'] },
      { connectionId, amr: ['federated'] },
      // Only user presence.
      { connectionId, amr: ['federated', 'user', 'hwk', 'pwd', 'otp'] },
      { connectionId, amr: ['federated', 'mfa'] },
    ])
      refusals.push(await at.refusalOf(await at.signedInBy(at.member, by)))
    expect(refusals).toEqual(['factor', 'factor', 'factor', null])
  })

  it('is met by a code from an app, a passkey and the organization’s own connection', async () => {
    const at = await requiring()
    const organizationId = at.organization.id
    const own = { strategy: 'oidc', displayName: 'Own', organizationId }
    const connectionId = await tenant.write(async (tx) => {
      const id = await createConnection(tx, own)
      await enableConnection(tx, { organizationId, connectionId: id })
      return id
    })
    for (const by of [
      { amr: ['pwd', 'otp', 'mfa'] },
      { connectionId: tenant.connection('passkey'), amr: ['swk', 'user'] },
      { connectionId, amr: ['federated'] },
    ])
      expect(await at.refusalOf(await at.signedInBy(at.member, by)), JSON.stringify(by)).toBeNull()
  })

  it('concerns this organization alone, and where the session lands', async () => {
    const at = await PoliciesFixture.create(tenant)
    const there = await at.elsewhere()
    const { sessionId, id } = at.member
    await switchOrganization(at.member.self, at.organization.id)
    expect((await findSession(tenantId, sessionId, id))?.organization?.id).toBe(at.organization.id)
    await at.set({ secondFactorInDays: 0 })
    expect((await findSession(tenantId, sessionId, id))?.organization).toBeNull()
    expect(await at.refusalOf(at.member, there)).toBeNull()
  })

  it('does not begin before its date', async () => {
    const at = await PoliciesFixture.create(tenant)
    await at.set({ secondFactorInDays: 7 })
    expect(await at.refusalOf(at.member)).toBeNull()
    const organizationId = at.organization.id
    const move = (seconds: number) =>
      tenant.write(
        (tx) => tx.$executeRaw`
          UPDATE organization_policies SET second_factor_from = clock_timestamp() + make_interval(secs => ${seconds})
          WHERE organization_id = ${organizationId}`,
      )
    await move(60)
    expect(await at.refusalOf(at.member)).toBeNull()
    await move(0)
    expect(await at.refusalOf(at.member)).toBe('factor')
  })

  it('is met at once by an app that was just set up, in this session alone', async () => {
    const at = await requiring()
    const other = await tenant.secondSession(at.member)
    await setUpApp(at.member)
    expect(await at.refusalOf(at.member)).toBeNull()
    expect(await at.refusalOf(other)).toBe('factor')
    const session = await findSession(tenantId, at.member.sessionId, at.member.id)
    expect(session?.amr).toEqual(['mfa', 'otp', 'pwd'])
  })

  it('is met at once by a passkey that was just added, in this session alone', async () => {
    const at = await requiring()
    const other = await tenant.secondSession(at.member)
    await new PasskeyFixture(tenant).device(at.member)
    expect(await at.refusalOf(at.member)).toBeNull()
    expect(await at.refusalOf(other)).toBe('factor')
    const session = await findSession(tenantId, at.member.sessionId, at.member.id)
    expect(session?.amr).toEqual(['mfa', 'pwd', 'user'])
  })

  it('refuses whatever kind of access asks, and keeps the kind', async () => {
    const at = await requiring()
    const connectionId = tenant.connection('password')
    const { id: organizationId } = at.organization
    const { id: userId, sessionId } = at.member
    const elsewhere = await tenant.accessTo(await at.elsewhere(), at.member)
    for (const access of [at.member.self, elsewhere]) {
      const [row] = await read(
        access,
        (tx) => tx.$queryRaw<[{ refusal: string | null; kind: string }]>`
          SELECT foyer.policy_refusal(${organizationId}, ${userId}, ${connectionId}, now(), ${sessionId}, true)
            AS refusal, foyer.access_kind() AS kind`,
      )
      expect(row).toEqual({ refusal: 'factor', kind: access.kind })
    }
  })

  it('concerns operators who enter by inheritance, and not those who opened it as support', async () => {
    const own = await PoliciesFixture.create()
    const { tenant: itsTenant, organization } = own
    const operator = await createOperator(itsTenant)
    const flag = { inheritGlobalPermissionsInOrganizations: true }
    await itsTenant.write((tx) => tx.tenant.updateMany({ where: { id: itsTenant.tenantId }, data: flag }))
    expect(await own.refusalOf(operator)).toBeNull()
    await own.set({ secondFactorInDays: 0, idleMinutes: 5, sessionMinutes: 30 })
    expect(await own.refusalOf(operator)).toBe('factor')
    await openSupport(itsTenant, operator, { organization })
    expect(await own.refusalOf(operator)).toBeNull()
  })

  it('asks for the code of a user who comes back from a provider that asked for none', async () => {
    const at = await requiring()
    const connectionId = await google(at)
    await setUpApp(at.member)
    const signIn = (organizationId: string | null, amr: string[]) =>
      change(bypassRowSecurity('a test signs in', tenantId), (tx) =>
        signInLinkedUser(
          tx,
          { tenantId, userId: at.member.id },
          {
            connectionId,
            issuer: '',
            organizationId,
            slug: null,
            returnTo: null,
            ticket: null,
            profile: {
              subject: at.member.id,
              address: null,
              emailVerified: null,
              isOwnAddress: false,
              name: null,
              picture: null,
              amr,
            },
          },
        ),
      )
    expect((await signIn(at.organization.id, [])).kind).toBe('code')
    expect((await signIn(at.organization.id, ['mfa'])).kind).toBe('arrived')
    expect((await signIn((await at.elsewhere()).id, [])).kind).toBe('arrived')
    expect((await signIn(null, [])).kind).toBe('arrived')
  })

  it('lets someone sign in at its page without one, but the session does not land there', async () => {
    const at = await requiring()
    const person = {
      tenantId,
      userId: at.member.id,
      connectionId: tenant.connection('password'),
      amr: ['pwd'],
    }
    const { arrival } = await tenant.write((tx) => setSessionOrganization(tx, person, at.organization.id))
    expect(arrival.organization).toBeNull()
  })
})

describe('the time of a session', () => {
  it('refuses a sign-in that is older, however much it is used, and not the next one', async () => {
    const at = await PoliciesFixture.create(tenant)
    const there = await at.elsewhere()
    await at.age(at.member, { opened: 61, used: 0 })
    expect(await at.refusalOf(at.member)).toBeNull()
    await at.set({ sessionMinutes: 60 })
    expect(await at.refusalOf(at.member)).toBe('time')
    expect(await at.refusalOf(at.member, there)).toBeNull()
    await at.age(at.member, { opened: 59, used: 0 })
    expect(await at.refusalOf(at.member)).toBeNull()
    expect(await at.refusalOf(await tenant.secondSession(at.member))).toBeNull()
  })

  it('refuses a session that was idle, also once it is used again elsewhere', async () => {
    const at = await PoliciesFixture.create(tenant)
    const there = await at.elsewhere()
    await at.set({ idleMinutes: 30 })
    await at.age(at.member, { opened: 50, used: 29 })
    expect(await at.refusalOf(at.member)).toBeNull()
    await at.age(at.member, { opened: 90, used: 31 })
    // The request is noted as use, and so is the one in another organization.
    expect(await at.refusalOf(at.member)).toBe('time')
    expect(await at.refusalOf(at.member, there)).toBeNull()
    expect(await at.refusalOf(at.member)).toBe('time')
    expect(await at.refusalOf(await tenant.secondSession(at.member))).toBeNull()
  })

  it('counts idle time before the organization was opened, in the organization that asks for less', async () => {
    const strict = await PoliciesFixture.create(tenant)
    const lax = await PoliciesFixture.create(tenant)
    await tenant.addMember(lax.organization, strict.member)
    await strict.set({ idleMinutes: 15 })
    await lax.set({ idleMinutes: 60 })
    await strict.age(strict.member, { opened: 50, used: 20 })
    expect(await lax.refusalOf(strict.member)).toBeNull()
    expect(await strict.refusalOf(strict.member)).toBe('time')
    const access = await tenant.accessTo(lax.organization, strict.member)
    await lax.set({ idleMinutes: 10 })
    expect(await refusalCode(read(access, () => Promise.resolve(null)))).toBe('sign_in_again')
  })
})
