import { beforeAll, describe, expect, it } from 'vitest'
import { verifySignUp } from '@/lib/domain/users/sign-up'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { readContinueUrl } from '@/lib/domain/users/ticket-parts'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { address, from, canSignIn, refusalCode, findUserByEmail } from '@/test/fixtures/signed-out'
import { testPassword, createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'
import { expectRefusals, type Request } from '@/test/expect-refusals'
import { eventsOf } from '@/test/fixtures/operator'

let api: Api
let caller: ApiCaller
let organization: TestOrganization
let foreign: { person: TestUser; organization: TestOrganization; connectionId: string }
const newPassword = 'another-front-door'

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['create:user_tickets'])
  organization = await api.tenant.createOrganization()
  const tenant = await createTestTenant()
  const person = await tenant.createUser({ isVerified: false })
  foreign = {
    person,
    organization: await tenant.createOrganization(),
    connectionId: tenant.connection('password'),
  }
})

function unverified(): Promise<TestUser> {
  return api.tenant.createUser({ isVerified: false, password: testPassword })
}

/** Creates a link and returns its secret. */
async function createTicket(path: string, body: object): Promise<string> {
  const { status, json } = await caller.send('POST', `tickets/${path}`, body)
  expect([status, json['message']]).toEqual([201, undefined])
  const link = String(json['ticket'])
  const prefix = `${api.openid.tenant.url}${path === 'password-change' ? '/reset/' : '/verify?token='}`
  expect(link.slice(0, prefix.length)).toBe(prefix)
  return link.slice(prefix.length)
}

function verify(token: string) {
  return from(() => verifySignUp(api.tenant.tenantId, { token }, newPassword))
}

function reset(token: string) {
  return from(() => resetPassword(api.tenant.tenantId, { token, password: newPassword }))
}

/** Where the page at this path continues. */
function continueUrlAt(path: string | null): Promise<string | null> {
  return readContinueUrl(api.tenant.tenantId, (path ?? '').replace('/continue/', ''))
}

async function lifeOf(userId: string): Promise<number> {
  const emailToken = await api.tenant.read((tx) => tx.emailProof.findFirstOrThrow({ where: { userId } }))
  return (emailToken.expiresAt.getTime() - emailToken.createdAt.getTime()) / 1000
}

function refused(requests: readonly Request[], status: number, errorCode?: string): Promise<void> {
  return expectRefusals({ tenant: api.tenant, caller }, requests, {
    status,
    ...(errorCode === undefined ? {} : { errorCode }),
  })
}

function requested(path: string, bodies: readonly object[]): Request[] {
  return bodies.map((body) => ['POST', `tickets/${path}`, body])
}

describe('POST /tickets/email-verification', () => {
  it('201: a link that works once, verifies the address and sets a password', async () => {
    const ann = await unverified()
    const token = await createTicket('email-verification', { user_id: ann.id })
    expect(await lifeOf(ann.id)).toBe(432_000)
    expect(await verify(token)).toMatchObject({ userId: ann.id, returnTo: null })
    expect((await findUserByEmail(api.tenant, ann.email))?.emailVerifiedAt).not.toBeNull()
    expect(await canSignIn(api.tenant, address(ann.email), testPassword)).toBe(false)
    expect(await canSignIn(api.tenant, address(ann.email), newPassword)).toBe(true)
    expect(await refusalCode(verify(token))).toBe('gone')
  })

  it('201: stores the link’s secret nowhere', async () => {
    const ann = await unverified()
    const token = await createTicket('email-verification', { user_id: ann.id })
    const events = await eventsOf(api.tenant, 'user.verification_ticket_made')
    const proofs = await api.tenant.read((tx) => tx.emailProof.findMany({ where: { userId: ann.id } }))
    expect(events.at(-1)).toMatchObject({ targetId: ann.id, actorId: caller.client.id })
    expect(JSON.stringify([events, proofs])).not.toContain(token)
  })

  it('201: a link with the requested lifetime that leads to the requested URL or into the organization', async () => {
    const ann = await unverified()
    const ben = await unverified()
    const result_url = `${api.openid.tenant.url}/account?tab=1`
    const body = { user_id: ann.id, result_url, ttl_sec: 90, includeEmailInRedirect: false }
    const token = await createTicket('email-verification', body)
    expect(await lifeOf(ann.id)).toBe(90)
    expect(await verify(token)).toMatchObject({ returnTo: '/account?tab=1' })
    await api.tenant.addMember(organization, ben)
    const into = { client_id: api.openid.web.id, organization_id: organization.id, ttl_sec: 0 }
    const landing = await createTicket('email-verification', { user_id: ben.id, ...into })
    expect(await lifeOf(ben.id)).toBe(432_000)
    expect(await verify(landing)).toMatchObject({ organization: { id: organization.id } })
  })

  it('201: a link to an application, through a page that names it', async () => {
    const ann = await unverified()
    const ben = await unverified()
    const there = {
      id: newId('client'),
      name: 'There',
      initiateLoginUri: 'https://app.tenant.test/login?a=b',
    }
    await api.tenant.write((tx) =>
      tx.client.create({ data: { ...there, appType: 'regular_web', tokenEndpointAuthMethod: 'none' } }),
    )
    const result = await createTicket('email-verification', {
      user_id: ann.id,
      result_url: 'https://app.tenant.test/welcome',
    })
    const welcome = 'https://app.tenant.test/welcome?success=true&code=success'
    expect(await continueUrlAt((await verify(result)).returnTo)).toBe(welcome)
    const named = { client_id: there.id, organization_id: organization.id }
    const toLogin = await createTicket('email-verification', { user_id: ben.id, ...named })
    const login = `${there.initiateLoginUri}&organization_id=${organization.id}&organization_name=${organization.slug}`
    expect(await continueUrlAt((await verify(toLogin)).returnTo)).toBe(login)
  })

  it('400: invalid or unsupported properties', async () => {
    const { id: user_id } = await unverified()
    const { url } = api.openid.tenant
    const odd = [
      ...[
        'https://elsewhere.test/',
        `${url}.elsewhere.test/`,
        'http://app.tenant.test/',
        '//elsewhere.test',
        '/account',
        'javascript:1',
      ],
      ...[url.replace('://', '://x@'), `${url}//elsewhere.test`, `${url}/\\elsewhere.test`],
    ].map((result_url) => ({ user_id, result_url }))
    const both = [{ client_id: api.openid.web.id }, { organization_id: organization.id }].map((more) => ({
      user_id,
      result_url: `${url}/account`,
      ...more,
    }))
    const more = [
      ...[{ ttl_sec: -1 }, { ttl_sec: 2_592_001 }, { ttl_sec: 1.5 }, { includeEmailInRedirect: true }],
      ...[{ identity: { user_id: '1', provider: 'auth0' } }, { email: 'x@tenant.test' }],
    ].map((one) => ({ user_id, ...one }))
    await refused(requested('email-verification', [{}, ...odd, ...both, ...more]), 400, 'invalid_body')
  })

  it('400: a user with a verified address', async () => {
    const { id: user_id } = await api.tenant.createUser()
    await refused(requested('email-verification', [{ user_id }]), 400, 'invalid_body')
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    const { id: user_id } = await unverified()
    const at = (bodies: object[]) => requested('email-verification', bodies)
    await refused(at([{ user_id: 'auth0|x' }, { user_id: foreign.person.id }]), 404, 'inexistent_user')
    await refused(at([{ user_id, client_id: 'x' }]), 404, 'inexistent_client')
    const organizations = [newId('organization'), foreign.organization.id]
    await refused(at(organizations.map((organization_id) => ({ user_id, organization_id }))), 404)
  })
})

