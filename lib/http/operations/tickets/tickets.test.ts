import { beforeAll, describe, expect, test } from 'vitest'
import { proveSignUp } from '@/lib/domain/users/prove-sign-up'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { readContinueUrl } from '@/lib/domain/users/continue-url'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { address, from, passwordOpens, refusalCode, userAt } from '@/test/at-the-door'
import { housePassword, makeHouse, type Person, type Place } from '@/test/house'
import { expectRefusals, type Request } from '@/test/refusing'
import { eventsOf } from '@/test/tenant-level'

let api: Api
let caller: ApiCaller
let place: Place
let foreign: { person: Person; place: Place; connectionId: string }
const newPassword = 'another-front-door'

beforeAll(async () => {
  api = await startApi()
  caller = await api.machine(['create:user_tickets'])
  place = await api.house.organization()
  const house = await makeHouse()
  const person = await house.person({ proven: false })
  foreign = { person, place: await house.organization(), connectionId: house.connection('password') }
})

function unproven(): Promise<Person> {
  return api.house.person({ proven: false, password: housePassword })
}

/** The secret of the link that was made. */
async function made(path: string, body: object): Promise<string> {
  const { status, json } = await caller.send('POST', `tickets/${path}`, body)
  expect([status, json['message']]).toEqual([201, undefined])
  const link = String(json['ticket'])
  const begins = `${api.realm.tenant.url}${path === 'password-change' ? '/reset/' : '/verify?token='}`
  expect(link.slice(0, begins.length)).toBe(begins)
  return link.slice(begins.length)
}

function prove(token: string) {
  return from(() => proveSignUp(api.house.tenantId, { token }, newPassword))
}

function reset(token: string) {
  return from(() => resetPassword(api.house.tenantId, { token, password: newPassword }))
}

/** Where the page at this path leads. */
function wayOn(path: string | null): Promise<string | null> {
  return readContinueUrl(api.house.tenantId, (path ?? '').replace('/continue/', ''))
}

async function lifeOf(userId: string): Promise<number> {
  const proof = await api.house.look((tx) => tx.emailProof.findFirstOrThrow({ where: { userId } }))
  return (proof.expiresAt.getTime() - proof.createdAt.getTime()) / 1000
}

function refused(requests: readonly Request[], status: number, errorCode?: string): Promise<void> {
  return expectRefusals({ house: api.house, caller }, requests, {
    ...{ status, ...(errorCode === undefined ? {} : { errorCode }) },
  })
}

function asked(path: string, bodies: readonly object[]): Request[] {
  return bodies.map((body) => ['POST', `tickets/${path}`, body])
}

describe('POST /tickets/email-verification', () => {
  test('201: a link that works once, verifies the address and sets a password', async () => {
    const ann = await unproven()
    const token = await made('email-verification', { user_id: ann.id })
    expect(await lifeOf(ann.id)).toBe(432_000)
    expect(await prove(token)).toMatchObject({ userId: ann.id, returnTo: null })
    expect((await userAt(api.house, ann.email))?.emailVerifiedAt).not.toBeNull()
    expect(await passwordOpens(api.house, address(ann.email), housePassword)).toBe(false)
    expect(await passwordOpens(api.house, address(ann.email), newPassword)).toBe(true)
    expect(await refusalCode(prove(token))).toBe('gone')
  })

  test('201: stores the link’s secret nowhere', async () => {
    const ann = await unproven()
    const token = await made('email-verification', { user_id: ann.id })
    const [events, proofs] = [
      await eventsOf(api.house, 'user.verification_ticket_made'),
      await api.house.look((tx) => tx.emailProof.findMany({ where: { userId: ann.id } })),
    ]
    expect(events.at(-1)).toMatchObject({ targetId: ann.id, actorId: caller.client.id })
    expect(JSON.stringify([events, proofs])).not.toContain(token)
  })

  test('201: a link with the requested lifetime that leads to the requested URL or into the organization', async () => {
    const [ann, ben] = [await unproven(), await unproven()]
    const result_url = `${api.realm.tenant.url}/account?tab=1`
    const body = { user_id: ann.id, result_url, ttl_sec: 90, includeEmailInRedirect: false }
    const token = await made('email-verification', body)
    expect(await lifeOf(ann.id)).toBe(90)
    expect(await prove(token)).toMatchObject({ returnTo: '/account?tab=1' })
    await api.house.member(place, ben)
    const into = { client_id: api.realm.web.id, organization_id: place.id, ttl_sec: 0 }
    const landing = await made('email-verification', { user_id: ben.id, ...into })
    expect(await lifeOf(ben.id)).toBe(432_000)
    expect(await prove(landing)).toMatchObject({ organization: { id: place.id } })
  })

  test('201: a link that leads to an application, which our page names first', async () => {
    const [ann, ben] = [await unproven(), await unproven()]
    const there = { id: newId('client'), name: 'There', initiateLoginUri: 'https://app.house.test/login?a=b' }
    await api.house.arrange((tx) =>
      tx.client.create({ data: { ...there, appType: 'regular_web', tokenEndpointAuthMethod: 'none' } }),
    )
    const result = await made('email-verification', {
      ...{ user_id: ann.id, result_url: 'https://app.house.test/welcome' },
    })
    const welcome = 'https://app.house.test/welcome?success=true&code=success'
    expect(await wayOn((await prove(result)).returnTo)).toBe(welcome)
    const named = { client_id: there.id, organization_id: place.id }
    const led = await made('email-verification', { user_id: ben.id, ...named })
    const login = `${there.initiateLoginUri}&organization_id=${place.id}&organization_name=${place.slug}`
    expect(await wayOn((await prove(led)).returnTo)).toBe(login)
  })

  test('400: invalid or unsupported properties', async () => {
    const { id: user_id } = await unproven()
    const { url } = api.realm.tenant
    const odd = [
      ...[
        'https://elsewhere.test/',
        `${url}.elsewhere.test/`,
        'http://app.house.test/',
        '//elsewhere.test',
        '/account',
        'javascript:1',
      ],
      ...[url.replace('://', '://x@'), `${url}//elsewhere.test`, `${url}/\\elsewhere.test`],
    ].map((result_url) => ({ user_id, result_url }))
    const both = [{ client_id: api.realm.web.id }, { organization_id: place.id }].map((more) => ({
      ...{ user_id, result_url: `${url}/account`, ...more },
    }))
    const more = [
      ...[{ ttl_sec: -1 }, { ttl_sec: 2_592_001 }, { ttl_sec: 1.5 }, { includeEmailInRedirect: true }],
      ...[{ identity: { user_id: '1', provider: 'auth0' } }, { email: 'x@house.test' }],
    ].map((one) => ({ user_id, ...one }))
    await refused(asked('email-verification', [{}, ...odd, ...both, ...more]), 400, 'invalid_body')
  })

  test('400: a user with a verified address', async () => {
    const { id: user_id } = await api.house.person()
    await refused(asked('email-verification', [{ user_id }]), 400, 'invalid_body')
  })

  test('404: what is unknown, or another tenant’s', async () => {
    const { id: user_id } = await unproven()
    const at = (bodies: object[]) => asked('email-verification', bodies)
    await refused(at([{ user_id: 'auth0|x' }, { user_id: foreign.person.id }]), 404, 'inexistent_user')
    await refused(at([{ user_id, client_id: 'x' }]), 404, 'inexistent_client')
    const places = [newId('organization'), foreign.place.id]
    await refused(at(places.map((organization_id) => ({ user_id, organization_id }))), 404)
  })
})

