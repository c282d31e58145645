import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { OwnOpenIdConnection } from '@/lib/domain/connections/own-connection'
import { standardClaims } from '@/lib/domain/connections/claim-names'
import type { UserPreview } from '@/lib/federation/preview-user'
import { saveClaims } from '../o/[slug]/(portal)/sign-in-methods/providers/actions'
import { UserPreviewFacts } from './user-preview'

interface AttributesProps {
  slug: string
  provider: OwnOpenIdConnection
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
export function Attributes({ slug, provider: { id, options }, preview }: AttributesProps) {
  return (
    <>
      {preview ? (
        <UserPreviewFacts preview={preview} />
      ) : (
        <p className="text-muted-foreground">
          Test the connection to see here the account that a first sign-in would create.
        </p>
      )}
      <Form action={saveClaims.bind(null, slug)} act="save-claims" className="flex max-w-form flex-col gap-4">
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
