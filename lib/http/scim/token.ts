import { z } from 'zod'
import { accessTokenSeconds } from '@/lib/domain/directories/directory-access-tokens'
import { issueAccessToken } from '@/lib/domain/directories/find-directory-access'
import { withOrigin } from '@/lib/db/events'
import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { originOf } from '@/lib/web/origin'
import { pinnedTenant } from '@/lib/web/tenant'
import { bodyOf, pathParameters } from '../api-input'
import { logFailure } from '../log-failure'
import type { PathParameters } from '../router'
import { refusedBy } from './scim-error'

/** Published in docs/directory-sync.md. */
const ofClient: Limit = { name: 'scim-token', points: 60, seconds: 60, isOfNetwork: true }

const largestBody = 10_000

const form = z.object({
  grant_type: z.string().max(100),
  client_id: z.string().max(100).optional(),
  client_secret: z.string().max(2000).optional(),
})

interface Client {
  id: string
  secret: string
}

/** RFC 6749, section 4.4: the client is the connection, its secret a token of the directory. */
export function issueToken(request: Request, params: PathParameters): Promise<Response> {
  return withOrigin(originOf(request.headers), () =>
    issued(request, params).catch((error: unknown) => failed(error, request)),
  )
}

async function issued(request: Request, params: PathParameters): Promise<Response> {
  const tenant = await pinnedTenant(request.headers)
  const { connectionId = '' } = pathParameters(params)
  await reserve(ofClient, `${callerKey(tenant.id)} ${connectionId}`)
  const { data: given } = form.safeParse(await bodyOf(request, form, largestBody))
  if (!given)
    return oauthError(400, { error: 'invalid_request', error_description: 'grant_type is missing.' })
  if (given.grant_type !== 'client_credentials')
    return oauthError(400, {
      error: 'unsupported_grant_type',
      error_description: 'grant_type must be client_credentials.',
    })
  const client = clientOf(request, given)
  const token =
    client?.id === connectionId
      ? await issueAccessToken(tenant.id, { connectionId, token: client.secret })
      : null
  if (token === null) return invalidClient()
  return answer(200, { access_token: token, token_type: 'Bearer', expires_in: accessTokenSeconds })
}

/** By HTTP Basic, otherwise of the form (RFC 6749, section 2.3.1). */
function clientOf(
  request: Request,
  { client_id: id, client_secret: secret }: z.output<typeof form>,
): Client | null {
  const [, basic] = /^basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (basic === undefined) return id !== undefined && secret !== undefined ? { id, secret } : null
  const [, user, password] = /^([^:]*):(.*)$/.exec(Buffer.from(basic, 'base64').toString()) ?? []
  return user !== undefined && password !== undefined ? { id: user, secret: password } : null
}

function invalidClient(): Response {
  const error_description = 'The client ID or the client secret is wrong, expired or revoked.'
  return oauthError(401, { error: 'invalid_client', error_description }, { 'www-authenticate': 'Basic' })
}

function failed(error: unknown, request: Request): Response {
  const refused = refusedBy(error)
  if (refused === null)
    return oauthError(500, { error: 'server_error', error_description: logFailure('scim', error, request) })
  const { status, detail, headers } = refused
  return oauthError(status, { error: errorNamed(status), error_description: detail }, headers)
}

function errorNamed(status: number): string {
  return status < 500 ? 'invalid_request' : 'server_error'
}

function oauthError(
  status: number,
  body: { error: string; error_description: string },
  headers: Record<string, string> = {},
): Response {
  return answer(status, body, headers)
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } })
}
