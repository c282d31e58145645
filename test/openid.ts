import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession, type LiveSession } from '@/lib/domain/users/find-session'
import { newId } from '@/lib/ids'
import { answer } from '@/lib/oidc/response'
import { normalizeRequest } from '@/lib/oidc/normalize-request'
import { makeHouse, type House, type Person, type Place } from './house'

export interface Application {
  id: string
  secret: string
}
/** A tenant as its applications see it: everything but the browser in front. */
export interface Realm {
  house: House
  tenant: Tenant
  /** Signs people in; may have refresh tokens. */
  web: Application
  machine: Application
  /** An API that both may call. */
  audience: string
}

const redirectUri = 'https://web.house.test/callback'
const answered = z.object({
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  scope: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})
export type Answer = z.infer<typeof answered> & { status: number }

export async function makeRealm(house: House): Promise<Realm> {
  const audience = 'https://api.house.test'
  const apiId = newId('resourceServer')
  const tenant = (await listTenants()).find(({ id }) => id === house.tenantId)
  if (!tenant) throw new Error('There is no such tenant.')
  await house.arrange(async (tx) => {
    await tx.api.create({ data: { id: apiId, identifier: audience, name: 'API' } })
    await tx.permission.createMany({ data: [{ apiId, name: 'read:rooms' }] })
  })
  const web = await makeApplication(house, ['authorization_code', 'refresh_token'])
  const machine = await makeApplication(house, ['client_credentials'])
  await house.arrange((tx) =>
    tx.clientGrant.create({
      data: { id: newId('clientGrant'), clientId: machine.id, apiId, scope: ['read:rooms'] },
    }),
  )
  return { house, tenant, web, machine, audience }
}

/** A new tenant with an organization and a member of it, who may sign in to its applications. */
export async function makeRealmWithMember(roles?: readonly string[]) {
  const house = await makeHouse()
  const realm = await makeRealm(house)
  const [place, person] = [await house.organization(), await house.person()]
  await house.member(place, person, roles)
  return { house, realm, place, person }
}

export async function makeApplication(house: House, grantTypes: string[]): Promise<Application> {
  const [id, secret] = [newId('client'), newId('clientSecret')]
  await house.arrange(async (tx) => {
    await tx.client.create({
      data: {
        ...{ id, name: 'Application', appType: 'regular_web', tokenEndpointAuthMethod: 'client_secret_post' },
        ...{ grantTypes, redirectUris: [redirectUri], organizationUsage: 'allow' },
      },
    })
    await tx.clientSecret.create({
      data: { id: newId('secret'), clientId: id, secretHash: sha256Hex(secret) },
    })
  })
  return { id, secret }
}

/** One request to the provider, with a browser’s session or without. */
export async function ask(
  { tenant }: Realm,
  raw: { path: string; init?: RequestInit },
  session: LiveSession | null = null,
): Promise<Response> {
  const prepared = await normalizeRequest(new Request(new URL(raw.path, tenant.url), raw.init), tenant)
  if (prepared instanceof Response) return prepared
  const { organization, scope } = prepared
  return answer(prepared, { tenant, session, organization, scope })
}

/** One request to the token endpoint as an application. */
export async function askForToken(
  realm: Realm,
  application: Application,
  form: Record<string, string>,
): Promise<Answer> {
  const body = new URLSearchParams({ client_id: application.id, client_secret: application.secret, ...form })
  const response = await ask(realm, { path: '/oauth/token', init: { method: 'POST', body } })
  return { status: response.status, ...answered.parse(await response.json()) }
}

export function refresh(realm: Realm, token = '', asks: Record<string, string> = {}): Promise<Answer> {
  return askForToken(realm, realm.web, { grant_type: 'refresh_token', refresh_token: token, ...asks })
}

const said = z.record(z.string(), z.unknown())

/** The claims of a JWT; the signature is not verified. */
export function claimsOf(token = ''): Record<string, unknown> {
  return said.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))
}

/** The answer of token introspection, called by the machine. */
export async function introspect(realm: Realm, token = ''): Promise<Record<string, unknown>> {
  const { id, secret } = realm.machine
  const body = new URLSearchParams({ client_id: id, client_secret: secret, token })
  const response = await ask(realm, { path: '/oauth/introspect', init: { method: 'POST', body } })
  return said.parse(await response.json())
}

export async function userinfo(realm: Realm, token = ''): Promise<{ status: number; challenge: string }> {
  const { status, headers } = await ask(realm, {
    ...{ path: '/userinfo', init: { headers: { authorization: `Bearer ${token}` } } },
  })
  return { status, challenge: headers.get('www-authenticate') ?? '' }
}

export interface Entry {
  place?: Place
  offline?: boolean
  /** Further parameters of the authorization request. */
  asks?: Record<string, string>
}

/**
 * Sends the person’s session through the authorization code flow of the web application.
 * @returns a function that redeems the code for tokens
 */
export async function enter(
  realm: Realm,
  person: Person,
  { place, offline = true, asks = {} }: Entry = {},
): Promise<() => Promise<Answer>> {
  const { tenant, web } = realm
  const session = await findSession(tenant.id, person.sessionId, person.id)
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    ...{ client_id: web.id, response_type: 'code', redirect_uri: redirectUri, code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    scope: offline ? 'openid email offline_access' : 'openid email',
    ...(place === undefined ? {} : { organization: place.id }),
    ...asks,
  })
  const { headers } = await ask(realm, { path: `/authorize?${query}` }, session)
  const code = new URL(headers.get('location') ?? '').searchParams.get('code')
  if (code === null) throw new Error(`No code: redirected to ${headers.get('location')}.`)
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }
  return () => askForToken(realm, web, form)
}
