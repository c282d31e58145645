import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ContinuedProvider } from '@/components/form/continued'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { LocalDate } from '@/components/ui/time'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { findContinued } from '@/lib/http/continued-act'
import { currentPerson } from '@/lib/http/person'
import { frontMetadata } from '../../../brand-metadata'
import { signOut } from '../../../(front)/actions'
import { frontLink, one, type SearchParams } from '../../../(front)/front-links'
import { FrontPage, organizationAt } from '../../../(front)/front-page'
import { AddFactor } from './add-factor'

interface SecondFactorPageProps {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: SecondFactorPageProps): Promise<Metadata> {
  const organization = await organizationAt((await params).slug)
  return organization ? frontMetadata(organization, 'Second factor') : {}
}

/** For members whose sign-in had none, where the organization requires one, now or later. */
export default async function SecondFactorPage({ params, searchParams }: SecondFactorPageProps) {
  const organization = await organizationAt((await params).slug)
  if (!organization) notFound()
  const { slug, displayName } = organization
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), `/o/${slug}/home`)
  const person = await currentPerson()
  const entry = person && (await enterOrganization(person.access, slug))
  if (!person || !entry || !('missingSecondFactor' in entry) || entry.missingSecondFactor === null)
    redirect(frontLink(`/o/${slug}`, { return_to: returnTo }))
  const { from, hasApp, hasPasskey } = entry.missingSecondFactor
  const takesPasskeys = takes(organization, 'passkey')
  const isSetUp = hasApp || (hasPasskey && takesPasskeys)
  return (
    <ContinuedProvider value={await findContinued(person.session)}>
      <FrontPage
        organization={organization}
        title={`${displayName} requires a second factor`}
        text={
          <>
            {entry.refusal === null && (
              <>
                From <LocalDate value={from} /> on.{' '}
              </>
            )}
            {isSetUp ? signInAgainText : addText(takesPasskeys)}
          </>
        }
      >
        {isSetUp ? (
          <LinkButton
            href={frontLink(`/o/${slug}`, { again: '1', return_to: returnTo })}
            variant="primary"
            width="full"
          >
            Sign in again
          </LinkButton>
        ) : (
          <AddFactor returnTo={returnTo} takesPasskeys={takesPasskeys} />
        )}
        {entry.refusal === null ? (
          <LinkButton href={returnTo} variant="ghost" width="full">
            Not now
          </LinkButton>
        ) : (
          <OtherWays slug={slug} returnTo={returnTo} />
        )}
      </FrontPage>
    </ContinuedProvider>
  )
}

const signInAgainText = 'You have one, but you signed in without it. Sign in again and use it.'

function addText(takesPasskeys: boolean): string {
  return takesPasskeys
    ? 'Add one to your account: codes from an authenticator app, or a passkey.'
    : 'Add one to your account: codes from an authenticator app.'
}

function takes({ connections, unlisted }: SignInPage, strategy: string): boolean {
  return [...connections, ...unlisted].some((connection) => connection.strategy === strategy)
}

function OtherWays({ slug, returnTo }: { slug: string; returnTo: string }) {
  return (
    <form action={signOut} className="flex flex-col gap-3">
      <input type="hidden" name="return_to" value={frontLink(`/o/${slug}`, { return_to: returnTo })} />
      <SubmitButton variant="secondary" width="full">
        Use another account
      </SubmitButton>
      <LinkButton href="/orgs" variant="ghost" width="full">
        Your organizations
      </LinkButton>
    </form>
  )
}
