import type { Tx } from '@/lib/db/prisma'
import { changesOf } from '../changes-of'
import { foldedAddress } from '../text/folded-address'
import type { EmailAddress } from '../text/parse-email'
import type { DirectoryEntry, Optional, User } from './read-user'

/** Undefined properties do not change. */
export interface WantedEntry extends Optional<DirectoryEntry> {
  address?: EmailAddress | undefined
  /** Whether the tenant vouches for the address. A new address is not verified unless this is true. */
  isProven?: boolean | undefined
  isBlocked?: boolean | undefined
}

export interface Written {
  /** The names of the changed properties, without values: the audit does not store what users wrote. */
  changed: string[]
  before: Partial<Standing>
  after: Partial<Standing>
  /** Whether the change took the user’s access away: they are now blocked, or their address is no longer verified. */
  isShutOut: boolean
}

interface Standing {
  isProven: boolean
  isBlocked: boolean
}

const told = ['name', 'nickname', 'givenName', 'familyName', 'picture'] as const

/**
 * Writes what is different of a user whose row is locked. A new address is not verified unless the tenant vouches for
 * it, and links emailed before stop working.
 */
export async function writeUser(
  tx: Tx,
  { tenantId, user }: { tenantId: string; user: User },
  wanted: WantedEntry,
): Promise<Written> {
  const moved = movedFrom(user, wanted.address)
  const { before, after } = changesOf(['isProven', 'isBlocked'], user, {
    isProven: wanted.isProven ?? (moved.emailFolded === undefined ? undefined : false),
    isBlocked: wanted.isBlocked,
  })
  const entry = { ...changesOf(told, user, wanted).after, ...moved }
  if (Object.keys({ ...entry, ...after }).length > 0)
    await tx.user.update({
      where: { tenantId_id: { tenantId, id: user.id } },
      data: { ...entry, ...standingOf(after) },
    })
  if (moved.emailFolded !== undefined) await voidProofs(tx, tenantId, user)
  const { emailFolded: _, ...named } = entry
  const isShutOut = after.isProven === false || after.isBlocked === true
  return { changed: Object.keys(named), before, after, isShutOut }
}

/** A new spelling of the same address is stored, but only a different address counts as a new one. */
function movedFrom(
  { email }: User,
  address: EmailAddress | undefined,
): { email?: string; emailFolded?: string } {
  if (address === undefined || address.email === email) return {}
  const isHers = address.folded === foldedAddress(email)
  return isHers ? { email: address.email } : { email: address.email, emailFolded: address.folded }
}

function standingOf({ isProven, isBlocked }: Partial<Standing>) {
  return {
    ...(isProven === undefined ? {} : { emailVerifiedAt: isProven ? new Date() : null }),
    ...(isBlocked === undefined ? {} : { blocked: isBlocked }),
  }
}

/** Voids every unused link and code of the user or of the user’s previous address. */
async function voidProofs(tx: Tx, tenantId: string, { id: userId, email }: User): Promise<void> {
  await tx.emailProof.updateMany({
    where: { tenantId, usedAt: null, OR: [{ userId }, { emailFolded: foldedAddress(email) }] },
    data: { usedAt: new Date() },
  })
}
