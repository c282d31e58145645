import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { JWT } from 'next-auth/jwt'
import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'
import { secretOf } from './session-cookie'

// NextAuth’s format, a JWE with `dir` and `A256GCM`. NextAuth and `jose` encrypt by WebCrypto, which starts a job on another
// thread for each token, and NextAuth derives the key each time: five times the CPU.
const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')
const cipherName = 'aes-256-gcm'
const sizes = { iv: 12, tag: 16 }
/** The header, no key, a nonce of 12 bytes, the text and a tag of 16 bytes. */
const format = /^([\w-]+)\.\.([\w-]{16})\.([\w-]+)\.([\w-]{22})$/
/** As NextAuth’s own `decode` takes it. */
const clockToleranceSeconds = 15

/** @param maxAge in seconds */
export function sealToken(tenant: Pick<Tenant, 'id'>, claims: JWT, maxAge: number): string {
  const now = Math.floor(Date.now() / 1000)
  const text = JSON.stringify({ ...claims, iat: now, exp: now + maxAge, jti: randomUUID() })
  const iv = randomBytes(sizes.iv)
  const cipher = createCipheriv(cipherName, keyOf(secretOf(tenant, env().secret)), iv)
  cipher.setAAD(Buffer.from(header))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return [header, '', ...parts].join('.')
}

/** With the tenant’s current or previous secret; null for another tenant’s token, an altered one and one that has expired. */
export function openToken(tenant: Pick<Tenant, 'id'>, token: string): JWT | null {
  for (const secret of [env().secret, env().previousSecret]) {
    if (secret === undefined) continue
    const claims = decrypt(token, keyOf(secretOf(tenant, secret)))
    if (claims) return claims['tenant_id'] === tenant.id && !hasExpired(claims) ? claims : null
  }
  return null
}

const claimsOf = z.custom<JWT>((value) => typeof value === 'object' && value !== null)

function decrypt(token: string, key: Buffer): JWT | null {
  const [, head = '', iv = '', text = '', tag = ''] = format.exec(token) ?? []
  if (head !== header) return null
  const nonce = Buffer.from(iv, 'base64url')
  const cipher = createDecipheriv(cipherName, key, nonce, { authTagLength: sizes.tag })
  cipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'))
  const start = cipher.update(text, 'base64url', 'utf8')
  try {
    return claimsOf.parse(JSON.parse(start + cipher.final('utf8')))
  } catch {
    return null
  }
}

function hasExpired(claims: JWT): boolean {
  return !(Number(claims['exp']) + clockToleranceSeconds > Date.now() / 1000)
}

const keys = new Map<string, Buffer>()

/** Derived once per process and secret. */
function keyOf(secret: string): Buffer {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32))
  keys.set(secret, key)
  return key
}
