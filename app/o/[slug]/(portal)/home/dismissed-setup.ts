import { cookies } from 'next/headers'
import { currentTenant } from '@/lib/web/tenant'

const name = 'setup-dismissed'
const year = 365 * 24 * 3600
const organizationsAtMost = 20

async function dismissed(): Promise<string[]> {
  const value = (await cookies()).get(name)?.value ?? ''
  return value.split('.').filter((id) => /^org_\w{1,40}$/.test(id))
}

export async function isSetupDismissed(organizationId: string): Promise<boolean> {
  return (await dismissed()).includes(organizationId)
}

/** In this browser only. */
export async function rememberDismissedSetup(organizationId: string): Promise<void> {
  const { url } = await currentTenant()
  const ids = [organizationId, ...(await dismissed()).filter((id) => id !== organizationId)]
  const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: year } as const
  ;(await cookies()).set(name, ids.slice(0, organizationsAtMost).join('.'), {
    ...options,
    secure: url.startsWith('https:'),
  })
}
