import type { BadgeTone } from '@/components/ui/badge'
import type { EmailStatus } from '@/lib/email/email-status'

export const statusLabels: Record<EmailStatus, { label: string; tone: BadgeTone }> = {
  queued: { label: 'Queued', tone: 'neutral' },
  delayed: { label: 'Delayed', tone: 'warning' },
  sent: { label: 'Sent', tone: 'success' },
  delivered: { label: 'Delivered', tone: 'success' },
  bounced: { label: 'Bounced', tone: 'danger' },
  complained: { label: 'Marked as spam', tone: 'danger' },
  failed: { label: 'Failed', tone: 'danger' },
  outdated: { label: 'Outdated', tone: 'neutral' },
  unknown: { label: 'Unknown', tone: 'warning' },
}

/** Options of the filter. */
export const stateOptions = [
  { value: '', label: 'All states' },
  { value: 'queued', label: 'Queued' },
  { value: 'sent', label: 'Sent' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'delivery_delayed', label: 'Delayed' },
  { value: 'bounced', label: 'Bounced' },
  { value: 'complained', label: 'Marked as spam' },
  { value: 'failed', label: 'Failed' },
  { value: 'unknown', label: 'Unknown' },
]

const templateLabels: Record<string, string> = {
  sign_in: 'Sign-in link and code',
  sign_up_existing: 'Sign-up with a known address',
  sign_up_proof: 'Address verification',
  sso_ticket: 'Set-up link',
}

/** `invitation_accepted` is “Invitation accepted”. */
export function templateLabel(template: string): string {
  const label = templateLabels[template]
  if (label !== undefined) return label
  const words = template.replaceAll(/[_-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
