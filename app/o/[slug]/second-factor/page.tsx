import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ContinuedProvider } from '@/components/form/continued'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { LocalDate } from '@/components/ui/time'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { MissingSecondFactor } from '@/lib/domain/users/find-session'
import { findContinued } from '@/lib/http/continued-act'
import { currentPerson, type SignedIn } from '@/lib/http/person'
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
  const { slug } = organization
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), `/o/${slug}/home`)
  const person = await currentPerson()
  const missing = person && (await findMissing(person, slug))
  if (!missing) redirect(frontLink(`/o/${slug}`, { return_to: returnTo }))
  const takesPasskeys = takes(organization, 'passkey')
  const isSetUp = missing.hasApp || (missing.hasPasskey && takesPasskeys)
  return (
    <ContinuedProvider value={await findContinued(person.session)}>
      <FrontPage
        organization={organization}
        title={`${organization.displayName} requires a second factor`}
        text={
          <>
            {missing.isLater && <Beginning from={missing.from} />}
            {isSetUp ? signInAgainText : addText(takesPasskeys)}
          </>
        }
      >
        {isSetUp ? (
          <SignInAgain slug={slug} returnTo={returnTo} />
        ) : (
          <AddFactor returnTo={returnTo} takesPasskeys={takesPasskeys} />
        )}
        {missing.isLater ? <NotNow returnTo={returnTo} /> : <OtherWays slug={slug} returnTo={returnTo} />}
      </FrontPage>
    </ContinuedProvider>
  )
}

type Missing = MissingSecondFactor & { isLater: boolean }

/** Null for those who need none, and for those who cannot enter for another reason. */
async function findMissing({ access }: SignedIn, slug: string): Promise<Missing | null> {
  const entry = await enterOrganization(access, slug)
  if (!('missingSecondFactor' in entry) || entry.missingSecondFactor === null) return null
  return { ...entry.missingSecondFactor, isLater: entry.refusal !== 'factor' }
}

function Beginning({ from }: { from: Date }) {
  return (
    <>
      From <LocalDate value={from} /> on.{' '}
    </>
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

function SignInAgain({ slug, returnTo }: Going) {
  return (
    <LinkButton
      href={frontLink(`/o/${slug}`, { again: '1', return_to: returnTo })}
      variant="primary"
      width="full"
    >
      Sign in again
    </LinkButton>
  )
}

function NotNow({ returnTo }: Pick<Going, 'returnTo'>) {
  return (
    <LinkButton href={returnTo} variant="ghost" width="full">
      Not now
    </LinkButton>
  )
}

interface Going {
  slug: string
  returnTo: string
}

function OtherWays({ slug, returnTo }: Going) {
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
