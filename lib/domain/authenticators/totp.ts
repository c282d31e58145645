import { Secret, TOTP } from 'otpauth'
import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal, seal, type SealedFor, unseal } from '@/lib/domain/crypto/seal'
import { env } from '@/lib/env'

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

const batch = 500

/** Seals with the present FOYER_SECRET what the previous one sealed. @returns how many */
export async function resealAuthenticators(access: SystemAccess): Promise<number> {
  if (env().previousSecret === undefined) return 0
  let resealed = 0
  for (let after: string | null = ''; after !== null;) {
    const rows = await readAfter(access, after)
    for (const row of rows) resealed += await resealOne(access, row)
    after = rows.length < batch ? null : (rows.at(-1)?.userId ?? null)
  }
  return resealed
}

interface SealedAuthenticator {
  userId: string
  sealedSecret: string
}

function readAfter(access: SystemAccess, userId: string): Promise<SealedAuthenticator[]> {
  return read(access, (tx) =>
    tx.authenticator.findMany({
      where: { tenantId: access.tenantId, userId: { gt: userId } },
      select: { userId: true, sealedSecret: true },
      orderBy: { userId: 'asc' },
      take: batch,
    }),
  )
}

async function resealOne(
  access: SystemAccess,
  { userId, sealedSecret }: SealedAuthenticator,
): Promise<number> {
  const { tenantId } = access
  const after = await reseal(sealedSecret, authenticatorSeal({ tenantId, userId }))
  if (after === null) return 0
  return change(access, async (tx) => {
    const where = { tenantId, userId, sealedSecret }
    return bookkeeping((await tx.authenticator.updateMany({ where, data: { sealedSecret: after } })).count)
  })
}
