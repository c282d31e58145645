import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { interactionStep, type SignInStep } from '@/lib/oidc/interaction-step'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { FrontPage, organizationAt } from '../../../(front)/front-page'
import { connectionHref, isBuiltIn } from '../../../(front)/sign-in/with/connection-buttons'
import { AutoContinue } from './auto-continue'
import { ChooseOrganization } from './choose-organization'
import { PickOrganization } from './pick-organization'

export const metadata: Metadata = { title: 'Signing in', robots: { index: false } }

interface ContinuePageProps {
  params: Promise<{ uid: string }>
  searchParams: Promise<RawQuery>
}

export default async function ContinuePage({ params, searchParams }: ContinuePageProps) {
  const { uid } = await params
  const query = await searchParams
  const step = await interactionStep(uid)
  const here = `/authorize/continue/${uid}`
  switch (step.kind) {
    case 'gone':
      return <SignInExpired />
    case 'sign-in':
      redirect(signInLink(step, here, await organizationAt(step.slug)))
    case 'invitation':
      redirect(pathWith(`/invitations/${step.ticket}`, { return_to: here }))
    case 'second-factor':
      redirect(pathWith(`/o/${step.slug}/second-factor`, { return_to: here }))
    case 'choose-organization':
      return <ChooseOrganization uid={uid} application={step.application} />
    case 'pick-organization':
      return (
        <PickOrganization
          uid={uid}
          application={step.application}
          search={one(query['q']) ?? ''}
          page={pageNumber.parse(query['page'])}
        />
      )
    case 'resume':
      return (
        <FrontPage organization={null} title="Redirecting…">
          <AutoContinue path={step.path} />
        </FrontPage>
      )
  }
}

function SignInExpired() {
  return (
    <FrontPage
      organization={null}
      title="Your sign-in session expired"
      text="It was completed, took too long, or was started in another browser. Go back to the application and start again."
    >
      <LinkButton href="/" width="full">
        Go to the home page
      </LinkButton>
    </FrontPage>
  )
}

function signInLink(step: SignInStep, back: string, organization: SignInPage | null): string {
  const { slug, signUp, connection } = step
  if (connection !== null && !isBuiltIn(connection.strategy)) {
    return connectionHref(connection.id, { return_to: back, organization: slug ?? undefined })
  }
  const query = { return_to: back, again: '1', connection: connectionOf(step) }
  if (slug === null) return pathWith(signUp ? '/sign-up' : '/sign-in', query)
  return signUp && organization?.offersSignUp
    ? pathWith('/sign-up', { ...query, organization: slug })
    : pathWith(`/o/${slug}`, query)
}

/** The connection that the application asks for has priority over the one that the email domain leads to. */
function connectionOf({ connection, routedConnectionId }: SignInStep): string | null {
  return connection?.strategy ?? routedConnectionId
}
