/** Auth0’s codes. Other changes of the tenant are `sapi`; other events keep their own name. */
const codes: Record<string, string> = {
  'application.entered': 'application.entered',
  'application.tokens_revoked': 'srrt',
  'authenticator.added': 'gd_enrollment_complete',
  'authenticator.removed': 'gd_unenroll',
  'connection.bypassed': 'connection.bypassed',
  'connection.code_requested': 'cs',
  'connection.expiry_reported': 'w',
  'connection.failed': 'f',
  'invitation.accepted': 'si',
  'invitation.code_entered': 'sv',
  'invitation.code_requested': 'cs',
  'join_request.created': 'join_request.created',
  'join_request.withdrawn': 'join_request.withdrawn',
  'log_stream.suspended': 'log_stream.suspended',
  'log_stream.test_sent': 'log_stream.test_sent',
  'mail.failed': 'fn',
  'mail.given_up': 'fn',
  'mail.retried': 'mail.retried',
  'mail.sent': 'mail.sent',
  'member.list_exported': 'member.list_exported',
  'organization.branding_test_sent': 'organization.branding_test_sent',
  'organization.entered': 'organization.entered',
  'organization.support_ended': 'organization.support_ended',
  'organization.support_opened': 'organization.support_opened',
  'passkey.added': 'gd_enrollment_complete',
  'passkey.removed': 'gd_unenroll',
  'password.changed': 'scp',
  'password.reset_refused': 'fcp',
  'password.reset_requested': 'scpr',
  'recovery_code.used': 'gd_recovery_succeed',
  'recovery_codes.replaced': 'recovery_codes.replaced',
  'session.code_requested': 'gd_start_auth',
  'session.ended': 'slo',
  'session.ended_by_provider': 'slo',
  'session.mail_requested': 'cls',
  'session.failed': 'session.failed',
  'session.refused': 'f',
  'session.started': 's',
  'session.switched': 'session.switched',
  'tenant.email_test_sent': 'tenant.email_test_sent',
  'user.deleted': 'sdu',
  'user.email_change_requested': 'svr',
  'user.email_changed': 'sce',
  'user.password_link_sent': 'scpr',
  'user.email_verified': 'sv',
  'user.sign_up_requested': 'svr',
  'user.signed_up': 'ss',
  'user.verification_requested': 'svr',
  'webhook.disabled': 'webhook.disabled',
  'webhook.redelivered': 'webhook.redelivered',
  'webhook.test_sent': 'webhook.test_sent',
}

const codeOfOthers = 'sapi'

export function codeOf(type: string): string {
  return codes[type] ?? codeOfOthers
}

/** `sapi` means all types without a code of their own. */
export function typesOf(input: readonly string[]): { among: string[]; orNoneOf: string[] | null } {
  const among = Object.keys(codes).filter((type) => input.includes(codeOf(type)))
  return { among, orNoneOf: input.includes(codeOfOthers) ? Object.keys(codes) : null }
}
