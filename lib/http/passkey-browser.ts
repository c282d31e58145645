import { cookies } from 'next/headers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { newId } from '@/lib/ids'
import { cookieNameFor, cookieOptions } from '@/lib/web/session-cookie'

/** As long as a challenge lives. */
const fiveMinutesInSeconds = 300

/** Challenges are bound to this browser; renewed for five minutes. */
export async function rememberPasskeyBrowser(tenant: Tenant): Promise<string> {
  const browser = (await findPasskeyBrowser(tenant)) ?? newId('proof')
  const options = { ...cookieOptions(tenant), maxAge: fiveMinutesInSeconds }
  ;(await cookies()).set(cookieName(tenant), browser, options)
  return browser
}

export async function findPasskeyBrowser(tenant: Tenant): Promise<string | undefined> {
  return (await cookies()).get(cookieName(tenant))?.value
}

function cookieName(tenant: Tenant): string {
  return cookieNameFor(tenant, 'passkey')
}
