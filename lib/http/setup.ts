import { randomUUID } from 'node:crypto'
import { listTenants } from '@/lib/domain/tenants/list-tenants'
import { mayChoosePasskey, setUp, setupCode, setupInput, type SetUpResult } from '@/lib/domain/tenants/set-up'
import { DomainError } from '@/lib/errors'
import { env } from '@/lib/env'
import { setupHtml } from '@/lib/web/setup-page'
import { forgetTenants } from '@/lib/web/tenant'
import { fieldProblems } from './form-state'
import { isRead } from './incoming-request'

export const setupPath = '/setup'

/** For the terminal; null once there is a tenant. Not from the tenants that are kept for requests. */
export async function setupLink(): Promise<string | null> {
  if ((await listTenants()).length > 0) return null
  return `http://localhost:${env().port}${setupPath}?code=${setupCode()}`
}

/** Admitted only on this machine and while there is no tenant. No Next page can be rendered yet. */
export async function answerSetup(request: Request): Promise<Response> {
  const given = new URL(request.url).searchParams
  if (isRead(request)) return page({ code: given.get('code') ?? '', url: proposedUrl(request) })
  if (request.method !== 'POST') return new Response(null, { status: 405 })
  const values = Object.fromEntries(new URLSearchParams(await request.text()))
  const { data, error } = await setupInput.safeParseAsync({ ...empty, ...values })
  if (error) return page(values, fieldProblems(error))
  try {
    const made = await setUp(data)
    forgetTenants()
    return new Response(null, { status: 303, headers: { location: signInUrl(made) } })
  } catch (failure) {
    if (!(failure instanceof DomainError) || failure.code !== 'conflict') throw failure
    return page(values, { code: failure.message })
  }
}

/** The browser is on this machine, where its address need not be the one that others use. */
function proposedUrl({ headers }: Request): string {
  return env().chosenUrl ?? `http://${headers.get('host') ?? ''}`
}

/** At the tenant’s own URL: a passkey counts only for its host. */
function signInUrl({ url, signInToken: token }: SetUpResult): string {
  return token === null
    ? `${url}/sign-in?return_to=${encodeURIComponent('/console')}`
    : `${url}/sign-in/link?token=${token}`
}

const empty = { code: '', name: '', url: '', operator: '', email: '', sign_in: 'password', password: '' }

function page(values: Record<string, string>, problems: Record<string, string> = {}): Response {
  const nonce = randomUUID()
  return new Response(setupHtml(nonce, { values, problems, isEmailSent: mayChoosePasskey() }), {
    status: Object.keys(problems).length === 0 ? 200 : 400,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action *; frame-ancestors 'none'`,
    },
  })
}
