import { Badge } from '@/components/ui/badge'
import { statusOf, type EmailOutcome } from '@/lib/email/email-status'
import { statusLabels } from './email-labels'

export function EmailStatusBadge({ email }: { email: EmailOutcome }) {
  const { label, tone } = statusLabels[statusOf(email)]
  return <Badge tone={tone}>{label}</Badge>
}
