import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Client } from '@/lib/domain/clients/read-client'
import { allowRedirectUri } from '../actions'
import type { GuideValues } from './guide-values'

interface ValuesSectionProps {
  values: GuideValues
  client: Pick<Client, 'redirectUris'>
  /** Whether to offer the form that allows the redirect URI. */
  asksForUri: boolean
}

export function ValuesSection({ values, client, asksForUri }: ValuesSectionProps) {
  const { issuer, clientId, redirectUri, isRedirectUriAllowed, audience } = values
  const rows = [
    { label: 'Issuer', value: issuer },
    { label: 'Client ID', value: clientId },
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
        {isRedirectUriAllowed && redirectUri !== '' && (
          <AllowedUris label="Redirect URI" uris={[redirectUri]} />
        )}
        {asksForUri && client.redirectUris.length > 0 && (
          <AllowedUris label="Other redirect URIs" uris={client.redirectUris} />
        )}
      </Facts>
      {asksForUri && <RedirectUriForm clientId={clientId} redirectUri={redirectUri} />}
    </Section>
  )
}

function AllowedUris({ label, uris }: { label: string; uris: readonly string[] }) {
  return (
    <Fact label={label}>
      {uris.map((uri) => (
        <span key={uri} className="flex flex-wrap items-center gap-x-2">
          <Copyable value={uri} label="Copy redirect URI" /> <Badge tone="success">Allowed</Badge>
        </span>
      ))}
    </Fact>
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
        help="Where the code below returns people after they sign in. This one isn’t allowed yet."
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
