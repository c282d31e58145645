import { Notice, type NoticeProps } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'
import type { LastTest } from '@/lib/email/queries'
import { explainProblem } from '@/lib/email/refusal'
import { RefreshWhileWaiting } from './refresh-while-waiting'

export function LastTestNotice({ test }: { test: LastTest }) {
  const { state, lastProblem, createdAt } = test
  const { tone, title } = notices[state]
  return (
    <Notice role="status" tone={tone} title={title}>
      {lastProblem !== null && state !== 'sent' && <p>{explainProblem(lastProblem)}</p>}
      <p>
        {'Requested '}
        <Time value={createdAt} />
        {'.'}
      </p>
      {state === 'queued' && <RefreshWhileWaiting />}
    </Notice>
  )
}

const notices: Record<LastTest['state'], { tone: NonNullable<NoticeProps['tone']>; title: string }> = {
  queued: { tone: 'info', title: 'The test email is being sent…' },
  sent: { tone: 'success', title: 'The last test email was sent' },
  failed: { tone: 'danger', title: 'The last test email was not sent' },
  unknown: { tone: 'warning', title: 'The last test email may not have been sent' },
}
