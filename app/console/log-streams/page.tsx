import { RadioTower } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { touchArea } from '@/components/ui/touch-area'
import { SendingStateBadge } from '@/components/webhooks/sending-state'
import { may } from '@/lib/access'
import { listLogStreams } from '@/lib/domain/log-streams/queries'
import type { LogStream } from '@/lib/domain/log-streams/log-stream'
import { consolePage } from '@/lib/http/person'

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

function LogStreamsTable({ streams }: { streams: readonly LogStream[] }) {
  return (
    <Table caption="Log streams">
      <TableHead>
        <Column>Log stream</Column>
        <Column>Last delivery</Column>
        <Column>State</Column>
      </TableHead>
      <TableBody>
        {streams.map((stream) => (
          <TableRow key={stream.id}>
            <Cell narrow="first" className="wide:py-2">
              <TextLink href={`/console/log-streams/${stream.id}`} className={`wrap-anywhere ${touchArea}`}>
                {stream.name}
              </TextLink>
              <span className="block text-sm text-muted-foreground wrap-anywhere">
                {stream.sink === null ? 'Files on the server' : new URL(stream.sink.endpoint).host}
              </span>
            </Cell>
            <Cell>{stream.deliveredAt === null ? 'None yet' : <Time value={stream.deliveredAt} />}</Cell>
            <Cell narrow="corner">
              <SendingStateBadge state={stream.state} failingSince={stream.failingSince} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
