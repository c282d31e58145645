import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentPerson, type SignedIn } from '@/lib/http/person'
import { frontLink, one, type SearchParams } from '../../(front)/front-links'
import { FrontPage, organizationAt } from '../../(front)/front-page'
import { SignInForm } from '../../(front)/sign-in/sign-in-form'
import { NotOpen } from './not-open'

interface BrandedSignInProps {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: BrandedSignInProps): Promise<Metadata> {
  const organization = await organizationAt((await params).slug)
  return organization ? { title: `Sign in to ${organization.displayName}` } : {}
}

/** The organization’s own front: anybody may see it, whether or not she may go in. */
export default async function BrandedSignInPage({ params, searchParams }: BrandedSignInProps) {
  const [{ slug }, query] = [await params, await searchParams]
  const organization = await organizationAt(slug)
  if (!organization) notFound()
  const passedOn = {
    return_to: one(query['return_to']),
    again: one(query['again']),
    recent: one(query['recent']),
  }
  if (organization.slug !== slug) redirect(frontLink(`/o/${organization.slug}`, passedOn))
  const person = await currentPerson()
  const standing = person ? await standingAt(person, slug) : 'nobody'
  if (standing === 'stranger') return <NotOpen organization={organization} person={person} />
  if (standing === 'inside' && !passedOn.again) redirect(safeReturnTo(passedOn.return_to, `/o/${slug}/home`))
  return (
    <FrontPage
      organization={organization}
      title={`Sign in to ${organization.displayName}`}
      text={reasonTo(standing, passedOn)}
    >
      <Ways
        organization={organization}
        returnTo={passedOn.return_to}
        email={person?.session.user.email ?? one(query['email'])}
      />
    </FrontPage>
  )
}

type Standing = 'nobody' | 'stranger' | 'other way' | 'inside'

async function standingAt({ access }: SignedIn, slug: string): Promise<Standing> {
  const { refusal } = await enterOrganization(access, slug)
  if (refusal === null) return 'inside'
  if (refusal === 'connection') return 'other way'
  return refusal === 'session' ? 'nobody' : 'stranger'
}

function reasonTo(
  standing: Standing,
  { again, recent }: { again?: string | undefined; recent?: string | undefined },
) {
  if (standing === 'other way')
    return 'You’re signed in, but not in a way that counts here. Sign in again to go on.'
  return standing === 'inside' && again && recent ? 'Confirm it’s you to go on.' : undefined
}

function Ways({
  organization,
  returnTo,
  email,
}: {
  organization: SignInPage
  returnTo?: string | undefined
  email?: string | undefined
}) {
  const ways = new Set(organization.connections.map(({ strategy }) => strategy))
  if (!ways.has('password') && !ways.has('email')) {
    return (
      <Notice>
        There is no way to sign in here at the moment. The people who run {organization.displayName} can
        change that.
      </Notice>
    )
  }
  return (
    <SignInForm query={{ return_to: returnTo, organization: organization.slug }} ways={ways} email={email} />
  )
}
