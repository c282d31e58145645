import { Badge, type BadgeTone } from '@/components/ui/badge'
import { statusOf, type EmailOutcome, type EmailStatus } from '@/lib/email/email-status'

export function EmailStatusBadge({ email }: { email: EmailOutcome }) {
  const { label, tone } = statusLabels[statusOf(email)]
  return <Badge tone={tone}>{label}</Badge>
}

const statusLabels: Record<EmailStatus, { label: string; tone: BadgeTone }> = {
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
