import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { User } from '@/lib/domain/users/read-user'
import { saveMetadata } from './actions'

/** Applications read it in tokens and by the Management API. */
export function MetadataSection({ user, mayUpdate }: { user: User; mayUpdate: boolean }) {
  const [users, applications] = [textOf(user.userMetadata), textOf(user.appMetadata)]
  if (!mayUpdate) {
    return (
      <Section title="Metadata">
        <Shown label="User metadata" text={users} />
        <Shown label="App metadata" text={applications} />
      </Section>
    )
  }
  return (
    <Section
      title="Metadata"
      text="JSON objects that applications read. Only operators can change them here."
    >
      <Form action={saveMetadata} values={{ user_id: user.id }} className="page-form">
        <Field name="user_metadata" label="User metadata" help="What they prefer, such as a language.">
          <JsonInput text={users} />
        </Field>
        <Field
          name="app_metadata"
          label="App metadata"
          help="What applications decide by, such as a plan. Users cannot change it."
        >
          <JsonInput text={applications} />
        </Field>
        <SubmitButton variant="secondary" className="self-start">
          Save metadata
        </SubmitButton>
      </Form>
    </Section>
  )
}

function JsonInput({ text }: { text: string }) {
  return (
    <Textarea
      key={text}
      defaultValue={text}
      rows={Math.min(12, text.split('\n').length + 1)}
      spellCheck={false}
      autoCapitalize="none"
      className="font-mono text-sm"
    />
  )
}

function Shown({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium">{label}</p>
      <pre className="rounded-md border bg-panel px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  )
}

function textOf(metadata: Record<string, unknown>): string {
  return JSON.stringify(metadata, null, 2)
}
