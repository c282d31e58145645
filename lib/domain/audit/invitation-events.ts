import { isRecord } from './detail-lines'

interface EventWords {
  /** On the invitation’s own timeline. */
  title: string
  /** Continues after the actor’s name, where the invitation is not known. */
  sentence: string
  /** Continues after the actor’s name. */
  phrase?: (facts: Facts) => string
}

/** All wordings of the events of an invitation. */
export const invitationEvents: Record<`invitation.${string}`, EventWords> = {
  'invitation.accepted': {
    title: 'Accepted',
    sentence: 'accepted an invitation',
    phrase: ({ after }) => `accepted the invitation${asRoles(after)}`,
  },
  'invitation.code_entered': {
    title: 'Address verified with a code',
    sentence: 'verified an invited address with a code',
  },
  'invitation.code_requested': {
    title: 'Code requested through a copied link',
    sentence: 'requested a code to verify an invited address',
  },
  'invitation.created': {
    title: 'Invitation created',
    sentence: 'invited',
    phrase: ({ target, after }) => `invited ${target ?? 'someone'}${asRoles(after)}`,
  },
  'invitation.decline_undone': {
    title: 'Decline undone',
    sentence: 'undid declining an invitation',
    phrase: () => 'undid declining the invitation',
  },
  'invitation.declined': {
    title: 'Declined',
    sentence: 'declined an invitation',
    phrase: () => 'declined the invitation',
  },
  'invitation.expired': {
    title: 'Expired',
    sentence: 'let an invitation expire',
    phrase: () => 'expired',
  },
  'invitation.link_requested': {
    title: 'New link requested',
    sentence: 'asked for a new invitation link',
    phrase: () => 'asked for a new invitation link',
  },
  'invitation.resent': {
    title: 'Sent again',
    sentence: 'sent an invitation again',
    phrase: ({ target }) => `sent ${target ?? 'an invitee'} a new invitation link`,
  },
  'invitation.revocation_undone': {
    title: 'Revocation undone',
    sentence: 'undid revoking an invitation',
    phrase: ({ target }) => `undid revoking the invitation of ${target ?? 'a deleted user'}`,
  },
  'invitation.revoked': {
    title: 'Revoked',
    sentence: 'revoked an invitation',
    phrase: ({ target }) => `revoked the invitation of ${target ?? 'a deleted user'}`,
  },
  'invitation.roles_changed': {
    title: 'Roles changed',
    sentence: 'changed an invitation’s roles',
    phrase: ({ target, before, after }) =>
      `changed the invitation of ${target ?? 'a deleted user'} to ${and(rolesIn(after))}${was(before)}`,
  },
}

export interface Facts {
  /** The name or address of the target. */
  target: string | null
  isOwn: boolean
  before: unknown
  after: unknown
  details: Record<string, unknown>
  connection: { strategy: string; name: string } | null
}

export function asRoles(value: unknown): string {
  const roles = rolesIn(value)
  return roles.length === 0 ? '' : ` as ${and(roles)}`
}

export function was(value: unknown): string {
  const roles = rolesIn(value)
  return roles.length === 0 ? '' : ` (was ${and(roles)})`
}

/** Events name roles in a list, or as `roles`. */
export function rolesIn(value: unknown): string[] {
  const roles = isRecord(value) ? value['roles'] : value
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

export function and(items: string[]): string {
  return items.length === 0 ? 'no role' : list.format(items)
}
