import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import { ProviderFields, SecretField } from './provider-fields'
import { type ProviderGuide, typedIssuer } from './providers'

interface OpenIdSettingsProps {
  provider: Connection & { options: ProviderOptions }
  guide: ProviderGuide
  save: FormAction
  replaceSecret: FormAction
}

export function OpenIdSettings({ provider, guide, save, replaceSecret }: OpenIdSettingsProps) {
  const { id, displayName, options } = provider
  const issuer = typedIssuer(guide, options)
  return (
    <>
      <Section title="Settings">
        <Form
          action={save}
          act="save-provider"
          className="flex max-w-form flex-col gap-4"
          values={{ id, present_issuer: issuer }}
        >
          <ProviderFields guide={guide} values={{ displayName, issuer, clientId: options.clientId }} />
          <ReviewBeforeSaving review="Save changes" title="The provider answered" />
        </Form>
      </Section>
      <Section
        title="Client secret"
        text="Enter the new secret before the present one expires at the provider."
      >
        <Form
          action={replaceSecret}
          act="replace-provider-secret"
          resetOnDone
          className="flex max-w-form flex-col gap-4"
          values={{ id }}
        >
          <SecretField label="New client secret" />
          <SubmitButton variant="secondary" className="self-start">
            Replace secret
          </SubmitButton>
        </Form>
      </Section>
    </>
  )
}
