import type { ComponentProps } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'

interface ProviderFieldsProps {
  strategy: string
  /** Undefined for a new connection. */
  options?: ProviderOptions
  isOfOneCompany?: boolean
}

/** By default, organizations cannot enable a new connection to Microsoft: it may be to one company’s directory. */
export function ProviderFields({
  strategy,
  options,
  isOfOneCompany = strategy === 'oidc' || strategy === 'windowslive',
}: ProviderFieldsProps) {
  return (
    <>
      <IssuerField strategy={strategy} issuer={options?.issuer} />
      <ClientFields strategy={strategy} options={options} />
      <Field name="scopes" label="Scopes" help="Separate with spaces. Leave it empty for the usual ones.">
        <PlainInput defaultValue={options?.scopes.join(' ')} />
      </Field>
      <OfferFields
        domains={options?.domains}
        isOffered={options?.offeredToOrganizations ?? !isOfOneCompany}
        offerHelp={strategy === 'windowslive' ? 'Leave it off for the directory of one company.' : undefined}
      />
    </>
  )
}

interface OfferFieldsProps {
  domains: readonly string[] | undefined
  isOffered: boolean
  offerHelp?: string | undefined
}

export function OfferFields({ domains = [], isOffered, offerHelp }: OfferFieldsProps) {
  return (
    <>
      <Field
        name="domains"
        label="Domains"
        help="People with addresses at these domains are sent to this provider. Separate with spaces."
      >
        <PlainInput defaultValue={domains.join(' ')} />
      </Field>
      <Field name="offered" label="Organizations’ choice" labelHidden group>
        <Checkbox
          value="on"
          defaultChecked={isOffered}
          label="Organizations can enable it themselves"
          help={offerHelp}
        />
      </Field>
    </>
  )
}

function IssuerField({ strategy, issuer }: { strategy: string; issuer: string | undefined }) {
  if (strategy === 'oidc')
    return (
      <Field name="issuer" label="Issuer" help="The provider’s settings are discovered from there.">
        <PlainInput type="url" defaultValue={issuer} placeholder="https://login.example.com" />
      </Field>
    )
  if (strategy !== 'windowslive') return null
  return (
    <Field
      name="tenant_domain"
      label="Directory"
      help="The ID or domain of the only directory whose users can sign in. Leave it empty for all Microsoft accounts."
    >
      <PlainInput defaultValue={directoryOf(issuer)} />
    </Field>
  )
}

function ClientFields({ strategy, options }: { strategy: string; options: ProviderOptions | undefined }) {
  return (
    <>
      <Field name="client_id" label="Client ID">
        <PlainInput defaultValue={options?.clientId} />
      </Field>
      <Field name="client_secret" label="Client secret" help={secretHelp(options)}>
        <PlainInput type="password" />
      </Field>
      {strategy !== 'github' && (
        <Field name="client_authentication" label="Client authentication">
          <Select
            defaultValue={options?.clientAuthentication ?? 'client_secret_post'}
            options={[
              { value: 'client_secret_post', label: 'Secret in the request body' },
              { value: 'client_secret_basic', label: 'Secret in the header' },
              { value: 'private_key_jwt', label: 'A key that is created here' },
            ]}
          />
        </Field>
      )}
    </>
  )
}

function secretHelp(options: ProviderOptions | undefined): string {
  if (options === undefined) return 'Stored encrypted and never shown again. Not needed with a key.'
  return 'Never shown. Leave it empty to keep the present one.'
}

function directoryOf(issuer: string | undefined): string {
  const [, directory = ''] =
    /^https:\/\/login\.microsoftonline\.com\/([\w.-]+)\/v2\.0$/.exec(issuer ?? '') ?? []
  return directory === 'common' ? '' : directory
}

function PlainInput({ defaultValue = '', ...props }: ComponentProps<typeof Input>) {
  return (
    <Input
      {...props}
      defaultValue={defaultValue}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono"
    />
  )
}

export function DefaultField({ isDefault = false }: { isDefault?: boolean }) {
  return (
    <Field name="is_default" label="Default" labelHidden group>
      <Checkbox
        value="on"
        defaultChecked={isDefault}
        label="Default"
        help="Enabled in each new organization, and shown on the tenant’s own sign-in page."
      />
    </Field>
  )
}
