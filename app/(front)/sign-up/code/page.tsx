import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { Address, OpenMailApp } from '../../check-email'
import { CodeForm } from '../../code-form'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'
import { confirmByCode } from '../actions'

export const metadata: Metadata = { title: 'Check your email' }

export default async function SignUpCodePage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const proof = one(query['proof'])
  const email = await findRememberedAddress(await currentTenant(), proof)
  const place = { return_to: one(query['return_to']), organization: organization?.slug, address: proof }
  return (
    <FrontPage
      organization={organization}
      title="Check your email"
      text={
        <>
          We’ve sent an email with a link and a code to <Address email={email} otherwise="that address" />, to
          make sure that it’s yours. Both work once, for an hour.
        </>
      }
      footer={
        <p>
          No email after a minute? Check your spam folder, or{' '}
          <TextLink href={pathWith('/sign-up', place)}>sign up again</TextLink>.
        </p>
      }
    >
      <CodeForm action={confirmByCode} proof={proof ?? ''} submit="Confirm address" />
      <OpenMailApp email={email} />
    </FrontPage>
  )
}
