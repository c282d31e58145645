import type { ReactNode } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Section } from '@/components/ui/page-header'
import { redirectUriOf } from '@/lib/federation/redirect-uri'
import { currentTenant } from '@/lib/web/tenant'
import { Guide } from './guide'
import { ProviderFields, SecretField } from './provider-fields'
import type { ProviderGuide } from './providers'

interface OpenIdSetupProps {
  guide: ProviderGuide
  connectionId: string
  action: FormAction
  /** Proposed. */
  displayName?: string | undefined
  /** Hidden fields. */
  children?: ReactNode
}

/** Of a connection that is still to be created. */
export async function OpenIdSetup({
  guide,
  connectionId,
  action,
  displayName = '',
  children,
}: OpenIdSetupProps) {
  const redirectUri = redirectUriOf(await currentTenant(), connectionId)
  return (
    <>
      <Guide guide={guide} redirectUri={redirectUri} scopes={['openid', 'profile', 'email']} />
      <Section
        title="Here"
        text="The provider is asked who it is, and you see its answer before anything is saved."
      >
        <Form
          key={guide.key}
          action={action}
          act="create-provider"
          className="flex max-w-form flex-col gap-4"
        >
          {children}
          <ProviderFields guide={guide} values={{ displayName, issuer: '', clientId: '' }} />
          <SecretField />
          <ReviewBeforeSaving
            review="Check provider"
            save="Add identity provider"
            title="The provider answered"
          />
        </Form>
      </Section>
    </>
  )
}
