import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { nextStep, type NextStep } from '@/lib/oidc/next-step'
import { frontLink } from '../../../(front)/front-links'
import { FrontPage } from '../../../(front)/front-page'
import { GoOn } from './go-on'

export const metadata: Metadata = { title: 'Signing in' }

/** Where a sign-in to an application waits while the person settles what it asks for. */
export default async function ContinuePage({ params }: { params: Promise<{ uid: string }> }) {
  const { uid } = await params
  const step = await nextStep(uid)
  if (step.kind === 'gone') notFound()
  if (step.kind === 'sign-in') redirect(signInLink(step, `/authorize/continue/${uid}`))
  if (step.kind !== 'resume') notFound()
  return (
    <FrontPage organization={null} title="Taking you there…">
      <GoOn path={step.path} />
    </FrontPage>
  )
}

function signInLink({ slug, signUp, email }: NextStep & { kind: 'sign-in' }, back: string): string {
  const query = { return_to: back, again: '1', email }
  if (slug !== null) return frontLink(`/o/${slug}`, query)
  return frontLink(signUp ? '/sign-up' : '/sign-in', query)
}
