import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Fact } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'

interface SendingStateProps {
  /** `disabled`, `suspended`: by Foyer, since it failed for a long time. */
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

export function SendingStateFact({ state, failingSince }: SendingStateProps) {
  return (
    <Fact label="State">
      <span className="flex flex-wrap items-center gap-2">
        <SendingStateBadge state={state} failingSince={failingSince} />
        {failingSince && (
          <span className="text-sm text-muted-foreground">
            First failed <Time value={failingSince} />
          </span>
        )}
      </span>
    </Fact>
  )
}

interface StoppedNoticeProps {
  state: SendingStateProps['state']
  noun: 'webhook' | 'log stream'
  /** Of one that Foyer stopped. */
  why: string
  afterwards: string
  /** The form; undefined where it cannot be done. */
  resume: ReactNode
}

/** Why nothing is sent, and what happens once it is resumed. */
export function StoppedNotice({ state, noun, why, afterwards, resume }: StoppedNoticeProps) {
  if (state === 'active') return null
  const isPaused = state === 'paused'
  return (
    <Notice
      tone={isPaused ? 'info' : 'danger'}
      title={isPaused ? `This ${noun} is paused` : `This ${noun} was ${state}`}
      className="mb-6"
      action={resume}
    >
      <p>
        {isPaused ? 'Events wait until you resume it.' : why} {afterwards}
      </p>
    </Notice>
  )
}
