import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getLogStream } from '@/lib/domain/log-streams/queries'
import { env } from '@/lib/env'
import { consolePage } from '@/lib/http/person'
import { LogStreamFacts } from './log-stream-facts'
import { LogStreamOperations, LogStreamSettings, StoppedLogStream, TestButton } from './log-stream-forms'

export const metadata: Metadata = { title: 'Log stream' }

export default async function LogStreamPage({ params }: { params: Promise<{ streamId: string }> }) {
  const { streamId } = await params
  const { operator: access, tenantActor: actor } = await consolePage('read:log_streams')
  const stream = await getLogStream(access, streamId)
  const mayUpdate = may(actor, 'update:log_streams')
  const isActive = stream.state === 'active'
  return (
    <>
      <BackLink href="/console/log-streams">Log streams</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{stream.name}</span>}
        text={stream.sink === null ? 'Writes the log into files on the server.' : 'Sends the log to its URL.'}
        action={mayUpdate && isActive && <TestButton stream={stream} />}
      />
      <StoppedLogStream stream={stream} mayResume={mayUpdate} />
      <LogStreamFacts stream={stream} hasFolder={env().logDir !== undefined} />
      {mayUpdate && <LogStreamSettings stream={stream} />}
      <LogStreamOperations
        stream={stream}
        mayPause={mayUpdate && isActive}
        mayRemove={may(actor, 'delete:log_streams')}
      />
    </>
  )
}
