import type { ReactNode } from 'react'
import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { confirmable } from '@/lib/domain/connections/confirm-provider'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { confirm } from './actions'

interface ConfirmProviderProps {
  slug: string
  provider: OwnConnection
  title: string
  submit: string
  /** What is confirmed, and why. */
  children: ReactNode
}

/** Nothing unless the reader can confirm, and before anyone can sign in with it. */
export function ConfirmProvider({ slug, provider, title, submit, children }: ConfirmProviderProps) {
  if (!provider.canConfirm || provider.saml?.issuer === null) return null
  return (
    <div className="max-w-form">
      <Notice tone="warning" title={title}>
        <p>{children}</p>
        <Form
          action={confirm.bind(null, slug)}
          act="confirm-provider"
          actOn={provider.id}
          className="mt-3"
          values={{ id: provider.id, seen: confirmable(provider) }}
        >
          <SubmitButton variant="secondary">{submit}</SubmitButton>
        </Form>
      </Notice>
    </div>
  )
}
