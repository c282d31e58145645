import { EncryptJWT, jwtDecrypt, type CryptoKey } from 'jose'
import { hkdfSync, randomUUID } from 'node:crypto'
import type { CookiesOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'

type TenantAddress = Pick<Tenant, 'id' | 'url'>

/** With the tenant’s current or previous secret; null for another tenant’s cookie. */
export async function openToken(tenant: Pick<Tenant, 'id'>, token: string): Promise<JWT | null> {
  for (const secret of [env().secret, env().previousSecret]) {
    if (secret === undefined) continue
    const key = await keyOf(secretOf(tenant, secret))
    const opened = await jwtDecrypt<JWT>(token, key, nextAuthTokens).catch(() => null)
    if (opened) return opened.payload['tenant_id'] === tenant.id ? opened.payload : null
  }
  return null
}

/** As NextAuth’s own `encode` does. `maxAge` is in seconds. */
export async function sealToken(tenant: Pick<Tenant, 'id'>, token: JWT, maxAge: number): Promise<string> {
  const key = await keyOf(secretOf(tenant, env().secret))
  return new EncryptJWT(token)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAge)
    .setJti(randomUUID())
    .encrypt(key)
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
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: cookie('pkce.code_verifier', 15 * 60),
    state: cookie('state', 15 * 60),
    nonce: cookie('nonce'),
  }
}

/** NextAuth keeps where a sign-in leads in this cookie. */
export const callbackUrl = 'callback-url'

export function isSecure(tenant: Pick<Tenant, 'url'>): boolean {
  return tenant.url.startsWith('https:')
}
