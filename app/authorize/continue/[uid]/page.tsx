import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { interactionStep } from '@/lib/oidc/interaction-step'
import { frontLink, one, type SearchParams } from '../../../(front)/front-links'
import { FrontPage, organizationAt } from '../../../(front)/front-page'
import { ChooseOrganization } from './choose-organization'
import { AutoContinue } from './auto-continue'
import { SignInExpired } from './sign-in-expired'
import { PickOrganization } from './pick-organization'
import { signInLink } from './sign-in-link'

export const metadata: Metadata = { title: 'Signing in', robots: { index: false } }

interface ContinuePageProps {
  params: Promise<{ uid: string }>
  searchParams: SearchParams
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
      redirect(frontLink(`/invitations/${step.ticket}`, { return_to: here }))
    case 'choose-organization':
      return <ChooseOrganization uid={uid} application={step.application} />
    case 'pick-organization':
      return (
        <PickOrganization
          uid={uid}
          application={step.application}
          search={one(query['q']) ?? ''}
          page={pageOf(one(query['page']))}
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

function pageOf(text: string | undefined): number {
  const page = Number(text)
  return Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1
}
