import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { standardClaims } from '@/lib/domain/connections/option-values'
import type { UserPreview } from '@/lib/federation/preview-user'
import { PlainInput } from './provider-fields'
import { previewOf } from './test-result'
import { UserPreviewFacts } from './user-preview'

const labels = {
  email: 'email',
  name: 'name',
  givenName: 'given name',
  familyName: 'family name',
  picture: 'picture',
}
type AttributeKey = keyof typeof labels

const nameHelp = 'Without it, the name is made from the next two.'

interface AttributesProps {
  provider: Connection & { options: ProviderOptions }
  action: FormAction
  /** By the last test in this browser. */
  preview: UserPreview | null
}

/** Which claims a new account is made from, and what it would be. */
export function Attributes({ provider: { id, options }, action, preview }: AttributesProps) {
  return (
    <>
      <PreviewOrHint preview={preview} />
      <Form action={action} act="save-claims" className="flex max-w-form flex-col gap-4" values={{ id }}>
        <AttributeFields
          noun="Claim"
          values={options.claims}
          helps={{ name: nameHelp }}
          placeholders={standardClaims}
        />
        <SaveButton />
      </Form>
    </>
  )
}

interface SamlAttributesSectionProps {
  provider: Connection & { saml: SamlOptions }
  action: FormAction
}

/** Which attributes a new account is made from, and what it would be by the last test in this browser. */
export async function SamlAttributesSection({ provider, action }: SamlAttributesSectionProps) {
  const { id, saml } = provider
  return (
    <Section
      title="Attributes"
      text="The attributes from which accounts are made. An empty field stands for the usual names. Accounts that exist keep their name and picture."
    >
      <PreviewOrHint preview={previewOf(provider, await findConnectionTest(id))} />
      <Form
        action={action}
        act="save-saml-attributes"
        className="flex max-w-form flex-col gap-4"
        values={{ id }}
      >
        <AttributeFields
          noun="Attribute"
          values={saml.attributes}
          helps={{ email: 'Without any, the NameID is taken if it is an email address.', name: nameHelp }}
        />
        <SaveButton />
      </Form>
    </Section>
  )
}

function PreviewOrHint({ preview }: { preview: UserPreview | null }) {
  if (preview) return <UserPreviewFacts preview={preview} />
  return (
    <p className="text-muted-foreground">
      Test the connection to see here the account that a first sign-in would create.
    </p>
  )
}

interface AttributeFieldsProps {
  noun: 'Claim' | 'Attribute'
  values: Readonly<Record<AttributeKey, string>>
  helps: Partial<Record<AttributeKey, string>>
  placeholders?: Readonly<Record<AttributeKey, string>>
}

function AttributeFields({ noun, values, helps, placeholders }: AttributeFieldsProps) {
  return (Object.keys(labels) as AttributeKey[]).map((key) => (
    <Field
      key={key}
      name={`${noun.toLowerCase()}_${standardClaims[key]}`}
      label={`${noun}: ${labels[key]}`}
      help={helps[key]}
    >
      <PlainInput placeholder={placeholders?.[key]} defaultValue={values[key]} />
    </Field>
  ))
}

function SaveButton() {
  return (
    <SubmitButton variant="secondary" className="self-start">
      Save attributes
    </SubmitButton>
  )
}
