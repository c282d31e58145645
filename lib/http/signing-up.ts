import { cookies } from 'next/headers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { cookieNameFor, isSecure } from '@/lib/web/session-cookie'

/** As long as the proof lives. */
const hourInSeconds = 3600

/** Marks this browser as the one that began a sign-up, and so as the one whose password was typed by its owner. */
export async function rememberSignUp(tenant: Tenant, emailTokenId: string): Promise<void> {
  const secure = isSecure(tenant)
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: hourInSeconds } as const
  ;(await cookies()).set(cookieName(tenant), emailTokenId, options)
}

/**
 * Whether this browser began the sign-up (the latest it began). A proof’s id is no secret: what counts is that nobody
 * else can put it into this browser.
 */
export async function isSigningUpHere(tenant: Tenant, emailTokenId: string): Promise<boolean> {
  return (await cookies()).get(cookieName(tenant))?.value === emailTokenId
}

function cookieName(tenant: Tenant): string {
  return cookieNameFor(tenant, 'sign-up')
}
