import { findPendingLink } from '@/lib/federation/pending-link'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { demoSignIns } from '@/lib/http/demo-sign-ins'
import { findLoginHint } from '@/lib/oidc/interaction'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { applicationOf } from '@/lib/web/complete-sign-in'
import { currentTenant } from '@/lib/web/tenant'

interface KnownBy {
  /** Names an address that this browser keeps, or a user of the demo. */
  address: string | undefined
  return_to: string | undefined
}

export const linkPage = '/sign-in/with/link'

/** What a form for the address begins with: URLs of our pages never hold the address itself. */
export async function findKnownAddress({ address, return_to: returnTo }: KnownBy): Promise<string | null> {
  const tenant = await currentTenant()
  return (
    findDemoAddress(tenant, address) ??
    (await findRememberedAddress(tenant, address)) ??
    (await findPendingAddress(tenant, returnTo)) ??
    (await findApplicationsHint(returnTo))
  )
}

function findDemoAddress(tenant: Tenant, key = ''): string | null {
  const [, index] = /^demo-(\d{1,4})$/.exec(key) ?? []
  if (index === undefined) return null
  return demoSignIns(tenant.id)?.people[Number(index)]?.email ?? null
}

/** Of the sign-in with a provider that waits in this browser. */
async function findPendingAddress(tenant: Tenant, returnTo: string | undefined): Promise<string | null> {
  if (returnTo !== linkPage) return null
  const pending = await findPendingLink(tenant)
  return pending?.federated.profile.address?.email ?? null
}

/** The `login_hint` of the application that waits in this browser: other sites cannot know its return address. */
export async function findApplicationsHint(returnTo: string | undefined): Promise<string | null> {
  const uid = applicationOf(returnTo)?.split('/').at(-1)
  return uid === undefined ? null : findLoginHint(uid)
}
