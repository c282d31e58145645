import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ListedSsoTicket } from '@/lib/domain/sso-tickets/queries'
import type { SsoTicketState } from '@/lib/domain/sso-tickets/sso-ticket'
import { revoke } from './actions'

interface LinksTableProps {
  links: readonly ListedSsoTicket[]
  mayRevoke: boolean
}

export function LinksTable({ links, ...props }: LinksTableProps) {
  const now = new Date()
  return (
    <Table caption="Set-up links">
      <TableHead>
        <Column>Connection</Column>
        <Column>Created</Column>
        <Column>Expires</Column>
        <Column>State</Column>
        <ActionsColumn />
      </TableHead>
      <TableBody>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} now={now} {...props} />
        ))}
      </TableBody>
    </Table>
  )
}

interface LinkRowProps extends Omit<LinksTableProps, 'links'> {
  link: ListedSsoTicket
  now: Date
}

function LinkRow({ link, now, mayRevoke }: LinkRowProps) {
  const { id, profileId, profileName, makerName, hasMaker, createdAt, expiresAt, state } = link
  return (
    <TableRow>
      <Cell narrow="first" className="wide:py-2">
        <span className="block wrap-anywhere">{nameOf(link)}</span>
        <span className="block text-sm text-muted-foreground wrap-anywhere">{profileName}</span>
      </Cell>
      <Cell narrow="line" className="max-wide:text-sm max-wide:text-muted-foreground">
        <Time value={createdAt} now={now} />
        {hasMaker && ` by ${makerName ?? 'someone who was deleted'}`}
      </Cell>
      {state === 'live' || state === 'expired' ? (
        <Cell>
          <span className="wide:hidden">{state === 'expired' ? 'Expired ' : 'Expires '}</span>
          <Time value={expiresAt} now={now} />
        </Cell>
      ) : (
        <Cell narrow="hide" />
      )}
      <Cell>
        <State link={link} now={now} />
      </Cell>
      <Cell narrow="corner" align="end">
        {state === 'live' && mayRevoke && (
          <ConfirmDialog
            actOn={id}
            trigger={
              <Button size="small" aria-label={`Revoke the link for ${nameOf(link)}`}>
                Revoke
              </Button>
            }
            title={`Revoke the link for ${nameOf(link)}?`}
            description="It stops working at once. What was saved through it stays."
            action={revoke}
            values={{ profile_id: profileId, ticket_id: id }}
            submit="Revoke"
          />
        )}
      </Cell>
    </TableRow>
  )
}

function nameOf({ connectionName }: ListedSsoTicket): string {
  return connectionName ?? 'A new connection'
}

const states: Record<SsoTicketState, { label: string; tone: BadgeTone }> = {
  live: { label: 'Open', tone: 'success' },
  finished: { label: 'Used', tone: 'neutral' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'neutral' },
  unavailable: { label: 'No longer works', tone: 'neutral' },
}

function State({ link: { state, addedAt, finishedAt }, now }: { link: ListedSsoTicket; now: Date }) {
  // It may have been revoked after its use.
  const shown = finishedAt === null ? state : 'finished'
  const used = finishedAt ?? (state === 'live' ? addedAt : null)
  return (
    <>
      <Badge tone={states[shown].tone}>{states[shown].label}</Badge>
      {used && (
        <span className="ml-2 text-sm text-muted-foreground">
          {shown === 'live' && 'Provider added '}
          <Time value={used} now={now} />
        </span>
      )}
    </>
  )
}
