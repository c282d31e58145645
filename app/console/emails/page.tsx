import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { listEmails } from '@/lib/email/list-emails'
import { consolePage } from '@/lib/http/person'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { EmailNotice } from '../email-notice'
import { EmailFilterForm } from './email-filter-form'
import { EmailTable } from './email-table'
import { emailsPath, queryOf } from './query'

export const metadata: Metadata = { title: 'Email' }

export default async function EmailsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator } = await consolePage('read:logs')
  const query = queryOf(await searchParams)
  const { emails, newer, older } = await listEmails(operator, query)
  const { before: _before, after: _after, ...filter } = query
  return (
    <>
      <PageHeader title="Email" text="Every email of the last 30 days, and what became of it." />
      <EmailNotice operator={operator} />
      <EmailFilterForm filter={filter} />
      {emails.length === 0 ? (
        <NoEmails isFiltered={Object.values(filter).some((value) => value !== undefined)} />
      ) : (
        <EmailTable emails={emails} />
      )}
      <div className="mt-4">
        <Pagination
          previous={newer ? pathWith(emailsPath, { ...filter, after: emails[0]?.id }) : undefined}
          next={older ? pathWith(emailsPath, { ...filter, before: emails.at(-1)?.id }) : undefined}
        />
      </div>
    </>
  )
}

function NoEmails({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<Mail aria-hidden strokeWidth={1.75} />}
      title={isFiltered ? 'Nothing matches' : 'No emails yet'}
      text={
        isFiltered
          ? 'No emails match these filters.'
          : 'Invitations, sign-in links and notices are listed here.'
      }
      action={isFiltered && <TextLink href={emailsPath}>Show all emails</TextLink>}
    />
  )
}
