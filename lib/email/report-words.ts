import type { ReportType } from './email-report'

/** What the provider reported. */
export const reportTitles: Record<ReportType, string> = {
  sent: 'Email sent',
  delivered: 'Email delivered',
  delivery_delayed: 'Delivery delayed',
  opened: 'Email opened',
  clicked: 'Link in the email clicked',
  bounced: 'Email bounced',
  suppressed: 'Email not sent',
  failed: 'Email failed',
  complained: 'Marked as spam',
}

const suppressed = 'Our email provider does not send to this address, because it bounced before.'

/** Resend’s codes, in words where a reader can do something about it. */
export function causeOf({ type, reason }: { type: string; reason: string | null }): string | null {
  if (type === 'suppressed') return suppressed
  if (reason === null) return null
  const [, kind, detail = ''] = /^(\w+)(?:: (.*))?$/.exec(reason) ?? []
  if (/suppressed/i.test(detail)) return suppressed
  if (/mailbox ?full/i.test(detail)) return 'The mailbox is full.'
  if (/no ?email/i.test(detail)) return 'The address does not exist.'
  if (kind === 'Permanent') return 'The address does not exist, or its server rejects our emails.'
  if (kind === 'Transient') return 'The server of this address did not take the email. Resending may help.'
  return reason.replaceAll('_', ' ')
}
