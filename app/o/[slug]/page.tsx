import type { Metadata, Viewport } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { isApplication } from '@/lib/web/complete-sign-in'
import { currentPerson, type SignedIn } from '@/lib/http/person'
import { findAutomaticAct } from '@/lib/http/continued-act'
import { currentTenant } from '@/lib/web/tenant'
import { frontMetadata } from '../../brand-metadata'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { FrontPage, organizationAt } from '../../(front)/front-page'
import { NeedsEmail } from '../../(front)/needs-email'
import { findKnownAddress } from '../../(front)/known-address'
import { matchingConnections, SignInMethods } from '../../(front)/sign-in/sign-in-methods'
import { refusalPage } from './refusal-page'
import { getVisitor, type Visitor, type VisitorStatus } from './visitor-status'

interface BrandedSignInProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

export async function generateMetadata({ params }: BrandedSignInProps): Promise<Metadata> {
  const organization = await organizationAt((await params).slug)
  return organization ? frontMetadata(organization, 'Sign in') : {}
}

export async function generateViewport({ params }: BrandedSignInProps): Promise<Viewport> {
  const organization = await organizationAt((await params).slug)
  return organization?.primaryColor ? { themeColor: organization.primaryColor } : {}
}

/** Public, even if the visitor may not enter the organization. */
export default async function BrandedSignInPage({ params, searchParams }: BrandedSignInProps) {
  const { slug } = await params
  const given = signInQuery(await searchParams)
  const organization = await organizationAt(slug)
  if (!organization) notFound()
  if (organization.slug !== slug) redirect(pathWith(`/o/${organization.slug}`, given))
  const person = await currentPerson()
  const visitor = await getVisitor(person, organization)
  const { status } = visitor
  const required = given.here ? null : visitor.requiredConnectionId
  const query = { ...given, connection: required ?? given.connection }
  const { return_to: returnTo, again } = query
  const refusal = isApplication(returnTo) ? null : refusalPage(status, { organization, person, returnTo })
  if (refusal) return refusal
  const path = again ? null : pathOfSignedIn(status, { slug, returnTo })
  if (path !== null) redirect(path)
  const known = await findKnownAddress(query)
  return (
    <SignInCard organization={organization} person={person} visitor={visitor} query={query} known={known} />
  )
}

/** The page that follows for someone who is signed in; null if they have to sign in here. */
function pathOfSignedIn(
  status: VisitorStatus,
  { slug, returnTo }: { slug: string; returnTo: string | undefined },
): string | null {
  if (status === 'member') return safeReturnTo(returnTo, `/o/${slug}/home`)
  return status === 'no_factor' ? pathWith(`/o/${slug}/second-factor`, { return_to: returnTo }) : null
}

interface SignInCardProps {
  organization: SignInPage
  person: SignedIn | null
  visitor: Visitor
  query: Query
  /** The address that this browser used before. */
  known: string | null
}

async function SignInCard({ organization, person, visitor, query, known }: SignInCardProps) {
  const { status } = visitor
  const own = hasNoAccess(status) ? undefined : person?.session.user.email
  const hasOthers =
    organization.offersSignUp || query.found !== undefined || isSelectedByDomain(organization, query)
  return (
    <FrontPage
      organization={organization}
      withHeadline
      title={`Sign in to ${organization.displayName}`}
      text={
        requirementReason(organization, status, query) ??
        reasonToSignIn(status, query, await findAutomaticAct(query.return_to))
      }
      footer={hasOthers && <OtherLinks organization={organization} query={query} />}
    >
      <OrganizationSignInMethods organization={organization} query={query} known={known} own={own} />
    </FrontPage>
  )
}

/** Null unless the page shows the connection that the organization requires. */
function requirementReason(
  { displayName, connections, unlisted, requiredConnectionId }: SignInPage,
  status: VisitorStatus,
  { connection }: Query,
): string | null {
  const required = [...connections, ...unlisted].find(({ id }) => id === requiredConnectionId)
  if (!required || connection !== required.id) return null
  if (status === 'other_method') return `${displayName} requires you to sign in with ${required.displayName}.`
  return status === 'signed_out'
    ? `People with your email domain sign in with ${required.displayName}.`
    : null
}

function isSelectedByDomain({ connections, unlisted }: SignInPage, { connection }: Query): boolean {
  const isOne = [...connections, ...unlisted].some(({ id }) => id === connection)
  return isOne && connections.some(({ id }) => id !== connection)
}

function signInQuery(query: RawQuery) {
  return {
    return_to: one(query['return_to']),
    again: one(query['again']),
    recent: one(query['recent']),
    address: one(query['address']),
    connection: one(query['connection']),
    found: one(query['found']),
    here: one(query['here']),
  }
}
type Query = ReturnType<typeof signInQuery>

function hasNoAccess(status: VisitorStatus): boolean {
  return status === 'no_access' || status === 'may_ask'
}

const reasons: Partial<Record<VisitorStatus, string>> = {
  can_join: 'Sign in again to join.',
  no_access: 'You’re signed in with an account that has no access here. Sign in with another one.',
  may_ask: 'You’re signed in with an account that has no access here. Sign in with another one.',
  other_method: 'This organization requires another sign-in method. Sign in again to continue.',
  timed_out: 'This organization asks you to sign in again after some time.',
  no_factor: 'This organization requires a second factor. Sign in again and use yours.',
  ended: 'Your session here has ended. Sign in again to continue.',
}

function reasonToSignIn(
  status: VisitorStatus,
  { again, recent, found }: Query,
  next = 'continue',
): string | undefined {
  if (status === 'member') return again && recent ? `Confirm it’s you to ${next}.` : undefined
  return reasons[status] ?? (found ? 'People with your email domain sign in here.' : undefined)
}

type OrganizationSignInMethodsProps = Omit<SignInCardProps, 'person' | 'visitor'> & {
  own: string | undefined
}

function OrganizationSignInMethods({ organization, query, known, own }: OrganizationSignInMethodsProps) {
  const { connections, unlisted, displayName, slug, requiredConnectionId } = organization
  const matching = matchingConnections(connections, { requested: query.connection, unlisted })
  if (matching.length === 0) {
    return <Notice>No sign-in method is available here right now. Contact an admin of {displayName}.</Notice>
  }
  return (
    <SignInMethods
      connections={matching}
      query={{ return_to: query.return_to, organization: slug, address: query.address, here: query.here }}
      routesByDomain={requiredConnectionId !== null}
      known={known}
      own={own}
    />
  )
}

async function OtherLinks({ organization, query }: { organization: SignInPage; query: Query }) {
  const { name } = await currentTenant()
  const { return_to, address } = query
  const signUpQuery = { return_to, organization: organization.slug, address }
  return (
    <>
      {organization.offersSignUp && (
        <NeedsEmail otherwise={null}>
          <p>
            New here? <TextLink href={pathWith('/sign-up', signUpQuery)}>Create account</TextLink>
          </p>
        </NeedsEmail>
      )}
      {isSelectedByDomain(organization, query) && (
        <p>
          <TextLink
            href={pathWith(`/o/${organization.slug}`, { ...query, connection: undefined, here: '1' })}
          >
            Sign in another way
          </TextLink>
        </p>
      )}
      {query.found && (
        <p>
          Not with {organization.displayName}?{' '}
          <TextLink href={pathWith('/sign-in', { return_to, address, here: '1', again: '1' })}>
            Sign in to {name}
          </TextLink>
        </p>
      )}
    </>
  )
}
