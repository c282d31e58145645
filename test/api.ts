import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Permission } from '@/lib/access'
import { answerProgram } from '@/lib/server/routes'
import { recordStatus } from './seen-statuses'
import { findOperation, type Route } from './api-routes'
import { createGrant } from './fixtures/builders'
import { createTestTenant, type TestTenant, type TestUser, type TestOrganization } from './fixtures/tenant'
import {
  requestToken,
  signIn,
  createApplication,
  createOpenidTenant,
  type Application,
  type OpenidTenant,
} from './fixtures/openid'
import { portalApiId } from './fixtures/operator'

const text = z.record(z.string(), z.unknown())

export interface ApiAnswer {
  status: number
  /** The body where it is an object; empty else. */
  json: Record<string, unknown>
  /** The body where it is a list; empty else. */
  rows: Record<string, unknown>[]
  text: string
  headers: Headers
}

/** The Management API of a test tenant. Its route table is called as the server calls it. */
export interface Api {
  tenant: TestTenant
  openid: OpenidTenant
  /** A caller with a machine’s token, bound to the organization if one is named. */
  asMachine: (scope: readonly Permission[], organization?: TestOrganization) => Promise<ApiCaller>
  /** A caller with a user’s access token and all their permissions, in the organization if one is named. */
  asUser: (person: TestUser, organization?: TestOrganization) => Promise<ApiCaller>
}

export async function startApi(tenant?: TestTenant): Promise<Api> {
  const openid = await createOpenidTenant(tenant ?? (await createTestTenant()))
  // The list of tenants is kept for three seconds.
  Reflect.deleteProperty(globalThis, 'foyerTenants')
  return apiOf(openid)
}

export function apiOf(openid: OpenidTenant): Api {
  const audience = `${openid.tenant.url}/api/v2/`
  return {
    tenant: openid.testTenant,
    openid,
    asMachine: async (scope, organization) => {
      const client = await makeMachine(openid.testTenant, scope, organization)
      const form = {
        grant_type: 'client_credentials',
        audience,
        ...(organization ? { organization: organization.id } : {}),
      }
      return new ApiCaller(openid, tokenIn(await requestToken(openid, client, form)), client)
    },
    asUser: async (person, organization) => {
      const redeem = await signIn(openid, person, {
        offline: false,
        asks: { audience },
        ...(organization ? { organization } : {}),
      })
      return new ApiCaller(openid, tokenIn(await redeem()), openid.web)
    },
  }
}

export interface Sent {
  headers?: Record<string, string>
  /** The body, byte for byte; JSON unless a header says otherwise. */
  raw?: string | Uint8Array<ArrayBuffer>
  /** Whether 503 is an answer: of a database that the test makes fail. */
  mayBeUnavailable?: boolean
}

export class ApiCaller {
  constructor(
    private readonly openid: OpenidTenant,
    readonly token: string,
    readonly client: Application,
  ) {}

  /** With the same token, sent to the other caller’s tenant. */
  onTenantOf(other: ApiCaller): ApiCaller {
    return new ApiCaller(other.openid, this.token, this.client)
  }

  /** With another token of the same application. */
  withToken(token: string): ApiCaller {
    return new ApiCaller(this.openid, token, this.client)
  }

  get(path: string): Promise<ApiAnswer> {
    return this.request('GET', path)
  }

  /** @param path after /api/v2/, with its query; ids with `|` or `/` encoded */
  send(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    return this.request(method, path, body === undefined ? {} : { raw: JSON.stringify(body) })
  }

  async request(method: string, path: string, sent: Sent = {}): Promise<ApiAnswer> {
    const { headers, raw, mayBeUnavailable = false } = sent
    const { tenant } = this.openid
    const url = new URL(`/api/v2/${path}`, tenant.url)
    const route = findOperation(method, url.pathname)
    if (!route) throw new Error(`There is no ${method} ${url.pathname}.`)
    const request = new Request(url, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'x-foyer-tenant': tenant.id,
        'x-request-id': randomUUID(),
        'x-foyer-ip': '192.0.2.7',
        'user-agent': 'test',
        ...(raw === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw === undefined ? {} : { body: raw }),
    })
    const answer = await read(await answerProgram(request))
    recordStatus(`${method} ${route.path}`, answer.status)
    assertDeclared(route, answer, { whole: !url.searchParams.has('fields'), mayBeUnavailable })
    return answer
  }
}

async function read(response: Response): Promise<ApiAnswer> {
  const said = await response.text()
  const body: unknown = said === '' ? {} : JSON.parse(said)
  return {
    status: response.status,
    json: text.safeParse(body).data ?? {},
    rows: z.array(text).safeParse(body).data ?? [],
    text: said,
    headers: response.headers,
  }
}

const refusal = z.strictObject({
  statusCode: z.number(),
  error: z.string(),
  message: z.string().min(1),
  errorCode: z.string().optional(),
})
const implied = [400, 401, 403, 404, 409, 412, 413, 422, 429]

/** Whatever is answered is what the operation says of itself, to the last property. */
function assertDeclared(
  { method, path, operation }: Route,
  { status, text: said }: ApiAnswer,
  { whole, mayBeUnavailable }: { whole: boolean; mayBeUnavailable: boolean },
): void {
  const { status: done = 200, answer, refusals = [] } = operation
  const what = `${method} ${path} answered ${status}: ${said}`
  if (status !== done) {
    expect([...implied, ...refusals, ...(mayBeUnavailable ? [503] : [])], what).toContain(status)
    expect(refusal.safeParse(JSON.parse(said)).error, what).toBeUndefined()
    return
  }
  if (!answer) {
    expect(said, what).toBe('')
    return
  }
  if (!whole) return
  const body: unknown = JSON.parse(said)
  const parsed = answer.safeParse(body)
  expect(parsed.error, what).toBeUndefined()
  expect(parsed.data, what).toEqual(body)
}

async function makeMachine(
  tenant: TestTenant,
  scope: readonly string[],
  organization?: TestOrganization,
): Promise<Application> {
  const client = await createApplication(tenant, ['client_credentials'])
  const apiId = await portalApiId(tenant)
  const organizationUsage = organization ? 'require' : 'deny'
  const grant = {
    clientId: client.id,
    apiId,
    scope,
    organizationUsage,
    organizationId: organization?.id,
  } as const
  await tenant.write((tx) => createGrant(tx, grant))
  return client
}

function tokenIn({
  access_token: token,
  error,
  error_description: description,
}: {
  access_token?: string | undefined
  error?: string | undefined
  error_description?: string | undefined
}): string {
  if (token === undefined) throw new Error(`No token came: ${error} ${description}`)
  return token
}
