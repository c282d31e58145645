import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { requirePerson } from '@/lib/http/person'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { Address, OpenMailApp } from '../../check-email'
import { CodeForm } from '../../code-form'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../front-links'
import { FrontPage } from '../../front-page'
import { confirmNewEmail } from './actions'

export const metadata: Metadata = { title: 'Check your email' }

export default async function NewEmailPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  await requirePerson()
  const query = await searchParams
  const proof = one(query['proof'])
  const email = await findRememberedAddress(await currentTenant(), proof)
  return (
    <FrontPage
      organization={null}
      title="Check your email"
      text={
        <>
          We’ve sent a code to <Address email={email} otherwise="your new address" />. It works once, for 15
          minutes.
        </>
      }
      footer={
        <p>
          <TextLink href="/account">Back to your account</TextLink>
        </p>
      }
    >
      <CodeForm action={confirmNewEmail} act="confirm-email" proof={proof ?? ''} submit="Confirm address" />
      <OpenMailApp email={email} />
    </FrontPage>
  )
}
