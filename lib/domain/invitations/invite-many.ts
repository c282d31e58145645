import type { OrganizationAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { assertMayKeep } from './assert-may-keep'
import type { Verdict } from './judge'
import { selectInvitations, type Invitation } from './select-invitations'
import { sendInvitations, weighInvitations, type Invitations } from './send-invitations'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InvitedMany {
  /** By folded address. */
  verdicts: ReadonlyMap<string, Verdict>
  /** Those that were made, by folded address. */
  invitations: ReadonlyMap<string, Invitation>
}

/**
 * Invites many addresses at once, each as far as it goes.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many: then nothing was sent at all
 */
export function inviteMany(access: Access, wanted: Invitations): Promise<InvitedMany> {
  assertMayKeep(access, wanted.invitees)
  return change(access, async (tx) => {
    const { made, verdicts, events, mails } = await sendInvitations(tx, access, wanted)
    const ids = made.map(({ id }) => id)
    const rows = await selectInvitations(tx, access, sql`i.id = ANY (${ids})`)
    const addresses = new Map(made.map(({ id, emailFolded }) => [id, emailFolded]))
    const invitations = new Map(rows.map((row) => [addresses.get(row.id) ?? row.email, row]))
    const [first, ...rest] = events
    const result = { verdicts, invitations }
    return first ? { result, events: [first, ...rest], mails } : unchanged(result)
  })
}

/** The same verdicts and refusals, and nothing is written. */
export function tryInviteMany(access: Access, wanted: Invitations): Promise<InvitedMany> {
  assertMayKeep(access, wanted.invitees)
  return read(access, async (tx) => {
    const { verdicts } = await weighInvitations(tx, access, wanted)
    return { verdicts, invitations: new Map() }
  })
}
