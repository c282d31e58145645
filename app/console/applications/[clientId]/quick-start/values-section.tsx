import { Form } from '@/components/form/form'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { allowRedirectUri } from '../actions'
import type { GuideValues } from './guide-values'

/** `asksForUri`: whether to offer the form that allows the redirect URI. */
export function ValuesSection({ values, asksForUri }: { values: GuideValues; asksForUri: boolean }) {
  const { issuer, clientId, redirectUri, isRedirectUriAllowed, audience } = values
  const rows = [
    { label: 'Issuer', value: issuer },
    { label: 'Client ID', value: clientId },
    ...(isRedirectUriAllowed ? [{ label: 'Redirect URI', value: redirectUri }] : []),
    ...(audience === null ? [] : [{ label: 'Audience', value: audience }]),
  ]
  return (
    <Section title="Values" text="Every library for OpenID Connect takes these.">
      <Facts>
        {rows.map(({ label, value }) => (
          <Fact key={label} label={label}>
            <Copyable value={value} label={`Copy ${label.toLowerCase()}`} />
          </Fact>
        ))}
      </Facts>
      {asksForUri && <RedirectUriForm clientId={clientId} redirectUri={redirectUri} />}
    </Section>
  )
}

function RedirectUriForm({ clientId, redirectUri }: { clientId: string; redirectUri: string }) {
  return (
    <Form
      action={allowRedirectUri}
      act="allow-redirect-uri"
      values={{ client_id: clientId }}
      className="flex max-w-form flex-col gap-3"
    >
      <Field
        name="callbacks"
        label="Redirect URI"
        help="Where people return after signing in. It isn’t allowed yet."
      >
        <Input
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          defaultValue={redirectUri}
        />
      </Field>
      <SubmitButton className="self-start">Allow redirect URI</SubmitButton>
    </Form>
  )
}
