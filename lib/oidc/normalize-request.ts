import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { resourceOf } from './audience-resource'
import { withoutUnsupportedResponseModes } from './response-modes'

export interface NormalizedRequest {
  method: string
  url: URL
  headers: Headers
  body: string | undefined
  /** Not known to the provider’s token endpoint. */
  organization: string | undefined
  scope: string | undefined
}

const bodyCapInCharacters = 100_000
const notPlain = 'a parameter is given twice or holds what no parameter may'

/** At the tenant’s URL, `audience` as RFC 8707’s `resource`, JSON as a form. Answers bad bodies at once. */
export async function normalizeRequest(raw: Request, tenant: Tenant): Promise<NormalizedRequest | Response> {
  const { pathname, searchParams } = new URL(raw.url)
  if (!isPlain(searchParams)) return refusal(400, notPlain)
  const url = new URL(pathname, tenant.url)
  url.search = renamed(searchParams).toString()
  const headers = new Headers(raw.headers)
  const { method } = raw
  if (method !== 'POST')
    return { method, url, headers, body: undefined, organization: undefined, scope: undefined }
  const text = await raw.text()
  if (text.length > bodyCapInCharacters) return refusal(413, 'the body is too large')
  const given = formOf(text, headers.get('content-type') ?? '')
  if (!given) return refusal(400, 'the body must be a form or a JSON object of strings')
  const fault = faultIn(given)
  if (fault !== null) return refusal(400, fault)
  const form = renamed(given)
  const body = form.toString()
  headers.set('content-type', 'application/x-www-form-urlencoded')
  headers.set('content-length', String(Buffer.byteLength(body)))
  const [organization, scope] = [form.get('organization') ?? undefined, form.get('scope') ?? undefined]
  return { method, url, headers, body, organization: organization || undefined, scope }
}

function formOf(text: string, contentType: string): URLSearchParams | null {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!['', 'application/json', 'application/x-www-form-urlencoded'].includes(type)) return null
  if (type !== 'application/json') return new URLSearchParams(text)
  try {
    const given: unknown = JSON.parse(text)
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null
    const entries = Object.entries(given).filter(([, value]) => value !== null)
    if (entries.some(([, value]) => typeof value === 'object')) return null
    return new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))
  } catch {
    return null
  }
}

/** Nothing that PostgreSQL cannot store, and each parameter of ours only once. */
function isPlain(given: URLSearchParams): boolean {
  const ours = ['organization', 'audience', 'foyer_offline']
  return !given.toString().includes('%00') && ours.every((name) => given.getAll(name).length <= 1)
}

function faultIn(given: URLSearchParams): string | null {
  if (!isPlain(given)) return notPlain
  // For an empty one the provider would take the only one that is registered.
  const isEmpty = given.get('redirect_uri') === ''
  return isEmpty && given.get('grant_type') === 'authorization_code' ? 'redirect_uri is empty' : null
}

function renamed(given: URLSearchParams): URLSearchParams {
  const form = new URLSearchParams(given)
  form.delete('foyer_offline')
  const audience = form.get('audience')
  if (audience && !form.has('resource')) form.set('resource', resourceOf(audience))
  withoutUnsupportedResponseModes(form)
  const scopes = (form.get('scope') ?? '').split(' ')
  if (!scopes.includes('offline_access')) return form
  if (form.has('response_type')) form.set('foyer_offline', '1')
  // The authorization has it; the provider would take it for a scope that was not granted.
  else form.set('scope', scopes.filter((scope) => scope !== 'offline_access').join(' '))
  return form
}

function refusal(status: number, description: string): Response {
  return Response.json(
    { error: 'invalid_request', error_description: description },
    { status, headers: { 'cache-control': 'no-store' } },
  )
}
