import { Badge, type BadgeTone } from '@/components/ui/badge'
import { CopyValue } from '@/components/ui/copy-value'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { SigningKey } from '@/lib/domain/keys/signing-keys'
import { RevokeDialog } from './revoke-dialog'

const states: Record<SigningKey['state'], { label: string; tone: BadgeTone; use: string }> = {
  active: { label: 'Active', tone: 'success', use: 'Signs tokens' },
  next: { label: 'Next', tone: 'neutral', use: 'Published, signs after the next rotation' },
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
        <Column>
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {keys.map(({ id, state, createdAt, activatedAt }) => (
          <TableRow key={id}>
            <Cell narrow="first">
              <span className="flex min-w-0 items-center gap-1">
                <code className="truncate">{id}</code>
                <CopyValue value={id} label="Copy key ID" />
              </span>
            </Cell>
            <Cell>
              <Badge tone={states[state].tone}>{states[state].label}</Badge>
            </Cell>
            <Cell>{states[state].use}</Cell>
            <Cell>
              <Time value={createdAt} now={now} />
            </Cell>
            <Cell>{activatedAt && <Time value={activatedAt} now={now} />}</Cell>
            <Cell narrow="corner" align="end">
              {mayRevoke && state !== 'revoked' && <RevokeDialog id={id} state={state} />}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
