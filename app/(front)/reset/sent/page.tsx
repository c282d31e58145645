import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { frontLink, one, type SearchParams } from '../../front-links'
import { FrontPage, organizationAt } from '../../front-page'

export const metadata: Metadata = { title: 'Check your email' }

export default async function ResetSentPage({ searchParams }: { searchParams: SearchParams }) {
  const organization = await organizationAt(one((await searchParams)['organization']))
  return (
    <FrontPage
      organization={organization}
      title="Check your email"
      text="If that address has an account, an email with a link is on its way. The link works once, for an hour. No email after a minute? Check your spam folder, or ask again."
    >
      <LinkButton href={frontLink('/reset', { organization: organization?.slug })} width="full">
        Ask again
      </LinkButton>
    </FrontPage>
  )
}
