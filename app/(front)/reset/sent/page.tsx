import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { Address, OpenMailApp } from '../../check-email'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'

export const metadata: Metadata = { title: 'Check your email' }

export default async function ResetSentPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const proof = one(query['proof'])
  const email = await findRememberedAddress(await currentTenant(), proof)
  const again = pathWith('/reset', { organization: organization?.slug, address: proof })
  return (
    <FrontPage
      organization={organization}
      title="Check your email"
      text={
        <>
          If <Address email={email} otherwise="that address" /> has an account, an email with a link is on its
          way. The link works once, for an hour. No email after a minute? Check your spam folder, or ask
          again.
        </>
      }
    >
      <OpenMailApp email={email} />
      <LinkButton href={again} width="full">
        Ask again
      </LinkButton>
    </FrontPage>
  )
}
