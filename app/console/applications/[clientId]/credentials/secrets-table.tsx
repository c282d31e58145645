import { RefreshCw } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Day, Time } from '@/components/ui/time'
import type { ClientSecret } from '@/lib/domain/clients/client-secrets'
import { revokeSecret, rotateSecret } from '../actions'

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

export function RotateDialog({ clientId, isFirst }: { clientId: string; isFirst: boolean }) {
  return (
    <ConfirmDialog
      act="rotate-secret"
      trigger={
        <Button>
          <RefreshCw aria-hidden strokeWidth={1.75} />
          {isFirst ? 'Create secret' : 'Rotate secret'}
        </Button>
      }
      title={isFirst ? 'Create a client secret?' : 'Rotate the client secret?'}
      description={
        isFirst
          ? 'It is shown once, on the next page.'
          : 'You get a new secret. The old one goes on working for the time you choose, so that no request fails while you replace it. Older ones stop at once.'
      }
      action={rotateSecret}
      values={{ client_id: clientId }}
      submit={isFirst ? 'Create secret' : 'Rotate secret'}
      tone="primary"
    >
      {!isFirst && (
        <Field name="previous_seconds" label="The old secret works for">
          <Select options={overlaps} defaultValue="86400" />
        </Field>
      )}
    </ConfirmDialog>
  )
}

/** In seconds. */
const overlaps = [
  { value: '3600', label: '1 hour more' },
  { value: '86400', label: '24 hours more' },
  { value: '259200', label: '3 days more' },
  { value: '604800', label: '7 days more' },
  { value: '2592000', label: '30 days more' },
  { value: '0', label: 'No longer: it stops at once' },
]
