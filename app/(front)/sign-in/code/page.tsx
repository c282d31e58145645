import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { Address, OpenMailApp } from '../../check-email'
import { CodeForm } from '../../code-form'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'
import { signInByCode } from '../actions'

export const metadata: Metadata = { title: 'Check your email' }

export default async function SignInCodePage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const proof = one(query['proof'])
  const email = await findRememberedAddress(await currentTenant(), proof)
  const signIn = pathWith(signInPath(organization), { return_to: one(query['return_to']), address: proof })
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
        proof={proof ?? ''}
        organization={organization?.slug}
        submit="Sign in"
      />
      <OpenMailApp email={email} />
    </FrontPage>
  )
}
