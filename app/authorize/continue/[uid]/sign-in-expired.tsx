import { LinkButton } from '@/components/ui/link-button'
import { FrontPage } from '../../../(front)/front-page'

export function SignInExpired() {
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
