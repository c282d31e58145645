import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { explainFailure } from '@/lib/domain/connections/connection-failures'
import { frontLink, one, signInPath, type SearchParams } from '../../../front-links'
import { FrontPage, organizationAt } from '../../../front-page'

export const metadata: Metadata = { title: 'That did not work', robots: { index: false } }

const ours = new Map([
  [
    'lost',
    'This sign-in took too long, was begun in another browser, or has been used already. Begin again.',
  ],
  ['too_many', 'That was too often. Wait a minute, then try again.'],
])

/** Says why a sign-in by a provider came to nothing. What it was is known to us, not what somebody put in the link. */
export default async function FailedPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const reason = one(query['reason']) ?? ''
  const passedOn = { return_to: one(query['return_to']) }
  return (
    <FrontPage
      organization={organization}
      title="That didn’t work"
      text={ours.get(reason) ?? explainFailure(reason).person}
    >
      <LinkButton href={frontLink(signInPath(organization), passedOn)} variant="primary" width="full">
        Back to sign-in
      </LinkButton>
    </FrontPage>
  )
}
