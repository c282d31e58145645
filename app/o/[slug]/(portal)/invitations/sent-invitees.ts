import type { Invitee } from './use-invitees'

export const inviteesField = 'invitees'

interface SentInvitee {
  email: string
  roles: string[]
}

/** With the roles of each. */
export function formatInvitees(invitees: readonly Invitee[], common: readonly string[]): string {
  return JSON.stringify(invitees.map(({ text, roles }) => ({ email: text, roles: roles ?? common })))
}

/** As the dialog sent them before Foyer was updated; empty if its version wrote them in another way. */
export function parseInvitees(sent: string | string[] | undefined): Invitee[] {
  try {
    const invitees: unknown = JSON.parse(String(sent))
    if (!Array.isArray(invitees)) return []
    return invitees.filter(isSentInvitee).map(({ email, roles }) => ({ text: email, roles }))
  } catch {
    return []
  }
}

// Without zod, which would be part of the page’s scripts.
function isSentInvitee(value: unknown): value is SentInvitee {
  if (typeof value !== 'object' || value === null || !('email' in value) || !('roles' in value)) return false
  const { email, roles } = value
  return typeof email === 'string' && Array.isArray(roles) && roles.every((role) => typeof role === 'string')
}
