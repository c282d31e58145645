import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ConnectionFailure } from '@/lib/domain/connections/connection-failures'

export function FailuresList({ failures, now }: { failures: ConnectionFailure[]; now: Date }) {
  if (failures.length === 0) return <p className="text-muted-foreground">No failures.</p>
  return (
    <Table caption="Last failures">
      <TableHead>
        <Column>When</Column>
        <Column>Method</Column>
        <Column>Why</Column>
      </TableHead>
      <TableBody>
        {failures.map(({ id, occurredAt, connectionName, reason }) => (
          <TableRow key={id}>
            <Cell className="whitespace-nowrap text-muted-foreground">
              <Time value={occurredAt} now={now} />
            </Cell>
            <Cell className="font-medium wrap-anywhere">{connectionName ?? 'A deleted method'}</Cell>
            <Cell narrow="line">{reason}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
