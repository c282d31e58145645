/** Continues after the actor’s name. */
const sentences: Record<string, string> = {
  'api.changed': 'changed an API',
  'api.created': 'added an API',
  'api.deleted': 'deleted an API',
  'api.permissions_closed': 'closed permissions to organizations',
  'api.permissions_opened': 'opened permissions to organizations',
  'application.allotment_changed': 'changed whether members may use an application',
  'application.allotted': 'made an application available to the organization',
  'application.entered': 'opened an application',
  'application.token_metadata_changed': 'changed a refresh token’s metadata',
  'application.tokens_revoked': 'revoked an application’s tokens',
  'application.withdrawn': 'removed an application from the organization',
  'client.changed': 'changed an application',
  'client.created': 'added an application',
  'client.deleted': 'deleted an application',
  'client.secret_rotated': 'rotated an application’s secret',
  'client_grant.changed': 'changed an application’s API permissions',
  'client_grant.created': 'authorized an application for an API',
  'client_grant.deleted': 'removed an application’s authorization for an API',
  'connection.changed': 'changed a sign-in method',
  'connection.code_requested': 'requested a code to verify a provider’s address',
  'connection.created': 'added a sign-in method',
  'connection.deleted': 'deleted a sign-in method',
  'connection.disabled': 'disabled a sign-in method',
  'connection.enabled': 'enabled a sign-in method',
  'connection.failed': 'failed to sign in with a sign-in method',
  'connection.prepared': 'configured a disabled sign-in method',
  'connection.removed': 'removed a disabled sign-in method',
  'connection.settings_changed': 'changed a sign-in method’s settings',
  'domain.added': 'added a domain',
  'domain.changed': 'changed a domain',
  'domain.removed': 'removed a domain',
  'domain.verified': 'verified a domain',
  'identity.linked': 'linked another sign-in identity',
  'identity.unlinked': 'unlinked a sign-in identity',
  'invitation.accepted': 'accepted an invitation',
  'invitation.code_entered': 'verified an invited address with a code',
  'invitation.code_requested': 'requested a code to verify an invited address',
  'invitation.created': 'invited',
  'invitation.declined': 'declined an invitation',
  'invitation.expired': 'let an invitation expire',
  'invitation.resent': 'sent an invitation again',
  'invitation.revoked': 'revoked an invitation',
  'invitation.roles_changed': 'changed an invitation’s roles',
  'machine.admitted': 'granted a machine access',
  'machine.dismissed': 'revoked a machine’s access',
  'mail.failed': 'could not deliver an email',
  'mail.given_up': 'stopped trying to deliver an email',
  'mail.sent': 'delivered an email',
  'member.added': 'added a member',
  'member.left': 'left the organization',
  'member.removed': 'removed a member',
  'member.restored': 'restored a suspended member',
  'member.roles_changed': 'changed a member’s roles',
  'member.suspended': 'suspended a member',
  'organization.branding_changed': 'changed the branding',
  'organization.created': 'created the organization',
  'organization.deleted': 'deleted the organization',
  'organization.entered': 'entered the organization without being a member',
  'organization.purged': 'permanently deleted the organization',
  'organization.renamed': 'renamed the organization',
  'organization.restored': 'restored the organization',
  'organization.sessions_ended': 'ended all sessions',
  'organization.settings_changed': 'changed the organization’s settings',
  'organization.slug_changed': 'changed the slug',
  'passkey.added': 'added a passkey',
  'passkey.removed': 'removed a passkey',
  'passkey.renamed': 'renamed a passkey',
  'password.changed': 'changed a password',
  'password.reset_refused': 'was refused a password reset',
  'password.reset_requested': 'requested a password reset',
  'role.changed': 'changed a role',
  'role.created': 'created a role',
  'role.deleted': 'deleted a role',
  'role.permissions_added': 'added permissions to a role',
  'role.permissions_removed': 'removed permissions from a role',
  'session.ended': 'signed out',
  'session.metadata_changed': 'changed a session’s metadata',
  'session.mail_requested': 'requested a sign-in link',
  'session.refused': 'was refused at sign-in',
  'session.started': 'signed in',
  'session.switched': 'switched to this organization',
  'signing_key.created': 'created the first signing keys',
  'signing_key.revoked': 'revoked a signing key',
  'signing_key.rotated': 'rotated the signing keys',
  'tenant.branding_changed': 'changed the tenant’s branding',
  'tenant.created': 'set up Foyer',
  'tenant.permissions_learned': 'added new permissions',
  'tenant.settings_changed': 'changed the settings',
  'tenant.template_changed': 'changed the template for new organizations',
  'tenant.theme_changed': 'changed the theme',
  'tenant.theme_created': 'added a theme',
  'tenant.theme_deleted': 'deleted the theme',
  'user.access_revoked': 'revoked a user’s sessions',
  'user.changed': 'changed a user',
  'user.created': 'created a user',
  'user.deleted': 'deleted a user',
  'user.password_ticket_made': 'created a link to set a password',
  'user.permissions_given': 'granted permissions to a user',
  'user.permissions_taken': 'removed permissions from a user',
  'user.proven': 'verified an address',
  'user.renamed': 'changed a name',
  'user.roles_given': 'assigned roles to a user',
  'user.roles_taken': 'removed roles from a user',
  'user.sign_in_blocks_lifted': 'unblocked a user’s sign-in',
  'user.sign_up_requested': 'started to sign up',
  'user.signed_up': 'signed up',
  'user.verification_ticket_made': 'created a link to verify an address',
  'user.verification_requested': 'requested verification of a user’s address',
}

export function sentenceOf(type: string): string {
  return sentences[type] ?? type.replaceAll('_', ' ').replace('.', ': ')
}

export const eventGroups: readonly { value: string; label: string }[] = [
  { value: 'organization', label: 'Organization' },
  { value: 'member', label: 'Members' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'role', label: 'Roles' },
  { value: 'session', label: 'Sessions' },
  { value: 'connection', label: 'Sign-in methods' },
  { value: 'domain', label: 'Domains' },
  { value: 'machine', label: 'Machines' },
  { value: 'mail', label: 'Email' },
]

export interface DetailLine {
  label: string
  value: string
}

/** An event’s details as lines of text: `displayName` before and after become “Display name: Acme → Apex”. */
export function detailLines(details: unknown): DetailLine[] {
  if (!isRecord(details)) return []
  const { before, after, ...others } = details
  return [
    ...changes(before, after),
    ...Object.entries(others).map(([key, value]) => ({ label: words(key), value: text(value) })),
  ]
}

function changes(before: unknown, after: unknown): DetailLine[] {
  if (before === undefined && after === undefined) return []
  if (!isRecord(before ?? {}) || !isRecord(after ?? {})) return [line('Change', before, after)]
  const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].map((key) =>
    line(words(key), old[key], next[key]),
  )
}

function line(label: string, before: unknown, after: unknown): DetailLine {
  if (before === undefined) return { label, value: text(after) }
  return { label, value: `${text(before)} → ${after === undefined ? 'gone' : text(after)}` }
}

function text(value: unknown): string {
  if (value === null || value === '' || value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(text).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function words(key: string): string {
  const spaced = key
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
