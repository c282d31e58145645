/** The types of each of Auth0’s categories; all others are changes of the tenant, `management.success`. */
const own = {
  'auth.login.success': ['session.started'],
  'auth.login.fail': ['connection.failed', 'session.failed', 'session.refused'],
  'auth.login.notification': [
    'connection.code_requested',
    'invitation.code_requested',
    'session.code_requested',
    'session.mail_requested',
  ],
  'auth.logout.success': ['session.ended', 'session.ended_by_provider'],
  'auth.signup.success': ['invitation.accepted', 'user.signed_up'],
  'user.success': [
    'application.tokens_revoked',
    'authenticator.added',
    'authenticator.removed',
    'invitation.code_entered',
    'passkey.added',
    'passkey.removed',
    'password.changed',
    'password.reset_requested',
    'recovery_code.used',
    'recovery_codes.replaced',
    'user.deleted',
    'user.email_change_requested',
    'user.email_changed',
    'user.email_verified',
    'user.password_link_sent',
    'user.sign_up_requested',
    'user.verification_requested',
  ],
  'user.fail': ['password.reset_refused'],
  'scim.event': [
    'directory.group_mapped',
    'directory.taken_over',
    'directory.token_created',
    'directory.token_revoked',
    'directory.turned_off',
    'directory.turned_on',
    'member.provisioned',
  ],
  'system.notification': [
    'connection.expiry_reported',
    'log_stream.suspended',
    'mail.failed',
    'mail.given_up',
    'webhook.disabled',
  ],
  other: [
    'application.entered',
    'connection.bypassed',
    'join_request.created',
    'join_request.withdrawn',
    'log_stream.test_sent',
    'mail.retried',
    'mail.sent',
    'member.list_exported',
    'organization.branding_test_sent',
    'organization.entered',
    'organization.support_ended',
    'organization.support_opened',
    'session.switched',
    'tenant.email_test_sent',
    'webhook.redelivered',
    'webhook.test_sent',
  ],
} satisfies Record<string, readonly string[]>

const categories = new Map(
  Object.entries(own).flatMap(([category, types]) => types.map((type) => [type, category] as const)),
)

const categoryOfOthers = 'management.success'

export function categoryOf(type: string): string {
  return categories.get(type) ?? categoryOfOthers
}

/** Those that Foyer writes events of, with a word for each. */
export const writtenCategories = {
  'auth.login.success': 'Sign-ins',
  'auth.login.fail': 'Failed sign-ins',
  'auth.login.notification': 'Codes and links for signing in',
  'auth.logout.success': 'Sign-outs',
  'auth.signup.success': 'Sign-ups and accepted invitations',
  'user.success': 'Users’ own changes of their sign-in',
  'user.fail': 'Refused password resets',
  'management.success': 'Changes of settings, members and roles',
  'scim.event': 'Directory sync',
  'system.notification': 'Notifications of the system',
  other: 'Other events',
} as const

/** Auth0’s others: accepted, since its tools send all, and without events. */
const unwrittenCategories = [
  'auth.logout.fail',
  'auth.signup.fail',
  'auth.silent_auth.fail',
  'auth.silent_auth.success',
  'auth.token_exchange.fail',
  'auth.token_exchange.success',
  'management.fail',
  'user.notification',
  'actions',
] as const

export const streamCategories = [
  ...(Object.keys(writtenCategories) as (keyof typeof writtenCategories)[]),
  ...unwrittenCategories,
] as const

export function isStreamCategory(text: string): boolean {
  return streamCategories.some((category) => category === text)
}
