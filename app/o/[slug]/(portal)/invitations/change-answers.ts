import type { ResendResult } from '@/lib/domain/invitations/resend-invitations'
import type { RevokeResult } from '@/lib/domain/invitations/revoke-invitations'
import type { Done } from '@/lib/http/action'

export function resentMessage(sent: readonly string[]): string {
  const [only] = sent
  return sent.length === 1 && only !== undefined
    ? `Invitation sent again to ${only}. The earlier link no longer works.`
    : `${sent.length} invitations sent again. The earlier links no longer work.`
}

export function resentAnswer({ sent, refused }: ResendResult): Done {
  if (sent.length === 0) return { skipped: refused, isUnchanged: true }
  const message = resentMessage(sent)
  return Object.keys(refused).length === 0 ? { message } : { message, skipped: refused }
}

/** Revoking an expired invitation is accepted, and has nothing to undo. */
export function revokedAnswer({ revoked, others }: RevokeResult): Done {
  const [only] = revoked.length === 0 ? others : revoked
  const isOne = revoked.length + others.length === 1
  const message =
    isOne && only
      ? `Invitation to ${only.email} revoked.`
      : `${countOf(revoked.length)} revoked.${rest(others.length)}`
  return revoked.length === 0 ? { message } : { message, undo: { id: revoked.map(({ id }) => id) } }
}

export function restoredMessage(count: number, requested: number): string {
  const links = count === 1 ? 'Its link works again.' : 'Their links work again.'
  const left = requested - count
  const others = left === 0 ? '' : ` ${left} could not be restored.`
  return `${countOf(count)} restored.${others} ${links}`
}

function rest(others: number): string {
  if (others === 0) return ''
  return others === 1 ? ' One was no longer pending.' : ` ${others} were no longer pending.`
}

function countOf(count: number): string {
  return count === 1 ? '1 invitation' : `${count} invitations`
}
