import { cookies } from 'next/headers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { cookieNameFor, cookieOptions } from '@/lib/web/session-cookie'

/** As long as the email token lives. */
const hourInSeconds = 3600

/** Marks the browser that began a sign-up: its user typed the password. */
export async function rememberSignUp(tenant: Tenant, emailTokenId: string): Promise<void> {
  const options = { ...cookieOptions(tenant), maxAge: hourInSeconds }
  ;(await cookies()).set(cookieName(tenant), emailTokenId, options)
}

/** Of the latest sign-up. The token’s id is not secret, but no one else can put it into this browser. */
export async function isSigningUpHere(tenant: Tenant, emailTokenId: string): Promise<boolean> {
  return (await cookies()).get(cookieName(tenant))?.value === emailTokenId
}

function cookieName(tenant: Tenant): string {
  return cookieNameFor(tenant, 'sign-up')
}
