import { z } from 'zod'
import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import { invalid } from '@/lib/errors'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { guardedFetch } from './guarded-fetch'
import { microsoftLogin } from './microsoft-login'
import { ProviderProblem } from './provider-problem'

const directoryId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export function isDirectoryId(text: string): boolean {
  return directoryId.test(text)
}

export function issuerOfDirectory(id: string): string {
  return `${microsoftLogin}/${id}/v2.0`
}

/** Null for any other issuer. A directory that was named by a domain is one, too. */
export function directoryOf(issuer: string): string | null {
  const [before, after] = [`${microsoftLogin}/`, '/v2.0']
  if (!issuer.startsWith(before) || !issuer.endsWith(after)) return null
  const directory = issuer.slice(before.length, -after.length)
  return /^[\w-]+$/.test(directory) ? directory : null
}

const discovery = z.object({ issuer: z.string() })

/**
 * The issuer of the directory that has this domain, by Microsoft’s discovery document for the domain. It has the directory’s id,
 * so the connection stays with this directory when the domain moves to another. @throws DomainError invalid at
 * `tenant_domain`; too_many
 */
export async function findDirectoryIssuer(tenantId: string, domain: string): Promise<string> {
  await reserveProviderRequest(tenantId)
  const issuer = await waitElsewhere(() => discoveredIssuer(domain)).catch((error: unknown) => {
    if (!(error instanceof ProviderProblem)) throw error
    throw invalid('tenant_domain', error.reason === 'wrong_answer' ? noDirectory : noAnswer)
  })
  if (isDirectoryId(directoryOf(issuer) ?? '')) return issuer
  throw invalid('tenant_domain', noDirectory)
}

const noDirectory =
  'No Microsoft Entra directory has this domain. Check it for typing errors, or send the directory (tenant) ID.'
const noAnswer =
  'Microsoft did not answer which directory has this domain. Try again in a minute, or send the directory (tenant) ID.'

/** @throws ProviderProblem wrong_answer for an unknown domain */
async function discoveredIssuer(domain: string): Promise<string> {
  const address = `${issuerOfDirectory(encodeURIComponent(domain))}/.well-known/openid-configuration`
  const headers = { accept: 'application/json' }
  const response = await guardedFetch(address, {
    method: 'GET',
    headers,
    body: undefined,
    redirect: 'manual',
  })
  if (response.status >= 500 || response.status === 429) throw new ProviderProblem('unreachable')
  const text = response.status === 200 ? await response.text() : ''
  const found = discovery.safeParse(parsed(text))
  if (!found.success) throw new ProviderProblem('wrong_answer', found.error)
  return found.data.issuer
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
