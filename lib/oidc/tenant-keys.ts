import { compactVerify, createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'
import { signingKeys, type SigningKeys } from '@/lib/domain/keys/signing-keys'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { issuerOf } from './issuer'

/** Milliseconds after which a process looks whether the keys were rotated or revoked. */
const keysAreFreshFor = 20_000

const algorithms = ['RS256', 'PS256']

interface Known {
  keys: SigningKeys
  lookedAt: number
}

const kept = globalThis as typeof globalThis & { foyerKeys?: Map<string, Known> }

/** The tenant’s keys as this process knows them, looked at anew every 20 seconds. */
export async function tenantKeys(tenant: Tenant): Promise<SigningKeys> {
  const all = (kept.foyerKeys ??= new Map())
  const known = all.get(tenant.id)
  if (known && Date.now() - known.lookedAt < keysAreFreshFor) return known.keys
  const keys = await signingKeys(tenant.id)
  all.set(tenant.id, { keys, lookedAt: Date.now() })
  return keys
}

/**
 * What a token says that this tenant signed itself, or null for any other. Which algorithms and which keys count is
 * ours to say: what a token’s header says of keys elsewhere is not looked at.
 */
export async function readOwnToken(
  tenant: Tenant,
  token: string,
  { typ, evenExpired = false }: { typ: 'at+jwt' | 'JWT'; evenExpired?: boolean },
): Promise<JWTPayload | null> {
  const keys = await openKeys(tenant)
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...{ issuer: issuerOf(tenant), algorithms, requiredClaims: ['exp', 'sub', 'aud'] },
      ...(evenExpired ? { currentDate: new Date(0) } : {}),
    })
    return (protectedHeader.typ ?? 'JWT') === typ ? payload : null
  } catch {
    return null
  }
}

/** Whether a token names a key of this tenant’s that did not sign it. */
export async function isForged(tenant: Tenant, token: string): Promise<boolean> {
  const keys = await openKeys(tenant)
  return compactVerify(token, keys, { algorithms }).then(
    () => false,
    (error: unknown) => error instanceof errors.JWSSignatureVerificationFailed,
  )
}

async function openKeys(tenant: Tenant): Promise<ReturnType<typeof createLocalJWKSet>> {
  const { keys } = await tenantKeys(tenant)
  return createLocalJWKSet({ keys: keys.map(open) })
}

/** Only what verifying takes. */
function open({ kty, n, e, kid }: JWK): JWK {
  if (kty === undefined) throw new Error('A signing key has a type.')
  return { kty, use: 'sig', ...(n && e ? { n, e } : {}), ...(kid ? { kid } : {}) }
}
