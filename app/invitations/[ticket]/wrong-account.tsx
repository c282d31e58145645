import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOut } from '../../(front)/actions'

interface WrongAccountProps {
  path: string
  email: string
  maskedEmail: string
}

export function WrongAccount({ path, email, maskedEmail }: WrongAccountProps) {
  return (
    <>
      <Notice tone="warning" title="This invitation is for another account">
        You’re signed in as <strong className="font-medium wrap-anywhere text-foreground">{email}</strong>,
        and it was sent to {maskedEmail}. It stays valid while you switch.
      </Notice>
      <form action={signOut} className="flex flex-col gap-3">
        <input type="hidden" name="return_to" value={path} />
        <SubmitButton width="full">Switch account</SubmitButton>
        <LinkButton href="/orgs" width="full">
          My organizations
        </LinkButton>
      </form>
    </>
  )
}
