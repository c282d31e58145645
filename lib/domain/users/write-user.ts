import type { Tx } from '@/lib/db/prisma'
import { changesOf } from '../changes-of'
import { foldedAddress } from '../text/folded-address'
import type { EmailAddress } from '../text/parse-email'
import type { DirectoryEntry, Optional, User } from './read-user'

/** What is undefined stays as it is. */
export interface WantedEntry extends Optional<DirectoryEntry> {
  address?: EmailAddress | undefined
  /** Whether the tenant vouches for her address; for a new one it does not unless it says so. */
  isProven?: boolean | undefined
  isBlocked?: boolean | undefined
}

export interface Written {
  /** What is different now, without its value: the audit keeps no person’s own words. */
  changed: string[]
  before: Partial<Standing>
  after: Partial<Standing>
  /** She was somebody who could come in, and is not any more. */
  isShutOut: boolean
}

interface Standing {
  isProven: boolean
  isBlocked: boolean
}

const told = ['name', 'nickname', 'givenName', 'familyName', 'picture'] as const

/**
 * Writes what is different of a person whose row is locked. Another address is unproven unless the tenant vouches for
 * it, and whatever was mailed before leads nowhere.
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

/** Another spelling of her address is written; only another address moves her. */
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

/** Every link and code that is out for her or for the address that was hers. */
async function voidProofs(tx: Tx, tenantId: string, { id: userId, email }: User): Promise<void> {
  await tx.emailProof.updateMany({
    where: { tenantId, usedAt: null, OR: [{ userId }, { emailFolded: foldedAddress(email) }] },
    data: { usedAt: new Date() },
  })
}
