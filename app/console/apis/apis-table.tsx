import { Badge } from '@/components/ui/badge'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Api } from '@/lib/domain/apis/read-api'
import { apiPath } from './paths'

export function ApisTable({ apis }: { apis: readonly Api[] }) {
  const now = new Date()
  return (
    <Table caption="APIs">
      <TableHead>
        <Column>Name</Column>
        <Column>Permissions</Column>
        <Column>Token lifetime</Column>
        <Column>Created</Column>
      </TableHead>
      <TableBody>
        {apis.map(({ id, name, identifier, isPortal, permissions, tokenLifetime, createdAt }) => (
          <TableRow key={id}>
            <Cell narrow="first" className="wide:py-2">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <TextLink href={apiPath(id)} className="wrap-anywhere">
                  {name}
                </TextLink>
                {isPortal && <Badge>Built in</Badge>}
              </span>
              <span className="block font-mono text-sm break-all text-muted-foreground">{identifier}</span>
            </Cell>
            <Cell className="tabular-nums">{permissions.length}</Cell>
            <Cell className="tabular-nums">{tokenLifetime} s</Cell>
            <Cell className="tabular-nums">
              <Time value={createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
