import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { listLocalEmails, type LocalEmail } from '@/lib/email/mailbox'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { MailboxPage, mailboxTenant } from './mailbox-page'

export const metadata: Metadata = { title: 'Mailbox' }

export default async function MailboxListPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const tenant = await mailboxTenant()
  const search = one((await searchParams)['to'])?.trim() || null
  const emails = await listLocalEmails(tenant.id, { search })
  return (
    <MailboxPage tenantName={tenant.name}>
      <PageHeader
        title="Mailbox"
        text={`Emails from ${tenant.name}. None of them leaves this machine, whatever the address.`}
      />
      <div className="mb-4 flex">
        <SearchField label="Search addresses" action="/dev/mail" name="to" value={search ?? undefined} />
      </div>
      {emails.length === 0 ? <NoEmails search={search} /> : <EmailTable emails={emails} />}
    </MailboxPage>
  )
}

function NoEmails({ search }: { search: string | null }) {
  return (
    <EmptyState
      icon={<Mail aria-hidden strokeWidth={1.75} />}
      title={search === null ? 'No emails yet' : 'No emails to this address'}
      text={
        search === null
          ? 'Sign up, request a sign-in link or invite someone: the email arrives here within a second.'
          : 'Emails arrive here within a second. Check the address, or search for a part of it.'
      }
    />
  )
}

function EmailTable({ emails }: { emails: readonly LocalEmail[] }) {
  return (
    <Table caption="Emails, newest first">
      <TableHead>
        <Column>Subject</Column>
        <Column>To</Column>
        <Column align="end">Sent</Column>
      </TableHead>
      <TableBody>
        {emails.map((email) => (
          <TableRow key={email.id}>
            <Cell narrow="line" className="wrap-anywhere">
              <EmailLink email={email} />
            </Cell>
            <Cell className="wrap-anywhere text-muted-foreground">{email.to}</Cell>
            <Cell align="end" className="whitespace-nowrap text-muted-foreground">
              <Time value={email.createdAt} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** A full page load: the styles in the email’s frame need the nonce of the document. */
function EmailLink({ email }: { email: LocalEmail }) {
  return (
    <a
      href={`/dev/mail/${email.id}`}
      className="rounded-sm font-medium text-foreground underline decoration-input underline-offset-4 hover:decoration-foreground"
    >
      {email.subject}
    </a>
  )
}