describe('POST /tickets/password-change', () => {
  test('201: a link that works once, sets a password and ends the user’s sessions', async () => {
    const ann = await api.house.person({ password: housePassword })
    const token = await made('password-change', { user_id: ann.id })
    expect(await lifeOf(ann.id)).toBe(432_000)
    expect(await reset(token)).toMatchObject({ userId: ann.id, returnTo: null })
    expect(await passwordOpens(api.house, address(ann.email), housePassword)).toBe(false)
    expect(await passwordOpens(api.house, address(ann.email), newPassword)).toBe(true)
    const session = await api.house.look((tx) =>
      tx.session.findFirstOrThrow({ where: { id: ann.sessionId }, select: { endedAt: true } }),
    )
    expect(session.endedAt).not.toBeNull()
    expect(await refusalCode(reset(token))).toBe('gone')
    const events = await eventsOf(api.house, 'user.password_ticket_made')
    expect(JSON.stringify(events)).not.toContain(token)
  })

  test('201: by address, leading to the requested URL', async () => {
    const ann = await api.house.person({ password: housePassword })
    const whose = { connection_id: api.house.connection('password'), email: ann.email.toUpperCase() }
    const result_url = `${api.realm.tenant.url}/orgs`
    const token = await made('password-change', { ...whose, result_url, ttl_sec: 60 })
    expect(await reset(token)).toMatchObject({ userId: ann.id, returnTo: '/orgs' })
  })

  test('201: verifies an unverified user with mark_email_as_verified', async () => {
    const ann = await unproven()
    const token = await made('password-change', { user_id: ann.id, mark_email_as_verified: true })
    await reset(token)
    expect((await userAt(api.house, ann.email))?.emailVerifiedAt).not.toBeNull()
    expect(await passwordOpens(api.house, address(ann.email), newPassword)).toBe(true)
  })

  test('400: an unverified user without mark_email_as_verified', async () => {
    const { id: user_id } = await unproven()
    const bodies = [{ user_id }, { user_id, mark_email_as_verified: false }]
    await refused(asked('password-change', bodies), 400, 'invalid_body')
  })

  test('400: no clear user, and invalid or unsupported properties', async () => {
    const { id: user_id, email } = await api.house.person()
    const connection_id = api.house.connection('password')
    const whose = [{}, { email }, { connection_id }, { user_id, email }, { user_id, connection_id }]
    const more = [
      { result_url: 'https://elsewhere.test' },
      { result_url: `${api.realm.tenant.url}/`, organization_id: place.id },
      { ttl_sec: 2_592_001 },
      { new_password: 'x' },
    ]
    const bodies = [...whose, ...more.map((one) => ({ user_id, ...one }))]
    await refused(asked('password-change', bodies), 400, 'invalid_body')
  })

  test('404: what is unknown, or another tenant’s', async () => {
    const { id: user_id, email } = await api.house.person()
    const at = (bodies: object[]) => asked('password-change', bodies)
    const connection_id = api.house.connection('password')
    const people = [
      { user_id: 'auth0|x' },
      { user_id: foreign.person.id },
      { connection_id, email: 'nobody@house.test' },
      { connection_id, email: foreign.person.email },
    ]
    await refused(at(people), 404, 'inexistent_user')
    await refused(at([{ user_id, client_id: 'x' }]), 404, 'inexistent_client')
    const ways = [newId('connection'), foreign.connectionId, api.house.connection('email')]
    await refused(at(ways.map((one) => ({ connection_id: one, email }))), 404, 'inexistent_connection')
    await refused(at([{ user_id, organization_id: foreign.place.id }]), 404)
  })
})
