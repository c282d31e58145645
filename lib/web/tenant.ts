import { headers } from 'next/headers'
import { cache } from 'react'
import { refusedToo } from '@/lib/db/database-error'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'
import { isDatabaseSilent, withRequestState } from '@/lib/request-state'
import { unavailable } from '@/lib/unavailable'

/** Then tenants are read again in the background; after twice the time, requests wait for it. */
const freshForMilliseconds = 3000

interface Known {
  readAt: number
  tenants: Tenant[]
}

const globals = globalThis as typeof globalThis & {
  foyerTenants?: Known
  foyerTenantsReading?: Promise<Tenant[]>
}

async function tenants(): Promise<Tenant[]> {
  const known = globals.foyerTenants
  const age = known ? Date.now() - known.readAt : Infinity
  // A request that is refused already shows its page of an error with what is known.
  if (known && (age < freshForMilliseconds || isDatabaseSilent())) return known.tenants
  if (isDatabaseSilent()) throw unavailable()
  globals.foyerTenantsReading ??= readTenants()
  // Under load all requests would wait for this one.
  if (known && age < 2 * freshForMilliseconds) return known.tenants
  try {
    return await globals.foyerTenantsReading
  } catch (error) {
    // Requests share this read.
    throw refusedToo(error)
  }
}

function readTenants(): Promise<Tenant[]> {
  const readAt = Date.now()
  // What began before `forgetTenants` may not know of the change.
  const isCurrent = () => globals.foyerTenantsReading === reading
  // Not of the request that begins it, which may know tenants that are recent enough.
  const reading = withRequestState(listTenants).then((tenants) => {
    if (isCurrent()) globals.foyerTenants = { readAt, tenants }
    return tenants
  })
  reading.catch(() => undefined).finally(() => isCurrent() && delete globals.foyerTenantsReading)
  return reading
}

/** While there is none, the first one can be set up. */
export async function isWithoutTenants(): Promise<boolean> {
  return (await tenants()).length === 0
}

/** In this process; others notice a new or changed tenant within seconds. */
export function forgetTenants(): void {
  delete globals.foyerTenants
  delete globals.foyerTenantsReading
}

/** In the demo the host’s name alone decides, so that any port works. */
export async function tenantOfHost(host: string): Promise<Tenant | null> {
  if (!/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host) || !URL.canParse(`http://${host}`)) return null
  return tenantOf(await tenants(), host)
}

/** Whether the tenant of this host is, as far as this process remembers. */
export function isServedByHttps(host: string): boolean {
  const tenant = tenantOf(globals.foyerTenants?.tenants ?? [], host)
  return tenant !== null && new URL(tenant.url).protocol === 'https:'
}

function tenantOf(known: readonly Tenant[], host: string): Tenant | null {
  const input = comparable(host.toLowerCase())
  return known.find((tenant) => comparable(tenant.host) === input) ?? null
}

export const currentTenant = cache(async (): Promise<Tenant> => pinnedTenant(await headers()))

/** In the header that admission has set. */
export async function pinnedTenant(list: Headers): Promise<Tenant> {
  const id = list.get('x-foyer-tenant')
  const tenant = (await tenants()).find((candidate) => candidate.id === id)
  if (!tenant) throw new Error('This request was not admitted.')
  return tenant
}

function comparable(host: string): string {
  return env().demo ? host.replace(/:\d+$/, '') : host
}
