import { cookies } from 'next/headers'
import { z } from 'zod'
import { seal, unseal } from '@/lib/domain/crypto/seal'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { cookieNameFor, cookieOptions } from './session-cookie'

export interface SealedCookie<T> {
  name: string
  schema: z.ZodType<T>
  seconds: number
}

const envelope = z.object({ until: z.number(), value: z.unknown() })

export async function setSealedCookie<T>(
  tenant: Tenant,
  { name, schema, seconds }: SealedCookie<T>,
  value: T,
): Promise<void> {
  const until = Date.now() + seconds * 1000
  const sealed = await seal(JSON.stringify({ until, value: schema.parse(value) }), sealedFor(tenant, name))
  const options = { ...cookieOptions(tenant), maxAge: seconds }
  ;(await cookies()).set(cookieNameFor(tenant, name), sealed, options)
}

/** Null also if it has expired or was sealed for another purpose. */
export async function findSealedCookie<T>(
  tenant: Tenant,
  { name, schema }: Pick<SealedCookie<T>, 'name' | 'schema'>,
): Promise<T | null> {
  const sealed = (await cookies()).get(cookieNameFor(tenant, name))?.value
  const text = sealed === undefined ? null : await unseal(sealed, sealedFor(tenant, name))
  if (text === null) return null
  const { until, value } = envelope.parse(JSON.parse(text))
  // An earlier version may have stored something else.
  return until > Date.now() ? (schema.safeParse(value).data ?? null) : null
}

export function deleteSealedCookie(tenant: Tenant, { name }: { name: string }): Promise<void> {
  return expire(tenant, [cookieNameFor(tenant, name)])
}

/** Browsers limit the total size of cookies, and send the oldest first. */
export async function deleteOldestCookie(tenant: Tenant, start: string, left: number): Promise<void> {
  const names = (await cookies()).getAll().map(({ name }) => name)
  const alike = names.filter((name) => name.startsWith(cookieNameFor(tenant, start)))
  await expire(tenant, alike.slice(0, Math.max(0, alike.length - left)))
}

async function expire(tenant: Tenant, names: readonly string[]): Promise<void> {
  const options = { ...cookieOptions(tenant), maxAge: 0 }
  const jar = await cookies()
  for (const name of names) jar.set(name, '', options)
}

function sealedFor(tenant: Tenant, name: string): { purpose: string; tenantId: string } {
  return { purpose: `cookie ${name}`, tenantId: tenant.id }
}
