import { LinkButton } from '@/components/ui/link-button'
import { FrontPage } from '../../../(front)/front-page'

/** Nothing waits here, or not in this browser. */
export function Over() {
  return (
    <FrontPage
      organization={null}
      title="This sign-in is over"
      text="It was finished, took too long, or began in another browser. Go back to the application and start again there."
    >
      <LinkButton href="/" width="full">
        Go to the front page
      </LinkButton>
    </FrontPage>
  )
}
