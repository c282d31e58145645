import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { touchArea } from '@/components/ui/touch-area'
import { SendingStateBadge } from '@/components/webhooks/sending-state'
import type { LogStream } from '@/lib/domain/log-streams/log-stream'

export function LogStreamsTable({ streams }: { streams: readonly LogStream[] }) {
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
