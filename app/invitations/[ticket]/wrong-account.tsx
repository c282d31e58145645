import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOut } from '../../(front)/actions'

interface WrongAccountProps {
  path: string
  email: string
  title: string
  /** Continues the sentence that begins with the account. */
  children: ReactNode
}

export function WrongAccount({ path, email, title, children }: WrongAccountProps) {
  return (
    <>
      <Notice tone="warning" title={title}>
        You’re signed in as <strong className="font-medium wrap-anywhere text-foreground">{email}</strong>
        {children}
      </Notice>
      <div className="flex flex-col gap-3">
        <SwitchAccountForm path={path} variant="primary" />
        <LinkButton href="/orgs" width="full">
          Your organizations
        </LinkButton>
      </div>
    </>
  )
}

/** Signs out, and returns to the page of the link. */
export function SwitchAccountForm({ path, variant }: { path: string; variant: 'primary' | 'ghost' }) {
  return (
    <form action={signOut}>
      <input type="hidden" name="return_to" value={path} />
      <SubmitButton width="full" variant={variant}>
        Switch account
      </SubmitButton>
    </form>
  )
}
