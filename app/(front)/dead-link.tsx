import { LinkButton } from '@/components/ui/link-button'
import type { FoundEmailToken } from '@/lib/domain/users/email-token'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { FrontPage } from './front-page'

interface DeadLinkProps {
  state: Exclude<FoundEmailToken['state'], 'live'> | undefined
  organization: SignInPage | null
  /** Where a new one is asked for. */
  href: string
}

const sentences = {
  used: 'This link works once, and it has been used.',
  expired: 'The time of this link is over.',
}

/** A link from a mail that does nothing any more, and what to do. */
export function DeadLink({ state, organization, href }: DeadLinkProps) {
  const text = state === undefined ? 'This link is not complete, or not one of ours.' : sentences[state]
  return (
    <FrontPage
      organization={organization}
      title="This link does not work"
      text={`${text} You can ask for a new one.`}
    >
      <LinkButton href={href} variant="primary" width="full">
        Ask for a new link
      </LinkButton>
    </FrontPage>
  )
}
