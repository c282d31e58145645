import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyValue } from '@/components/ui/copy-value'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { SigningKey } from '@/lib/domain/keys/signing-keys'
import { revoke } from './actions'

const states: Record<SigningKey['state'], { label: string; tone: BadgeTone; use: string }> = {
  active: { label: 'Active', tone: 'success', use: 'Signs tokens' },
  next: { label: 'Next', tone: 'neutral', use: 'Signs after the next rotation' },
  retired: { label: 'Retired', tone: 'neutral', use: 'Verifies tokens that it signed' },
  revoked: { label: 'Revoked', tone: 'danger', use: 'Not in use' },
}

export function KeysTable({ keys, mayRevoke }: { keys: SigningKey[]; mayRevoke: boolean }) {
  const now = new Date()
  return (
    <Table caption="Signing keys">
      <TableHead>
        <Column>Key ID</Column>
        <Column>State</Column>
        <Column>Use</Column>
        <Column>Created</Column>
        <Column>Began to sign</Column>
        <ActionsColumn />
      </TableHead>
      <TableBody>
        {keys.map(({ id, state, createdAt, activatedAt }) => (
          <TableRow key={id}>
            <Cell narrow="first">
              <span className="flex min-w-0 items-center gap-1">
                <code className="truncate">{id}</code>
                <CopyValue value={id} label="Copy key ID" isInLine />
              </span>
            </Cell>
            <Cell>
              <Badge tone={states[state].tone}>{states[state].label}</Badge>
            </Cell>
            <Cell>{states[state].use}</Cell>
            <Cell narrow="hide">
              <Time value={createdAt} now={now} />
            </Cell>
            <Cell narrow="hide">{activatedAt && <Time value={activatedAt} now={now} />}</Cell>
            <Cell narrow="corner" align="end">
              {mayRevoke && state !== 'revoked' && <RevokeDialog id={id} state={state} />}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const effects = {
  active:
    'All tokens that it signed stop working within seconds, and the next key signs from now on. Applications that have not read it yet reject new tokens until they do.',
  next: 'It has signed nothing. Another key is created and published in its place.',
  retired: 'Tokens that it signed and that have not expired stop working.',
}

function RevokeDialog({ id, state }: { id: string; state: keyof typeof effects & SigningKey['state'] }) {
  return (
    <ConfirmDialog
      act="revoke-signing-key"
      actOn={id}
      trigger={
        <Button variant="ghost" size="small">
          Revoke
        </Button>
      }
      title="Revoke this key?"
      description={`${effects[state]} You can’t undo this.`}
      action={revoke}
      values={{ key_id: id }}
      submit="Revoke key"
    />
  )
}
