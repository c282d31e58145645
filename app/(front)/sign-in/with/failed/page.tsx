import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { explainFailure } from '@/lib/domain/connections/connection-failures'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../../../front-links'
import { FrontPage, organizationAt } from '../../../front-page'

export const metadata: Metadata = { title: 'We couldn’t sign you in', robots: { index: false } }

const ownReasons = new Map([
  ['lost', 'This sign-in took too long, was started in another browser, or was already used. Start again.'],
  ['too_many', 'Too many attempts. Wait a minute, then try again.'],
])

/** The text is chosen by a known code and never comes from the URL. */
export default async function FailedPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const reason = one(query['reason']) ?? ''
  const href = pathWith(signInPath(organization), { return_to: one(query['return_to']) })
  return (
    <FrontPage
      organization={organization}
      title="We couldn’t sign you in"
      text={ownReasons.get(reason) ?? explainFailure(reason).person}
    >
      <LinkButton href={href} variant="primary" width="full">
        Back to sign-in
      </LinkButton>
    </FrontPage>
  )
}
