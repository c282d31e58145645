import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { CodeForm } from '../../code-form'
import { frontLink, one, type SearchParams } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'
import { confirmByCode } from '../actions'

export const metadata: Metadata = { title: 'Check your email' }

export default async function SignUpCodePage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const place = { return_to: one(query['return_to']), organization: organization?.slug }
  return (
    <FrontPage
      organization={organization}
      title="Check your email"
      text="To make sure that the address is yours, we’ve sent an email with a link and a code. Both work once, for an hour."
      footer={
        <p>
          No email after a minute? Check your spam folder, or{' '}
          <TextLink href={frontLink('/sign-up', place)}>sign up again</TextLink>.
        </p>
      }
    >
      <CodeForm action={confirmByCode} proof={one(query['proof']) ?? ''} submit="Confirm address" />
    </FrontPage>
  )
}
