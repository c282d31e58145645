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

/** As the dialog sent them before Foyer was updated. */
export function parseInvitees(sent: string | string[] | undefined): Invitee[] {
  if (typeof sent !== 'string') return []
  const invitees = JSON.parse(sent) as SentInvitee[]
  return invitees.map(({ email, roles }) => ({ text: email, roles }))
}
