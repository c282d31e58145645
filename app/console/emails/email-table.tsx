import { AppLink } from '@/components/ui/app-link'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { touchArea } from '@/components/ui/touch-area'
import type { ListedEmail } from '@/lib/email/list-emails'
import { templateLabel } from './template-label'
import { EmailStatusBadge } from './email-status-badge'
import { emailsPath } from './query'

export function EmailTable({ emails }: { emails: readonly ListedEmail[] }) {
  const now = new Date()
  return (
    <Table caption="Emails">
      <TableHead>
        <Column>Recipient</Column>
        <Column>Organization</Column>
        <Column>State</Column>
        <Column align="end">Created</Column>
        <Column align="end">Sent</Column>
      </TableHead>
      <TableBody>
        {emails.map((email) => (
          <TableRow key={email.id}>
            <Cell narrow="line" className="wide:w-full wide:max-w-0">
              <AppLink
                href={`${emailsPath}/${email.id}`}
                className={`block rounded-sm leading-tight ${touchArea}`}
              >
                <span className="block truncate font-medium" title={email.recipient}>
                  {email.recipient}
                </span>
                <span className="block truncate text-sm text-muted-foreground">
                  {templateLabel(email.template)}
                </span>
              </AppLink>
            </Cell>
            <Cell className="max-w-48 truncate text-muted-foreground">
              {email.organization && (email.organization.displayName ?? email.organization.id)}
            </Cell>
            <Cell>
              <EmailStatusBadge email={email} />
            </Cell>
            <Cell align="end" className="text-sm text-muted-foreground">
              <Time value={email.createdAt} now={now} />
            </Cell>
            <Cell narrow="hide" align="end" className="text-sm text-muted-foreground">
              {email.sentAt && <Time value={email.sentAt} now={now} />}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
