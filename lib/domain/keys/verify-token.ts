import { compactVerify, createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'
import { signingKeys, type SigningKeys } from './signing-keys'
import { BoundedMap } from '@/lib/bounded-map'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'

/** Milliseconds until a process looks for rotated or revoked keys. */
const keysAreFreshFor = 20_000

const algorithms = ['RS256', 'PS256']

interface Known {
  keys: SigningKeys
  lookedAt: number
}

interface Verified {
  payload: Readonly<JWTPayload>
  typ: string
  by: PublicKeys
}

type PublicKeys = ReturnType<typeof createLocalJWKSet>

/** Tokens of all tenants. */
const verified = new BoundedMap<string, Verified>(2000)

/** Imports each key only once. Not in globalThis: Next bundles `jose`, and each copy has classes of its own. */
const publicKeys = new WeakMap<SigningKeys, PublicKeys>()

const globals = globalThis as typeof globalThis & { foyerKeys?: Map<string, Known> }

export async function tenantKeys(tenant: Tenant): Promise<SigningKeys> {
  const all = (globals.foyerKeys ??= new Map())
  const known = all.get(tenant.id)
  if (known && Date.now() - known.lookedAt < keysAreFreshFor) return known.keys
  const found = await signingKeys(tenant.id)
  const keys = known?.keys.version === found.version ? known.keys : found
  all.set(tenant.id, { keys, lookedAt: Date.now() })
  return keys
}

async function publicKeysOf(tenant: Tenant): Promise<PublicKeys> {
  const keys = await tenantKeys(tenant)
  const known = publicKeys.get(keys) ?? createLocalJWKSet({ keys: keys.keys.map(publicPartOf) })
  publicKeys.set(keys, known)
  return known
}

/** Only the tenant’s own keys and fixed algorithms count: a token’s header cannot name others. */
export async function verifyToken(
  tenant: Tenant,
  token: string,
  { typ, evenExpired = false }: { typ: 'at+jwt' | 'JWT'; evenExpired?: boolean },
): Promise<JWTPayload | null> {
  const by = await publicKeysOf(tenant)
  const before = verified.get(token)
  const isKnown = before?.by === by && isCurrent(before, tenant)
  const found = isKnown ? before : await verifySignature(tenant, token, { by, evenExpired })
  return found?.typ === typ ? found.payload : null
}

async function verifySignature(
  tenant: Tenant,
  token: string,
  { by, evenExpired }: { by: PublicKeys; evenExpired: boolean },
): Promise<Verified | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, by, {
      issuer: issuerOf(tenant),
      algorithms,
      requiredClaims: ['exp', 'sub', 'aud'],
      ...(evenExpired ? { currentDate: new Date(0) } : {}),
    })
    const found = { payload: Object.freeze(payload), typ: protectedHeader.typ ?? 'JWT', by }
    if (!evenExpired) verified.set(token, found)
    return found
  } catch {
    return null
  }
}

/** What the same keys do not decide. */
function isCurrent({ payload: { iss, exp = 0 } }: Verified, tenant: Tenant): boolean {
  return iss === issuerOf(tenant) && exp > Math.floor(Date.now() / 1000)
}

/** False for a token that names no key of this tenant. */
export async function hasWrongSignature(tenant: Tenant, token: string): Promise<boolean> {
  return compactVerify(token, await publicKeysOf(tenant), { algorithms }).then(
    () => false,
    (error: unknown) => error instanceof errors.JWSSignatureVerificationFailed,
  )
}

/** Only what verification needs, without private parts. */
function publicPartOf({ kty, n, e, kid }: JWK): JWK {
  if (kty === undefined) throw new Error('A signing key has a type.')
  return { kty, use: 'sig', ...(n && e ? { n, e } : {}), ...(kid ? { kid } : {}) }
}
