'use client'

import { useExpectedRow } from '@/components/form/expected-rows'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'

interface Status {
  label: string
  tone: BadgeTone
}

const states: Record<InvitationDetails['state'], Status> = {
  pending: { label: 'Pending', tone: 'neutral' },
  expired: { label: 'Expired', tone: 'warning' },
  accepted: { label: 'Accepted', tone: 'success' },
  declined: { label: 'Declined', tone: 'danger' },
  revoked: { label: 'Revoked', tone: 'neutral' },
}

const emailProblems: Record<NonNullable<InvitationDetails['emailProblem']>, Status> = {
  bounced: { label: 'Bounced', tone: 'danger' },
  failed: { label: 'Email failed', tone: 'danger' },
}

/** A pending invitation whose email did not arrive says so instead. */
export function InvitationStatus({
  id,
  state,
  emailProblem,
}: Pick<InvitationDetails, 'id' | 'state' | 'emailProblem'>) {
  const { isPending, leaving } = useExpectedRow(id)
  if (leaving !== undefined) return <Badge>{leaving}</Badge>
  const isUndelivered = !isPending && state === 'pending' && emailProblem !== null
  const { label, tone } = isUndelivered ? emailProblems[emailProblem] : states[isPending ? 'pending' : state]
  return <Badge tone={tone}>{label}</Badge>
}
