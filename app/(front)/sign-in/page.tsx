import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { TextLink } from '@/components/ui/text-link'
import { listDefaultConnections } from '@/lib/domain/connections/queries'
import { findAutomaticAct } from '@/lib/http/continued-act'
import { pathWhenSignedIn } from '@/lib/web/complete-sign-in'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../front-links'
import { FrontPage } from '../front-page'
import { findKnownAddress } from '../known-address'
import { NeedsEmail } from '../needs-email'
import { matchingConnections, SignInMethods } from './sign-in-methods'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const person = await currentPerson()
  const again = one(query['again']) === '1'
  const returnTo = one(query['return_to'])
  if (person && !again) redirect(pathWhenSignedIn(person.session, returnTo))
  const { id, name } = await currentTenant()
  const address = one(query['address'])
  const known = await findKnownAddress({ address, return_to: returnTo })
  const offered = await listDefaultConnections(id)
  return (
    <FrontPage
      organization={null}
      title={`Sign in to ${name}`}
      text={person ? `Confirm it’s you to ${(await findAutomaticAct(returnTo)) ?? 'continue'}.` : undefined}
      footer={
        <NeedsEmail otherwise={null}>
          <p>
            No account yet?{' '}
            <TextLink href={pathWith('/sign-up', { return_to: returnTo, address })}>Create one</TextLink>
          </p>
        </NeedsEmail>
      }
    >
      <SignInMethods
        connections={matchingConnections(offered, { requested: one(query['connection']) })}
        query={{ return_to: returnTo, here: one(query['here']), address }}
        known={known}
        own={person?.session.user.email}
      />
    </FrontPage>
  )
}
