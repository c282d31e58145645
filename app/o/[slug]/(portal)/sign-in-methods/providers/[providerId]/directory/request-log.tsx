import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { LoggedRequest } from '@/lib/domain/directories/get-directory'
import { outcomeOf, requestSentence } from './request-words'

interface RequestLogProps {
  requests: readonly LoggedRequest[]
  next: string | null
  before: string | null
  path: string
}

export function RequestLog({ requests, next, before, path }: RequestLogProps) {
  return (
    <Section title="Log" text="What your directory asked for in the last 30 days, and what came of it.">
      {requests.length === 0 ? (
        <p className="text-muted-foreground">
          {before === null ? 'Your directory has sent no requests yet.' : 'There are no earlier requests.'}
        </p>
      ) : (
        <Table caption="Requests of your directory">
          <TableHead>
            <Column>Request</Column>
            <Column>Outcome</Column>
            <Column align="end">When</Column>
          </TableHead>
          <TableBody>
            {requests.map((request) => (
              <TableRow key={request.id}>
                <Cell narrow="first">
                  <span className="wrap-anywhere">{requestSentence(request)}</span>
                </Cell>
                <Cell narrow="line">
                  <span className="flex flex-wrap items-center gap-2">
                    <Badge tone={request.status < 400 ? 'success' : 'danger'}>{request.status}</Badge>
                    <span className="text-muted-foreground">{outcomeOf(request)}</span>
                  </span>
                </Cell>
                <Cell align="end" narrow="line" className="text-muted-foreground">
                  <Time value={request.occurredAt} />
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Pagination
        label="Pages of the log"
        previous={before === null ? undefined : path}
        next={next === null ? undefined : `${path}?before=${next}`}
      />
    </Section>
  )
}
