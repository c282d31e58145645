import { compactVerify, createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'
import { signingKeys, type SigningKeys } from './signing-keys'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'

/** Milliseconds until a process looks for rotated or revoked keys. */
const keysAreFreshFor = 20_000

const algorithms = ['RS256', 'PS256']

interface Known {
  keys: SigningKeys
  /** Imports each key only once. */
  publicKeys: PublicKeys
  lookedAt: number
}

type PublicKeys = ReturnType<typeof createLocalJWKSet>

const globals = globalThis as typeof globalThis & { foyerKeys?: Map<string, Known> }

export async function tenantKeys(tenant: Tenant): Promise<SigningKeys> {
  return (await knownKeys(tenant)).keys
}

async function knownKeys(tenant: Tenant): Promise<Known> {
  const all = (globals.foyerKeys ??= new Map())
  const known = all.get(tenant.id)
  if (known && Date.now() - known.lookedAt < keysAreFreshFor) return known
  const keys = await signingKeys(tenant.id)
  const publicKeys =
    known?.keys.version === keys.version
      ? known.publicKeys
      : createLocalJWKSet({ keys: keys.keys.map(publicPartOf) })
  const looked = { keys, publicKeys, lookedAt: Date.now() }
  all.set(tenant.id, looked)
  return looked
}

/** Only the tenant’s own keys and fixed algorithms count: a token’s header cannot name others. */
export async function verifyToken(
  tenant: Tenant,
  token: string,
  { typ, evenExpired = false }: { typ: 'at+jwt' | 'JWT'; evenExpired?: boolean },
): Promise<JWTPayload | null> {
  const { publicKeys } = await knownKeys(tenant)
  try {
    const { payload, protectedHeader } = await jwtVerify(token, publicKeys, {
      issuer: issuerOf(tenant),
      algorithms,
      requiredClaims: ['exp', 'sub', 'aud'],
      ...(evenExpired ? { currentDate: new Date(0) } : {}),
    })
    return (protectedHeader.typ ?? 'JWT') === typ ? payload : null
  } catch {
    return null
  }
}

/** False for a token that names no key of this tenant. */
export async function hasWrongSignature(tenant: Tenant, token: string): Promise<boolean> {
  const { publicKeys } = await knownKeys(tenant)
  return compactVerify(token, publicKeys, { algorithms }).then(
    () => false,
    (error: unknown) => error instanceof errors.JWSSignatureVerificationFailed,
  )
}

/** Only what verification needs, without private parts. */
function publicPartOf({ kty, n, e, kid }: JWK): JWK {
  if (kty === undefined) throw new Error('A signing key has a type.')
  return { kty, use: 'sig', ...(n && e ? { n, e } : {}), ...(kid ? { kid } : {}) }
}
