import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { previewOf } from './test-result'
import { UserPreviewFacts } from './user-preview'

const fields = [
  ['email', 'email', 'Email'],
  ['name', 'name', 'Name'],
  ['givenName', 'given_name', 'Given name'],
  ['familyName', 'family_name', 'Family name'],
  ['picture', 'picture', 'Picture'],
] as const

/** Which attributes a new account is made from, and what it would be by the last test in this browser. */
export async function SamlAttributesSection({
  provider,
  action,
}: {
  provider: Connection & { saml: SamlOptions }
  action: FormAction
}) {
  const { id, saml } = provider
  const preview = previewOf(provider, await findConnectionTest(id))
  return (
    <Section
      title="Attributes"
      text="The attributes from which accounts are made. An empty field stands for the usual names. Accounts that exist keep their name and picture."
    >
      {preview ? (
        <UserPreviewFacts preview={preview} />
      ) : (
        <p className="text-muted-foreground">
          Test the connection to see here the account that a first sign-in would create.
        </p>
      )}
      <Form action={action} act="save-saml-attributes" className="flex max-w-form flex-col gap-4">
        <input type="hidden" name="id" value={id} />
        {fields.map(([name, field, label]) => (
          <Field
            key={name}
            name={`attribute_${field}`}
            label={`Attribute: ${label.toLowerCase()}`}
            {...helpOf(name)}
          >
            <Input
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              defaultValue={saml.attributes[name]}
            />
          </Field>
        ))}
        <SubmitButton variant="secondary" className="self-start">
          Save attributes
        </SubmitButton>
      </Form>
    </Section>
  )
}

function helpOf(name: (typeof fields)[number][0]): { help?: string } {
  if (name === 'email') return { help: 'Without any, the NameID is taken if it is an email address.' }
  return name === 'name' ? { help: 'Without it, the name is made from the next two.' } : {}
}
