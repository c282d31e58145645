import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignedIn } from '@/lib/http/person'
import { currentAddress } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../../(front)/actions'
import { pathWith } from '@/lib/http/page-query'
import { FrontPage } from '../../(front)/front-page'
import type { VisitorStatus } from './visitor-status'

interface RefusalProps {
  organization: SignInPage
  person: SignedIn | null
  returnTo: string | undefined
}

/** Null for those who may sign in here. */
export function refusalPage(status: VisitorStatus, refusal: RefusalProps): ReactNode {
  if (status === 'no_access') return <NoAccess {...refusal} />
  if (status === 'other_network') return <OtherNetwork {...refusal} />
  if (status === 'suspended') return <Suspended {...refusal} />
  if (status === 'may_ask') redirect('/orgs')
  return null
}

/** Tells users who are not members nothing about the organization. */
function NoAccess({ organization, person, returnTo }: RefusalProps) {
  return (
    <FrontPage
      organization={organization}
      title="This account can’t open this page"
      text={
        <>
          You’re signed in as{' '}
          <strong className="font-medium break-words text-foreground">{person?.session.user.email}</strong>.
          If you should have access, ask the person who sent you here.
        </>
      }
    >
      <form action={signOut} className="flex flex-col gap-3">
        <input
          type="hidden"
          name="return_to"
          value={pathWith(`/o/${organization.slug}`, { return_to: returnTo })}
        />
        <SubmitButton width="full">Use another account</SubmitButton>
        <LinkButton href="/orgs" width="full">
          Your organizations
        </LinkButton>
      </form>
    </FrontPage>
  )
}

/** For those who could open it from an allowed network. It does not say which ones are allowed. */
async function OtherNetwork({ organization, returnTo }: RefusalProps) {
  const { slug, displayName } = organization
  const address = await currentAddress()
  return (
    <FrontPage
      organization={organization}
      title={`${displayName} can be used only from certain networks`}
      text={
        <>
          {address === null ? (
            'Your address is not known.'
          ) : (
            <>
              You are at <strong className="font-medium break-words text-foreground">{address}</strong>.
            </>
          )}{' '}
          If you should have access from here, ask an owner of {displayName}.
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <LinkButton href={safeReturnTo(returnTo, `/o/${slug}/home`)} width="full">
          Try again
        </LinkButton>
        <LinkButton href="/orgs" width="full">
          Your organizations
        </LinkButton>
      </div>
    </FrontPage>
  )
}

/** For members. It does not say why the organization is suspended. */
async function Suspended({ organization }: RefusalProps) {
  const { name } = await currentTenant()
  return (
    <FrontPage
      organization={organization}
      title={`${organization.displayName} is suspended`}
      text={`No one can open it for now. Nothing was deleted. Ask an owner of ${organization.displayName}, or the support of ${name}.`}
    >
      <LinkButton href="/orgs" width="full">
        Your organizations
      </LinkButton>
    </FrontPage>
  )
}
