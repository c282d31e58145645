/** What happened, to be read after the name of the one who did it. */
const sentences: Record<string, string> = {
  'invitation.accepted': 'accepted an invitation',
  'invitation.code_entered': 'proved an invited address with a code',
  'invitation.code_requested': 'asked for a code to an invited address',
  'invitation.created': 'invited',
  'invitation.declined': 'declined an invitation',
  'invitation.expired': 'let an invitation expire',
  'invitation.resent': 'sent an invitation again',
  'invitation.revoked': 'revoked an invitation',
  'invitation.roles_changed': 'changed an invitation’s roles',
  'mail.failed': 'could not deliver a mail',
  'mail.given_up': 'gave up on a mail',
  'mail.sent': 'delivered a mail',
  'member.added': 'added a member',
  'member.left': 'left the organization',
  'member.removed': 'removed a member',
  'member.roles_changed': 'changed a member’s roles',
  'organization.branding_changed': 'changed the branding',
  'organization.created': 'created the organization',
  'organization.deleted': 'deleted the organization',
  'organization.purged': 'removed the organization for good',
  'organization.renamed': 'renamed the organization',
  'organization.restored': 'restored the organization',
  'organization.sessions_ended': 'ended all sessions',
  'organization.slug_changed': 'changed the slug',
  'password.changed': 'changed a password',
  'password.reset_refused': 'was refused a new password',
  'password.reset_requested': 'asked for a new password',
  'role.changed': 'changed a role',
  'role.created': 'made a role',
  'role.deleted': 'deleted a role',
  'session.ended': 'signed out',
  'session.mail_requested': 'asked for a sign-in mail',
  'session.refused': 'was refused at sign-in',
  'session.started': 'signed in',
  'session.switched': 'switched to this organization',
  'tenant.created': 'set up Foyer',
  'user.proven': 'proved an address',
  'user.renamed': 'changed a name',
  'user.sign_up_requested': 'began to sign up',
  'user.signed_up': 'signed up',
}

/** The sentence for a type of event; a type without one speaks for itself. */
export function sentenceOf(type: string): string {
  return sentences[type] ?? type.replaceAll('_', ' ').replace('.', ': ')
}

/** What can be asked for on an organization’s page, by the first word of the type. */
export const eventGroups: readonly { value: string; label: string }[] = [
  { value: 'organization', label: 'Organization' },
  { value: 'member', label: 'Members' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'role', label: 'Roles' },
  { value: 'session', label: 'Sessions' },
  { value: 'mail', label: 'Mail' },
]
