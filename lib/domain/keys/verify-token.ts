import { compactVerify, createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'
import { signingKeys, type SigningKeys } from './signing-keys'
import { BoundedMap } from '@/lib/bounded-map'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'

/** Milliseconds until a process looks for rotated or revoked keys. */
const keysAreFreshFor = 20_000

const algorithms = ['RS256', 'PS256']

interface Known {
  keys: SigningKeys
  /** Imports each key only once. */
  publicKeys: PublicKeys
  /** Tokens that these keys have signed. */
  verified: BoundedMap<string, Verified>
  lookedAt: number
}

interface Verified {
  payload: JWTPayload
  typ: string
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
  const { publicKeys, verified } = known?.keys.version === keys.version ? known : withoutTokens(keys)
  const looked = { keys, publicKeys, verified, lookedAt: Date.now() }
  all.set(tenant.id, looked)
  return looked
}

/** Only the tenant’s own keys and fixed algorithms count: a token’s header cannot name others. */
export async function verifyToken(
  tenant: Tenant,
  token: string,
  { typ, evenExpired = false }: { typ: 'at+jwt' | 'JWT'; evenExpired?: boolean },
): Promise<JWTPayload | null> {
  const known = await knownKeys(tenant)
  const before = known.verified.get(token)
  const found =
    before && isValid(before, tenant) ? before : await verifyFirst(known, tenant, { token, evenExpired })
  return found?.typ === typ ? found.payload : null
}

async function verifyFirst(
  { publicKeys, verified }: Known,
  tenant: Tenant,
  { token, evenExpired }: { token: string; evenExpired: boolean },
): Promise<Verified | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, publicKeys, {
      issuer: issuerOf(tenant),
      algorithms,
      requiredClaims: ['exp', 'sub', 'aud'],
      ...(evenExpired ? { currentDate: new Date(0) } : {}),
    })
    const found = { payload, typ: protectedHeader.typ ?? 'JWT' }
    if (!evenExpired) verified.set(token, found)
    return found
  } catch {
    return null
  }
}

/** What can change after a token was verified; not what the library has compared with the keys. */
function isValid({ payload: { iss, exp = 0 } }: Verified, tenant: Tenant): boolean {
  return iss === issuerOf(tenant) && exp > Math.floor(Date.now() / 1000)
}

function withoutTokens({ keys }: SigningKeys): Pick<Known, 'publicKeys' | 'verified'> {
  return { publicKeys: createLocalJWKSet({ keys: keys.map(publicPartOf) }), verified: new BoundedMap(2000) }
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
