import { cookies } from 'next/headers'
import { derive } from '@/lib/domain/crypto/derive'
import { timingSafeEqualText } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { cookieNameFor, isSecure } from './session-cookie'

const yearInSeconds = 365 * 24 * 3600

/** Grants nothing: it only skips a rate limit. */
export async function findDevice(tenant: Tenant, emailFolded: string): Promise<string | undefined> {
  const [id = '', seal = ''] = ((await cookies()).get(cookieName(tenant))?.value ?? '').split('.')
  const { secret, previousSecret } = env()
  const secrets = previousSecret === undefined ? [secret] : [secret, previousSecret]
  const isKnown = secrets.some((candidate) =>
    timingSafeEqualText(sealOf(candidate, [tenant.id, id, emailFolded]), seal),
  )
  return isKnown ? id : undefined
}

export async function rememberDevice(tenant: Tenant, emailFolded: string): Promise<void> {
  const id = newId('session')
  const secure = isSecure(tenant)
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: yearInSeconds } as const
  ;(await cookies()).set(
    cookieName(tenant),
    `${id}.${sealOf(env().secret, [tenant.id, id, emailFolded])}`,
    options,
  )
}

function cookieName(tenant: Tenant): string {
  return cookieNameFor(tenant, 'device')
}

/** The address is in the seal and not in the cookie. */
function sealOf(secret: string, parts: [tenantId: string, id: string, emailFolded: string]): string {
  return derive(secret, 'device', ...parts).toString('base64url')
}
