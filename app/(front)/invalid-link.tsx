import { LinkButton } from '@/components/ui/link-button'
import type { FoundEmailToken } from '@/lib/domain/users/email-token'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { FrontPage } from './front-page'

interface InvalidLinkProps {
  state: Exclude<FoundEmailToken['state'], 'live'> | undefined
  organization: SignInPage | null
  href: string
}

const sentences = {
  used: 'This link has already been used.',
  expired: 'This link has expired.',
}

export function InvalidLink({ state, organization, href }: InvalidLinkProps) {
  const text = state === undefined ? 'This link is incomplete or invalid.' : sentences[state]
  return (
    <FrontPage
      organization={organization}
      title="This link doesn’t work"
      text={`${text} You can ask for a new one.`}
    >
      <LinkButton href={href} variant="primary" width="full">
        Ask for a new link
      </LinkButton>
    </FrontPage>
  )
}
