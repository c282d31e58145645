import { EncryptJWT, jwtDecrypt, type CryptoKey } from 'jose'
import { hkdfSync, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { CookiesOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { BoundedMap } from '@/lib/bounded-map'
import { env } from '@/lib/env'

type TenantAddress = Pick<Tenant, 'id' | 'url'>

interface Opened {
  claims: JWT
  /** With the current secret. */
  isCurrent: boolean
}

/** What a cookie says follows from its text and the secret. Whether the session is live is read for each request. */
const opened = new BoundedMap<string, Opened>(2000)

/** With each of the tenant’s accepted secrets; null for another tenant’s cookie. */
export async function openToken(tenant: Pick<Tenant, 'id'>, token: string): Promise<JWT | null> {
  const found = opened.get(token) ?? (await decrypt(tenant, token))
  return found?.claims['tenant_id'] === tenant.id && !hasExpired(found.claims) ? found.claims : null
}

/** As NextAuth’s own `encode` does. `maxAge` is in seconds. */
export async function sealToken(tenant: Pick<Tenant, 'id'>, token: JWT, maxAge: number): Promise<string> {
  const key = await keyOf(secretOf(tenant, env().secret))
  return new EncryptJWT(token)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt()
    .setExpirationTime(nowInSeconds() + maxAge)
    .setJti(randomUUID())
    .encrypt(key)
}

/** `token` itself, if it was sealed with the current secret, says the same, and half of its life is not over. */
export async function renewToken(
  tenant: Pick<Tenant, 'id'>,
  { token, claims }: { token: string; claims: JWT },
  maxAge: number,
): Promise<string> {
  const known = opened.get(token)
  const isYoung = nowInSeconds() - Number(claims['iat']) < maxAge / 2
  const isSame = known?.isCurrent === true && isDeepStrictEqual(known.claims, claims)
  return isYoung && isSame ? token : await sealToken(tenant, claims, maxAge)
}

async function decrypt(tenant: Pick<Tenant, 'id'>, token: string): Promise<Opened | null> {
  for (const secret of env().acceptedSecrets) {
    const key = await keyOf(secretOf(tenant, secret))
    const found = await jwtDecrypt<JWT>(token, key, nextAuthTokens).catch(() => null)
    // Kept only if it is of the tenant whose key has opened it.
    if (found?.payload['tenant_id'] !== tenant.id) continue
    const result = { claims: Object.freeze(found.payload), isCurrent: secret === env().secret }
    opened.set(token, result)
    return result
  }
  return null
}

function hasExpired({ exp }: JWT): boolean {
  return Number(exp) <= nowInSeconds() - nextAuthTokens.clockTolerance
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

/** As NextAuth’s own `decode` takes them, in seconds. */
const nextAuthTokens = {
  clockTolerance: 15,
  keyManagementAlgorithms: ['dir'],
  contentEncryptionAlgorithms: ['A256GCM'],
}

const keys = new Map<string, Promise<CryptoKey>>()

/** NextAuth derives it again for each token, which takes most of the time of sealing and opening one. */
function keyOf(secret: string): Promise<CryptoKey> {
  const key = keys.get(secret) ?? importKey(secret)
  keys.set(secret, key)
  return key
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32)
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

const secrets = new Map<string, string>()

/** Derived once per process and tenant. */
export function secretOf({ id }: Pick<Tenant, 'id'>, secret: string): string {
  const name = `${id} ${secret}`
  const known = secrets.get(name)
  if (known !== undefined) return known
  const derived = Buffer.from(hkdfSync('sha256', secret, id, 'foyer session cookie', 32)).toString('base64')
  secrets.set(name, derived)
  return derived
}

export function sessionCookieName(tenant: TenantAddress): string {
  return cookieNameFor(tenant, 'session-token')
}

/** With the port, since ports share cookies. The purpose is last: NextAuth joins cookies with its prefix. */
export function cookieNameFor(tenant: TenantAddress, purpose: string): string {
  const { port } = new URL(tenant.url)
  const [prefix, usualPort] = isSecure(tenant) ? ['__Host-', 443] : ['', 80]
  return `${prefix}foyer.${tenant.id}.${port || usualPort}.${purpose}`
}

export function cookieOptions(tenant: Pick<Tenant, 'url'>) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(tenant) } as const
}

export function nextAuthCookies(tenant: TenantAddress): CookiesOptions {
  const cookie = (purpose: string, maxAge?: number) => ({
    name: cookieNameFor(tenant, purpose),
    options: { ...cookieOptions(tenant), ...(maxAge === undefined ? {} : { maxAge }) },
  })
  return {
    sessionToken: cookie('session-token'),
    callbackUrl: cookie(callbackUrl),
    csrfToken: cookie(csrfToken),
    pkceCodeVerifier: cookie('pkce.code_verifier', 15 * 60),
    state: cookie('state', 15 * 60),
    nonce: cookie('nonce'),
  }
}

/** NextAuth’s cookie against forged requests. */
export const csrfToken = 'csrf-token'

/** NextAuth keeps where a sign-in leads in this cookie. */
export const callbackUrl = 'callback-url'

export function isSecure(tenant: Pick<Tenant, 'url'>): boolean {
  return tenant.url.startsWith('https:')
}
