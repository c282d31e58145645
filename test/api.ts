import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Permission } from '@/lib/access'
import { answerProgram } from '@/lib/http/programs'
import { newId } from '@/lib/ids'
import { noteAnswer } from './answers-seen'
import { findOperation, type Route } from './api-routes'
import { makeHouse, type House, type Person, type Place } from './house'
import { askForToken, enter, makeApplication, makeRealm, type Application, type Realm } from './openid'
import { portalOf } from './tenant-level'

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
  house: House
  realm: Realm
  /** A caller with a machine’s token, bound to the organization if one is named. */
  machine: (scope: readonly Permission[], place?: Place) => Promise<ApiCaller>
  /** A caller with a user’s access token and all their permissions, in the organization if one is named. */
  person: (person: Person, place?: Place) => Promise<ApiCaller>
}

export async function startApi(house?: House): Promise<Api> {
  const realm = await makeRealm(house ?? (await makeHouse()))
  // The list of tenants is kept for three seconds.
  Reflect.deleteProperty(globalThis, 'foyerTenants')
  const audience = `${realm.tenant.url}/api/v2/`
  return {
    house: realm.house,
    realm,
    machine: async (scope, place) => {
      const client = await makeMachine(realm.house, scope, place)
      const form = {
        grant_type: 'client_credentials',
        audience,
        ...(place ? { organization: place.id } : {}),
      }
      return new ApiCaller(realm, tokenIn(await askForToken(realm, client, form)), client)
    },
    person: async (person, place) => {
      const redeem = await enter(realm, person, {
        ...{ offline: false, asks: { audience } },
        ...(place ? { place } : {}),
      })
      return new ApiCaller(realm, tokenIn(await redeem()), realm.web)
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
    private readonly realm: Realm,
    readonly token: string,
    readonly client: Application,
  ) {}

  /** With the same token where somebody else calls. */
  at(other: ApiCaller): ApiCaller {
    return new ApiCaller(other.realm, this.token, this.client)
  }

  /** With another token of the same application. */
  holding(token: string): ApiCaller {
    return new ApiCaller(this.realm, token, this.client)
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
    const { realm } = this
    const url = new URL(`/api/v2/${path}`, realm.tenant.url)
    const route = findOperation(method, url.pathname)
    if (!route) throw new Error(`There is no ${method} ${url.pathname}.`)
    const request = new Request(url, {
      method,
      headers: {
        ...{ authorization: `Bearer ${this.token}`, 'x-foyer-tenant': realm.tenant.id },
        ...{ 'x-request-id': randomUUID(), 'x-foyer-ip': '192.0.2.7', 'user-agent': 'test' },
        ...(raw === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw === undefined ? {} : { body: raw }),
    })
    const answer = await read(await answerProgram(request))
    noteAnswer(`${method} ${route.path}`, answer.status)
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

async function makeMachine(house: House, scope: readonly string[], place?: Place): Promise<Application> {
  const client = await makeApplication(house, ['client_credentials'])
  const [id, apiId] = [newId('clientGrant'), await portalOf(house)]
  await house.arrange(async (tx) => {
    await tx.clientGrant.create({
      data: {
        ...{ id, clientId: client.id, apiId, scope: [...scope] },
        organizationUsage: place ? 'require' : 'deny',
      },
    })
    if (place) await tx.clientGrantOrganization.create({ data: { organizationId: place.id, grantId: id } })
  })
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
