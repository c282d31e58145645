import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { isApplication } from '@/lib/web/complete-sign-in'
import { currentPerson, type SignedIn } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { frontLink, one, type SearchParams } from '../../(front)/front-links'
import { FrontPage, organizationAt } from '../../(front)/front-page'
import { input, Ways } from '../../(front)/sign-in/ways'
import { NotOpen } from './not-open'
import { standingAt, type Standing } from './standing-at'

interface BrandedSignInProps {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: BrandedSignInProps): Promise<Metadata> {
  const organization = await organizationAt((await params).slug)
  return organization ? { title: `Sign in to ${organization.displayName}` } : {}
}

/** The organization’s sign-in page. Public, whether or not the visitor may enter the organization. */
export default async function BrandedSignInPage({ params, searchParams }: BrandedSignInProps) {
  const [{ slug }, query] = [await params, passedOn(await searchParams)]
  const organization = await organizationAt(slug)
  if (!organization) notFound()
  if (organization.slug !== slug) redirect(frontLink(`/o/${organization.slug}`, query))
  const person = await currentPerson()
  const status = await standingAt(person, organization)
  const { return_to: returnTo, again } = query
  if (status === 'stranger' && !isApplication(returnTo))
    return <NotOpen organization={organization} person={person} returnTo={returnTo} />
  if (status === 'inside' && !again) redirect(safeReturnTo(returnTo, `/o/${slug}/home`))
  return <SignInCard organization={organization} person={person} standing={status} query={query} />
}

interface SignInCardProps {
  organization: SignInPage
  person: SignedIn | null
  standing: Standing
  query: Query
}

function SignInCard({ organization, person, standing: status, query }: SignInCardProps) {
  const address = status === 'stranger' ? undefined : person?.session.user.email
  const hasOthers = organization.offersSignUp || query.found !== undefined || isLed(organization, query)
  return (
    <FrontPage
      organization={organization}
      title={`Sign in to ${organization.displayName}`}
      text={reasonTo(status, query)}
      footer={hasOthers && <OtherWays organization={organization} query={query} />}
    >
      <WaysIn organization={organization} query={query} email={query.email ?? address} />
    </FrontPage>
  )
}

/** Whether the email domain selected one connection although the organization offers others too. */
function isLed({ connections, unlisted }: SignInPage, { connection }: Query): boolean {
  const isOne = [...connections, ...unlisted].some(({ id }) => id === connection)
  return isOne && connections.some(({ id }) => id !== connection)
}

function passedOn(query: Awaited<SearchParams>) {
  return {
    return_to: one(query['return_to']),
    again: one(query['again']),
    recent: one(query['recent']),
    email: one(query['email']),
    connection: one(query['connection']),
    found: one(query['found']),
  }
}
type Query = ReturnType<typeof passedOn>

function reasonTo(status: Standing, { again, recent, found }: Query): string | undefined {
  if (status === 'newcomer') return 'Sign in once more to join.'
  if (status === 'stranger')
    return 'You’re signed in with another account. Sign in with one that is open here.'
  if (status === 'other way')
    return 'You’re signed in, but not in a way that counts here. Sign in again to go on.'
  if (status === 'inside') return again && recent ? 'Confirm it’s you to go on.' : undefined
  return found ? 'Addresses like yours sign in here.' : undefined
}

function WaysIn({
  organization,
  query,
  email,
}: {
  organization: SignInPage
  query: Query
  email?: string | undefined
}) {
  const { connections, unlisted, displayName, slug } = organization
  const offered = input(connections, { asked: query.connection, unlisted })
  if (offered.length === 0) {
    return (
      <Notice>
        There is no way to sign in here at the moment. The people who run {displayName} can change that.
      </Notice>
    )
  }
  return (
    <Ways connections={offered} query={{ return_to: query.return_to, organization: slug }} email={email} />
  )
}

async function OtherWays({ organization, query }: { organization: SignInPage; query: Query }) {
  const { name } = await currentTenant()
  const place = { return_to: query.return_to, organization: organization.slug }
  return (
    <>
      {organization.offersSignUp && (
        <p>
          New here? <TextLink href={frontLink('/sign-up', place)}>Create account</TextLink>
        </p>
      )}
      {isLed(organization, query) && (
        <p>
          <TextLink href={frontLink(`/o/${organization.slug}`, { ...query, connection: undefined })}>
            Sign in another way
          </TextLink>
        </p>
      )}
      {query.found && (
        <p>
          Not with {organization.displayName}?{' '}
          <TextLink
            href={frontLink('/sign-in', {
              return_to: query.return_to,
              email: query.email,
              here: '1',
              again: '1',
            })}
          >
            Sign in to {name}
          </TextLink>
        </p>
      )}
    </>
  )
}
