import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Day, Time } from '@/components/ui/time'
import type { ClientSecret } from '@/lib/domain/clients/client-secrets'
import { revokeSecret } from '../actions'

interface SecretsTableProps {
  clientId: string
  secrets: readonly ClientSecret[]
  mayChange: boolean
}

export function SecretsTable({ clientId, secrets, mayChange }: SecretsTableProps) {
  if (secrets.length === 0) return <p className="text-muted-foreground">There is no secret yet.</p>
  return (
    <Table caption="Client secrets">
      <TableHead>
        <Column>Secret</Column>
        <Column>Created</Column>
        <Column>Last used</Column>
        <Column>Stops working</Column>
        <ActionsColumn />
      </TableHead>
      <TableBody>
        {secrets.map(({ id, createdAt, lastUsedOn, expiresAt }) => (
          <TableRow key={id}>
            <Cell narrow="first">
              {expiresAt ? <Badge tone="warning">Previous</Badge> : <Badge tone="success">Current</Badge>}
            </Cell>
            <Cell narrow="hide">
              <Time value={createdAt} />
            </Cell>
            <Cell>
              <span className="wide:hidden">Used: </span>
              {lastUsedOn === null ? 'Never' : <Day value={lastUsedOn} />}
            </Cell>
            <Cell>
              <span className="wide:hidden">Stops </span>
              {expiresAt ? <Time value={expiresAt} /> : <WhenRotated />}
            </Cell>
            <Cell narrow="corner" align="end">
              {mayChange && expiresAt && <RevokeDialog clientId={clientId} secretId={id} />}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function WhenRotated() {
  return (
    <>
      <span className="max-wide:hidden">When</span>
      <span className="wide:hidden">when</span> it is rotated
    </>
  )
}

function RevokeDialog({ clientId, secretId }: { clientId: string; secretId: string }) {
  return (
    <ConfirmDialog
      act="revoke-secret"
      actOn={secretId}
      trigger={<Button size="small">Revoke</Button>}
      title="Revoke the previous secret?"
      description="It stops working at once. Applications that still use it get no tokens."
      action={revokeSecret}
      values={{ client_id: clientId, secret_id: secretId }}
      submit="Revoke"
    />
  )
}
