import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { LoggedRequest } from '@/lib/domain/directories/get-directory'

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

const acts: Record<string, string> = {
  GET: 'Read',
  POST: 'Create',
  PUT: 'Replace',
  PATCH: 'Change',
  DELETE: 'Delete',
}

const resources: Record<string, { one: string; many: string }> = {
  Users: { one: 'user', many: 'users' },
  Groups: { one: 'group', many: 'groups' },
}

/** “Change user ann@acme.test”; of one that the directory no longer has, without a name. */
function requestSentence({ method, resource, name }: LoggedRequest): string {
  const act = acts[method] ?? method
  const words = resources[resource]
  if (!words) return `${act} ${resource}`
  if (name !== null) return `${act} ${words.one} ${name}`
  return `${act} ${method === 'GET' ? words.many : words.one}`
}

const reasons: Record<string, string> = {
  unverified_domain: 'The address is not at a verified domain.',
  last_owner: 'The organization needs at least one owner.',
  not_yours_to_give: 'More permissions are needed than directory sync runs with.',
  uniqueness: 'It exists already.',
  not_found: 'There is no such user or group.',
  '404': 'There is no such resource.',
  version: 'It was changed meanwhile.',
  invalidFilter: 'The filter is not supported.',
  invalidPath: 'The path is not supported.',
  invalidSyntax: 'The body is not valid.',
  invalidValue: 'A value is not valid.',
  noTarget: 'The operation names nothing to change.',
  too_many: 'There were too many requests.',
  unavailable: 'The service could not answer.',
}

function outcomeOf({ status, reason }: LoggedRequest): string {
  if (status < 400) return 'Done'
  return reasons[reason ?? ''] ?? 'Refused'
}
