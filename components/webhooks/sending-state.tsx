import { Badge } from '@/components/ui/badge'

interface SendingStateProps {
  /** `disabled`, `suspended`: by Foyer, since it failed for long. */
  state: 'active' | 'paused' | 'disabled' | 'suspended'
  failingSince: Date | null
}

/** Of a webhook or a log stream. */
export function SendingStateBadge({ state, failingSince }: SendingStateProps) {
  if (state === 'active')
    return failingSince ? <Badge tone="warning">Failing</Badge> : <Badge tone="success">Active</Badge>
  if (state === 'paused') return <Badge>Paused</Badge>
  return <Badge tone="danger">{state === 'disabled' ? 'Disabled' : 'Suspended'}</Badge>
}
