import { RadioTower } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listLogStreams } from '@/lib/domain/log-streams/queries'
import { consolePage } from '@/lib/http/person'
import { LogStreamsTable } from './log-streams-table'

export const metadata: Metadata = { title: 'Log streams' }

export default async function LogStreamsPage() {
  const { operator: access, tenantActor: actor } = await consolePage('read:log_streams')
  const streams = await listLogStreams(access)
  const add = may(actor, 'create:log_streams') && (
    <LinkButton variant="primary" href="/console/log-streams/new">
      Add log stream
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title="Log streams"
        text="Where the log of the whole tenant is sent, in batches and in order."
        action={streams.length > 0 && add}
      />
      {streams.length === 0 ? (
        <EmptyState
          icon={<RadioTower aria-hidden strokeWidth={1.75} />}
          title="No log streams"
          text="A log stream sends the log to your log system, by HTTP or through files on the server."
          action={add}
        />
      ) : (
        <LogStreamsTable streams={streams} />
      )}
    </>
  )
}
