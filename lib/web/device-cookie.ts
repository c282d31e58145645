import { cookies } from 'next/headers'
import { derive } from '@/lib/domain/crypto/derive'
import { timingSafeEqualText } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { cookieNameFor, cookieOptions } from './session-cookie'

const yearInSeconds = 365 * 24 * 3600

interface KnownBy {
  emailFolded: string
  /** Devices from before are unknown. */
  since?: Date
}

/** Grants nothing: it only skips a rate limit. */
export async function findDevice(tenant: Tenant, by: KnownBy): Promise<string | undefined> {
  return deviceIn((await cookies()).get(cookieName(tenant))?.value ?? '', { tenantId: tenant.id, ...by })
}

export function deviceIn(
  cookie: string,
  { tenantId, emailFolded, since = new Date(0) }: KnownBy & { tenantId: string },
): string | undefined {
  const [id = '', time = '', seal = ''] = cookie.split('.')
  const isSealed = env().acceptedSecrets.some((candidate) =>
    timingSafeEqualText(sealOf(candidate, [tenantId, id, time, emailFolded]), seal),
  )
  return isSealed && Number(time) >= since.getTime() ? id : undefined
}

export async function rememberDevice(tenant: Tenant, emailFolded: string): Promise<void> {
  const options = { ...cookieOptions(tenant), maxAge: yearInSeconds }
  ;(await cookies()).set(cookieName(tenant), newDevice({ tenantId: tenant.id, emailFolded }), options)
}

export function newDevice({ tenantId, emailFolded }: { tenantId: string; emailFolded: string }): string {
  const id = newId('session')
  const time = String(Date.now())
  return `${id}.${time}.${sealOf(env().secret, [tenantId, id, time, emailFolded])}`
}

function cookieName(tenant: Tenant): string {
  return cookieNameFor(tenant, 'device')
}

/** The address is in the seal and not in the cookie. */
function sealOf(
  secret: string,
  parts: [tenantId: string, id: string, time: string, emailFolded: string],
): string {
  return derive(secret, 'device', ...parts).toString('base64url')
}
