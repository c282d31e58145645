import { Secret, TOTP } from 'otpauth'
import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { resealColumn } from '@/lib/domain/crypto/reseal-column'
import { seal, type SealedFor, unseal } from '@/lib/domain/crypto/seal'

/** RFC 6238 with what every app supports: SHA-1, six digits, 30 seconds. */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** Clocks may differ by one step in either direction. */
const drift = 1

/** 160 bits in base32, as RFC 4226 recommends. */
export function newAuthenticatorSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What the QR code says. */
export function authenticatorUri(secret: string, named: { issuer: string; label: string }): string {
  return new TOTP({ ...settings, ...named, secret }).toString()
}

/** The number of the 30-second step that the code belongs to; null for a wrong code. */
export function matchingStep(secret: string, code: string, at: Date): number | null {
  const totp = new TOTP({ ...settings, secret })
  const timestamp = at.getTime()
  const difference = totp.validate({ token: code, timestamp, window: drift })
  return difference === null ? null : totp.counter({ timestamp }) + difference
}

/** The database’s clock decides, as for every other code. */
export async function databaseTime(tx: Tx): Promise<Date> {
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
  return now
}

export interface AuthenticatorOwner {
  tenantId: string
  userId: string
}

export function sealSecret(owner: AuthenticatorOwner, secret: string): Promise<string> {
  return seal(secret, authenticatorSeal(owner))
}

export async function unsealSecret(owner: AuthenticatorOwner, sealed: string): Promise<string> {
  const secret = await unseal(sealed, authenticatorSeal(owner))
  if (secret === null) throw new Error('An authenticator’s secret was sealed with an unknown FOYER_SECRET.')
  return secret
}

function authenticatorSeal({ tenantId, userId }: AuthenticatorOwner): SealedFor {
  return { purpose: `authenticator ${userId}`, tenantId }
}

export function resealAuthenticators(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  return resealColumn(access, {
    table: sql`authenticators`,
    column: sql`sealed_secret`,
    key: sql`user_id`,
    sealedFor: (userId) => authenticatorSeal({ tenantId, userId }),
  })
}
