import { LinkButton } from '@/components/ui/link-button'
import type { JoinLinkState } from '@/lib/domain/join-links/find-join-link'
import type { JoinPage } from '@/lib/domain/join-links/find-join-page'
import { joinRefusalSentence } from '@/lib/domain/join-links/join-refusal'
import { FrontPage } from '../../(front)/front-page'

type ClosedState = Exclude<JoinLinkState, 'live'>

const titles: Record<ClosedState, string> = {
  expired: 'This link has expired',
  used_up: 'This link has no uses left',
  replaced: 'This link was replaced',
  turned_off: 'This link was turned off',
  unavailable: 'No one can join right now',
}

export function ClosedLink({ found, state }: { found: JoinPage; state: ClosedState }) {
  const { organization } = found
  return (
    <FrontPage organization={organization} title={titles[state]} text={joinRefusalSentence(state, found)}>
      {state !== 'unavailable' && (
        <LinkButton href={`/o/${organization.slug}`} width="full">
          Sign in to {organization.displayName}
        </LinkButton>
      )}
    </FrontPage>
  )
}