describe('POST /tickets/password-change', () => {
  it('201: a link that works once, sets a password and ends the user’s sessions', async () => {
    const ann = await api.tenant.createUser({ password: testPassword })
    const token = await createTicket('password-change', { user_id: ann.id })
    expect(await lifeOf(ann.id)).toBe(432_000)
    expect(await reset(token)).toMatchObject({ userId: ann.id, returnTo: null })
    expect(await canSignIn(api.tenant, address(ann.email), testPassword)).toBe(false)
    expect(await canSignIn(api.tenant, address(ann.email), newPassword)).toBe(true)
    const session = await api.tenant.read((tx) =>
      tx.session.findFirstOrThrow({ where: { id: ann.sessionId }, select: { endedAt: true } }),
    )
    expect(session.endedAt).not.toBeNull()
    expect(await refusalCode(reset(token))).toBe('gone')
    const events = await eventsOf(api.tenant, 'user.password_ticket_made')
    expect(JSON.stringify(events)).not.toContain(token)
  })

  it('201: by address, leading to the requested URL', async () => {
    const ann = await api.tenant.createUser({ password: testPassword })
    const byAddress = { connection_id: api.tenant.connection('password'), email: ann.email.toUpperCase() }
    const result_url = `${api.openid.tenant.url}/orgs`
    const token = await createTicket('password-change', { ...byAddress, result_url, ttl_sec: 60 })
    expect(await reset(token)).toMatchObject({ userId: ann.id, returnTo: '/orgs' })
  })

  it('201: verifies an unverified user with mark_email_as_verified', async () => {
    const ann = await unverified()
    const token = await createTicket('password-change', { user_id: ann.id, mark_email_as_verified: true })
    await reset(token)
    expect((await findUserByEmail(api.tenant, ann.email))?.emailVerifiedAt).not.toBeNull()
    expect(await canSignIn(api.tenant, address(ann.email), newPassword)).toBe(true)
  })

  it('400: an unverified user without mark_email_as_verified', async () => {
    const { id: user_id } = await unverified()
    const bodies = [{ user_id }, { user_id, mark_email_as_verified: false }]
    await refused(requested('password-change', bodies), 400, 'invalid_body')
  })

  it('400: no clear user, and invalid or unsupported properties', async () => {
    const { id: user_id, email } = await api.tenant.createUser()
    const connection_id = api.tenant.connection('password')
    const unclear = [{}, { email }, { connection_id }, { user_id, email }, { user_id, connection_id }]
    const more = [
      { result_url: 'https://elsewhere.test' },
      { result_url: `${api.openid.tenant.url}/`, organization_id: organization.id },
      { ttl_sec: 2_592_001 },
      { new_password: 'x' },
    ]
    const bodies = [...unclear, ...more.map((one) => ({ user_id, ...one }))]
    await refused(requested('password-change', bodies), 400, 'invalid_body')
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    const { id: user_id, email } = await api.tenant.createUser()
    const at = (bodies: object[]) => requested('password-change', bodies)
    const connection_id = api.tenant.connection('password')
    const people = [
      { user_id: 'auth0|x' },
      { user_id: foreign.person.id },
      { connection_id, email: 'nobody@tenant.test' },
      { connection_id, email: foreign.person.email },
    ]
    await refused(at(people), 404, 'inexistent_user')
    await refused(at([{ user_id, client_id: 'x' }]), 404, 'inexistent_client')
    const connections = [newId('connection'), foreign.connectionId, api.tenant.connection('email')]
    await refused(at(connections.map((one) => ({ connection_id: one, email }))), 404, 'inexistent_connection')
    await refused(at([{ user_id, organization_id: foreign.organization.id }]), 404)
  })
})
