import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { LocalEmail } from '@/lib/email/mailbox'

export function EmailTable({ mails }: { mails: readonly LocalEmail[] }) {
  return (
    <Table caption="Emails, newest first">
      <TableHead>
        <Column>Subject</Column>
        <Column>To</Column>
        <Column align="end">Sent</Column>
      </TableHead>
      <TableBody>
        {mails.map((mail) => (
          <TableRow key={mail.id}>
            <Cell narrow="line" className="wrap-anywhere">
              <EmailLink mail={mail} />
            </Cell>
            <Cell className="wrap-anywhere text-muted-foreground">{mail.to}</Cell>
            <Cell align="end" className="whitespace-nowrap text-muted-foreground">
              <Time value={mail.createdAt} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** A full page load: the styles in the email’s frame need the nonce of the document. */
function EmailLink({ mail }: { mail: LocalEmail }) {
  return (
    <a
      href={`/dev/mail/${mail.id}`}
      className="rounded-sm font-medium text-foreground underline decoration-input underline-offset-4 hover:decoration-foreground"
    >
      {mail.subject}
    </a>
  )
}
