import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { Address, addressIn, OpenMailApp } from '../../check-email'
import { CodeForm } from '../../code-form'
import { frontLink, one, signInPath, type SearchParams } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'
import { signInByCode } from '../actions'

export const metadata: Metadata = { title: 'Check your email' }

export default async function SignInCodePage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const email = addressIn(one(query['email']))
  const signIn = frontLink(signInPath(organization), { return_to: one(query['return_to']), email })
  return (
    <FrontPage
      organization={organization}
      title="Check your email"
      text={
        <>
          If <Address email={email} otherwise="that address" /> has an account, an email with a link and a
          code is on its way. Both work once, for 15 minutes.
        </>
      }
      footer={
        <p>
          No email after a minute? Check your spam folder, or <TextLink href={signIn}>ask again</TextLink>.
        </p>
      }
    >
      <CodeForm
        action={signInByCode}
        proof={one(query['proof']) ?? ''}
        organization={organization?.slug}
        submit="Sign in"
      />
      <OpenMailApp email={email} />
    </FrontPage>
  )
}
