import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Permission } from '@/lib/access'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { myOrganizationOperations } from '@/lib/http/my-organization/table'
import { answerProgram, findProgram } from '@/lib/server/routes'
import { createRole } from './fixtures/builders'
import { createOpenidTenant, signIn, type OpenidTenant } from './fixtures/openid'
import { createTestTenant, type TestOrganization, type TestTenant, type TestUser } from './fixtures/tenant'

const record = z.record(z.string(), z.unknown())

export interface MyOrganizationAnswer {
  status: number
  json: Record<string, unknown>
  /** Of a list under this key. */
  rows: (key: string) => Record<string, unknown>[]
  text: string
  headers: Headers
}

export interface MyOrganizationApi {
  tenant: TestTenant
  openid: OpenidTenant
  audience: string
  /** A user’s token of the organization, with these scopes or all. */
  tokenOf: (person: TestUser, organization?: TestOrganization, scopes?: readonly string[]) => Promise<string>
  as: (
    person: TestUser,
    organization?: TestOrganization,
    scopes?: readonly string[],
  ) => Promise<MyOrganizationCaller>
  /** Replaces the member’s roles by one with these permissions. */
  holdOnly: (
    person: TestUser,
    organization: TestOrganization,
    permissions: readonly Permission[],
  ) => Promise<void>
}

/** A tenant whose application `web` may use its My Organization API; a new one by default. */
export async function startMyOrganizationApi(given?: TestTenant): Promise<MyOrganizationApi> {
  const tenant = given ?? (await createTestTenant())
  const openid = await createOpenidTenant(tenant)
  // The list of tenants is kept for three seconds.
  Reflect.deleteProperty(globalThis, 'foyerTenants')
  await configure(openid)
  const audience = `${openid.tenant.url}/my-org/`
  const tokenOf: MyOrganizationApi['tokenOf'] = async (
    person,
    organization,
    scopes = myOrganizationScopeNames,
  ) => {
    const redeem = await signIn(openid, person, {
      offline: false,
      asks: { audience, scope: ['openid', ...scopes].join(' ') },
      ...(organization ? { organization } : {}),
    })
    const { access_token: token, error_description: why } = await redeem()
    if (token === undefined) throw new Error(`No token came: ${why}`)
    return token
  }
  const as: MyOrganizationApi['as'] = async (...given) =>
    new MyOrganizationCaller(openid, await tokenOf(...given))
  const holdOnly: MyOrganizationApi['holdOnly'] = (person, organization, names) =>
    tenant.write(async (tx) => {
      const { tenantId } = tenant
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } })
      const permissions = names.map((name) => ({ apiId, name }))
      const roleId = await createRole(tx, { name: `Only ${randomUUID()}`, permissions })
      const member = { organizationId: organization.id, userId: person.id }
      await tx.memberRole.deleteMany({ where: { tenantId, ...member } })
      await tx.memberRole.create({ data: { ...member, roleId, usableIn: '*' } })
    })
  return { tenant, openid, audience, tokenOf, as, holdOnly }
}

interface OpenedMyOrganization {
  api: MyOrganizationApi
  owner: TestUser
  organization: TestOrganization
  asOwner: MyOrganizationCaller
  /** The owner of another organization. */
  asNeighbour: MyOrganizationCaller
  elsewhere: TestOrganization
}

/** Two organizations of such a tenant, with an owner each. */
export async function openMyOrganization(): Promise<OpenedMyOrganization> {
  const api = await startMyOrganizationApi()
  const { tenant } = api
  const [owner, neighbour] = await Promise.all([tenant.createUser(), tenant.createUser()])
  const organization = await tenant.createOrganization({ owner })
  const elsewhere = await tenant.createOrganization({ owner: neighbour })
  const asOwner = await api.as(owner, organization)
  return { api, owner, organization, asOwner, asNeighbour: await api.as(neighbour, elsewhere), elsewhere }
}

export async function configure(
  { testTenant, web }: OpenidTenant,
  configuration: object = {
    allowed_strategies: ['ad', 'adfs', 'pingfederate', 'oidc', 'okta', 'google-apps', 'waad', 'samlp'],
    connection_deletion_behavior: 'allow',
  },
): Promise<void> {
  await testTenant.write((tx) =>
    tx.client.update({
      where: { tenantId_id: { tenantId: testTenant.tenantId, id: web.id } },
      data: { myOrganizationConfiguration: configuration, allowedOrigins: ['https://pages.tenant.test'] },
    }),
  )
  forgetApplications()
}

/** They are kept for three seconds. */
export function forgetApplications(): void {
  Reflect.deleteProperty(globalThis, 'foyerMyOrganizationApplications')
}

interface Sent {
  headers?: Record<string, string>
  raw?: string | Uint8Array<ArrayBuffer>
}

export class MyOrganizationCaller {
  constructor(
    private readonly openid: OpenidTenant,
    readonly token: string | null,
  ) {}

  get(path: string): Promise<MyOrganizationAnswer> {
    return this.request('GET', path)
  }

  send(method: string, path: string, body?: unknown): Promise<MyOrganizationAnswer> {
    return this.request(method, path, body === undefined ? {} : { raw: JSON.stringify(body) })
  }

  /** @param path after /my-org/ */
  async request(
    method: string,
    path: string,
    { headers = {}, raw }: Sent = {},
  ): Promise<MyOrganizationAnswer> {
    const { tenant } = this.openid
    const url = new URL(`/my-org/${path}`, tenant.url)
    const response = await answerProgram(
      new Request(url, {
        method,
        headers: {
          ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
          'x-foyer-tenant': tenant.id,
          'x-request-id': randomUUID(),
          'x-foyer-ip': '192.0.2.7',
          ...(raw === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(raw === undefined ? {} : { body: raw }),
      }),
    )
    const text = await response.text()
    const json = record.safeParse(text === '' ? {} : JSON.parse(text)).data ?? {}
    assertDeclared(method, url, { status: response.status, text })
    const rows = (key: string) => z.array(record).parse(json[key])
    return { status: response.status, json, rows, text, headers: response.headers }
  }
}

const refusal = z.union([
  z.strictObject({ type: z.string(), status: z.number(), title: z.string(), detail: z.string().min(1) }),
  z.strictObject({
    type: z.string(),
    status: z.number(),
    title: z.string(),
    validation_errors: z
      .array(
        z.strictObject({
          detail: z.string(),
          field: z.string().optional(),
          pointer: z.string().optional(),
          source: z.string(),
        }),
      )
      .min(1),
  }),
])
const implied = [400, 401, 403, 404, 413, 429]

/** Whatever is answered is what the operation says of itself, to the last property. */
function assertDeclared(method: string, url: URL, { status, text }: { status: number; text: string }): void {
  const what = `${method} ${url.pathname} answered ${status}: ${text}`
  if (method === 'OPTIONS') return
  const path = findProgram(url.pathname)?.route.path.replace(/^\/my-org(\/v1)?/, '')
  const operation = myOrganizationOperations.find((one) => one.method === method && one.path === path)
  const { status: done = 200, answer, refusals = [] } = operation?.operation ?? { status: 0 }
  if (status !== done) {
    expect([...implied, ...refusals], what).toContain(status)
    expect(refusal.safeParse(JSON.parse(text)).error, what).toBeUndefined()
  } else if (!answer) expect(text, what).toBe('')
  else if (!url.searchParams.has('fields')) {
    const body: unknown = JSON.parse(text)
    expect(answer.safeParse(body).error, what).toBeUndefined()
    expect(answer.parse(body), what).toEqual(body)
  }
}
