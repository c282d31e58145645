import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { standardClaims } from '@/lib/domain/connections/option-values'
import type { UserPreview } from '@/lib/federation/preview-user'
import { UserPreviewFacts } from './user-preview'

interface AttributesProps {
  provider: Connection & { options: ProviderOptions }
  action: FormAction
  /** By the last test in this browser. */
  preview: UserPreview | null
}

const fields = [
  ['email', 'Email'],
  ['name', 'Name'],
  ['givenName', 'Given name'],
  ['familyName', 'Family name'],
  ['picture', 'Picture'],
] as const

/** Which claims a new account is made from, and what it would be. */
export function Attributes({ provider: { id, options }, action, preview }: AttributesProps) {
  return (
    <>
      {preview ? (
        <UserPreviewFacts preview={preview} />
      ) : (
        <p className="text-muted-foreground">
          Test the connection to see here the account that a first sign-in would create.
        </p>
      )}
      <Form action={action} act="save-claims" className="flex max-w-form flex-col gap-4">
        <input type="hidden" name="id" value={id} />
        {fields.map(([name, label]) => (
          <Field
            key={name}
            name={`claim_${standardClaims[name]}`}
            label={`Claim: ${label.toLowerCase()}`}
            {...(name === 'name' && { help: 'Without it, the name is made from the next two.' })}
          >
            <Input
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              placeholder={standardClaims[name]}
              defaultValue={options.claims[name]}
            />
          </Field>
        ))}
        <SubmitButton variant="secondary" className="self-start">
          Save attributes
        </SubmitButton>
      </Form>
    </>
  )
}
