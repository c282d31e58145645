import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ContinuedProvider } from '@/components/form/continued'
import { Form } from '@/components/form/form'
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
import { setUp } from '../../../(front)/account/authenticator/actions'
import { AddPasskey } from '../../../(front)/account/passkey-add'
import { signOut } from '../../../(front)/actions'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { FrontPage, organizationAt } from '../../../(front)/front-page'

interface SecondFactorPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

export async function generateMetadata({ params }: SecondFactorPageProps): Promise<Metadata> {
  const organization = await organizationAt((await params).slug)
  return organization ? frontMetadata(organization, 'Second factor') : {}
}

/** For members who signed in without one, if the organization requires it, now or later. */
export default async function SecondFactorPage({ params, searchParams }: SecondFactorPageProps) {
  const organization = await organizationAt((await params).slug)
  if (!organization) notFound()
  const { slug } = organization
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), `/o/${slug}/home`)
  const person = await currentPerson()
  const missing = person && (await findMissing(person, slug))
  if (!missing) redirect(pathWith(`/o/${slug}`, { return_to: returnTo }))
  const withPasskeys = offersPasskeys(organization)
  const isSetUp = missing.hasApp || (missing.hasPasskey && withPasskeys)
  return (
    <ContinuedProvider value={await findContinued(person.session)}>
      <FrontPage
        organization={organization}
        title={`${organization.displayName} requires a second factor`}
        text={
          <>
            {missing.isLater && <Beginning from={missing.from} />}
            {isSetUp ? signInAgainText : addText(withPasskeys)}
          </>
        }
      >
        {isSetUp ? (
          <SignInAgain slug={slug} returnTo={returnTo} />
        ) : (
          <AddFactor returnTo={returnTo} withPasskeys={withPasskeys} />
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

function addText(withPasskeys: boolean): string {
  return withPasskeys
    ? 'Add one to your account: codes from an authenticator app, or a passkey.'
    : 'Add one to your account: codes from an authenticator app.'
}

function offersPasskeys({ connections, unlisted }: SignInPage): boolean {
  return [...connections, ...unlisted].some(({ strategy }) => strategy === 'passkey')
}

type AddFactorProps = Pick<LinkProps, 'returnTo'> & { withPasskeys: boolean }

function AddFactor({ returnTo, withPasskeys }: AddFactorProps) {
  return (
    <div className="flex flex-col gap-4">
      <Form action={setUp} act="set-up-authenticator" values={{ return_to: returnTo }}>
        <SubmitButton width="full">Set up an authenticator app</SubmitButton>
      </Form>
      {withPasskeys && <AddPasskey returnTo={returnTo} variant="secondary" />}
    </div>
  )
}

interface LinkProps {
  slug: string
  /** The path that follows. */
  returnTo: string
}

function SignInAgain({ slug, returnTo }: LinkProps) {
  return (
    <LinkButton
      href={pathWith(`/o/${slug}`, { again: '1', return_to: returnTo })}
      variant="primary"
      width="full"
    >
      Sign in again
    </LinkButton>
  )
}

function NotNow({ returnTo }: Pick<LinkProps, 'returnTo'>) {
  return (
    <LinkButton href={returnTo} variant="ghost" width="full">
      Not now
    </LinkButton>
  )
}

function OtherWays({ slug, returnTo }: LinkProps) {
  return (
    <form action={signOut} className="flex flex-col gap-3">
      <input type="hidden" name="return_to" value={pathWith(`/o/${slug}`, { return_to: returnTo })} />
      <SubmitButton variant="secondary" width="full">
        Use another account
      </SubmitButton>
      <LinkButton href="/orgs" variant="ghost" width="full">
        Your organizations
      </LinkButton>
    </form>
  )
}
