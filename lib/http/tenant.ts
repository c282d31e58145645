import { headers } from 'next/headers'
import { cache } from 'react'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'

const freshForMilliseconds = 3000
const kept = globalThis as typeof globalThis & { foyerTenants?: { at: number; tenants: Promise<Tenant[]> } }

async function tenants(): Promise<Tenant[]> {
  const known = kept.foyerTenants
  if (known && Date.now() - known.at < freshForMilliseconds) return known.tenants
  const asked = { at: Date.now(), tenants: listTenants() }
  kept.foyerTenants = asked
  asked.tenants.catch(() => delete kept.foyerTenants)
  return asked.tenants
}

/**
 * The tenant that this host belongs to, or null. With the demo on the host’s name alone decides, so that any
 * port will do.
 */
export async function tenantOfHost(host: string): Promise<Tenant | null> {
  if (!/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)) return null
  const wanted = comparable(host.toLowerCase())
  return (await tenants()).find((tenant) => comparable(tenant.host) === wanted) ?? null
}

/** The tenant of the request under way; the front door has pinned it. */
export const currentTenant = cache(async (): Promise<Tenant> => pinnedTenant(await headers()))

/** The tenant that the front door has pinned to a request. */
export async function pinnedTenant(list: Headers): Promise<Tenant> {
  const id = list.get('x-foyer-tenant')
  const tenant = (await tenants()).find((candidate) => candidate.id === id)
  if (!tenant) throw new Error('A request came in past the front door.')
  return tenant
}

function comparable(host: string): string {
  return env().demo ? host.replace(/:\d+$/, '') : host
}
