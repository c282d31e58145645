import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { LocalMail } from '@/lib/email/mailbox'

export function MailTable({ mails }: { mails: readonly LocalMail[] }) {
  return (
    <Table caption="Mails, newest first">
      <TableHead>
        <Column>Subject</Column>
        <Column>To</Column>
        <Column align="end">Sent</Column>
      </TableHead>
      <TableBody>
        {mails.map((mail) => (
          <TableRow key={mail.id}>
            <Cell phone="line" className="wrap-anywhere">
              <TextLink href={`/dev/mail/${mail.id}`}>{mail.subject}</TextLink>
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
