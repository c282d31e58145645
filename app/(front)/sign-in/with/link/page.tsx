import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { currentPerson, type SignedIn } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { findPendingLink, type PendingLink } from '@/lib/federation/pending-link'
import { signOut } from '../../../actions'
import { pathWith } from '@/lib/http/page-query'
import { FrontPage, organizationAt } from '../../../front-page'
import { linkPage } from '../../../known-address'
import { linkAccount } from '../actions'

export const metadata: Metadata = { title: 'You already have an account', robots: { index: false } }

/** For users whose address already has an account: nothing is linked to it until they sign in to that account. */
export default async function LinkPage() {
  const tenant = await currentTenant()
  const person = await currentPerson()
  const pending = await findPendingLink(tenant)
  if (pending?.wait.for !== 'account') redirect('/sign-in/with/failed?reason=lost')
  const { federated, displayName } = pending
  const organization = await organizationAt(federated.slug)
  return (
    <FrontPage
      organization={organization}
      title="You already have an account"
      text={
        <>
          There is an account at {tenant.name} with the address{' '}
          <strong className="wrap-anywhere text-foreground">{federated.profile.address?.email}</strong>. Sign
          in to it once as you did before. After that, you can use {displayName}.
        </>
      }
    >
      <LinkStep pending={pending} person={person} userId={pending.wait.userId} />
    </FrontPage>
  )
}

interface LinkStepProps {
  pending: PendingLink
  person: SignedIn | null
  userId: string
}

function LinkStep({ pending, person, userId }: LinkStepProps) {
  const { displayName, federated } = pending
  const email = federated.profile.address?.email
  const signIn = pathWith('/sign-in', { return_to: linkPage, again: '1', here: '1' })
  if (person && person.session.user.id !== userId) {
    return (
      <form action={signOut} className="flex flex-col gap-4">
        <p>You’re signed in as {person.session.user.email}. Sign out to continue.</p>
        <input type="hidden" name="return_to" value={signIn} />
        <SubmitButton width="full">Sign out and sign in as {email}</SubmitButton>
      </form>
    )
  }
  if (person && isRecentSignIn(person.session)) {
    return (
      <Form action={linkAccount}>
        <SubmitButton width="full">Link {displayName} to your account</SubmitButton>
      </Form>
    )
  }
  return (
    <LinkButton href={signIn} variant="primary" width="full">
      Sign in to link it
    </LinkButton>
  )
}

const recentMinutes = 15

/** Decides only what the page offers first: the verb checks the sign-in, also by which method it was. */
function isRecentSignIn({ authTime }: LiveSession): boolean {
  return authTime.getTime() > Date.now() - recentMinutes * 60_000
}
