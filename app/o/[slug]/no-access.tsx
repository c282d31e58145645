import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignedIn } from '@/lib/http/person'
import { signOut } from '../../(front)/actions'
import { frontLink } from '../../(front)/front-links'
import { FrontPage } from '../../(front)/front-page'

interface NoAccessProps {
  organization: SignInPage
  person: SignedIn | null
  returnTo: string | undefined
}

/** Tells users who are not members nothing about the organization. */
export function NoAccess({ organization, person, returnTo }: NoAccessProps) {
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
          value={frontLink(`/o/${organization.slug}`, { return_to: returnTo })}
        />
        <SubmitButton width="full">Use another account</SubmitButton>
        <LinkButton href="/orgs" width="full">
          Your organizations
        </LinkButton>
      </form>
    </FrontPage>
  )
}
