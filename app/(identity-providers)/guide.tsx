import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { emailAttributes } from '@/lib/federation/saml/saml-profile'
import { metadataUrlOf, type ServiceAddresses, signOutUrlOf } from '@/lib/federation/saml/service-urls'
import type { ProviderGuide } from './providers'
import type { SamlGuideText } from './saml-guides'

interface GuideProps {
  guide: ProviderGuide
  redirectUri: string
  scopes: readonly string[]
}

export function Guide({ guide, redirectUri, scopes }: GuideProps) {
  const values = {
    'redirect-uri': { value: redirectUri, label: 'Copy redirect URI' },
    scopes: { value: scopes.join(' '), label: 'Copy scopes' },
  }
  const provider = guide.key === 'oidc' ? 'your provider' : guide.label
  return <GuideSection provider={provider} steps={guide.steps} values={values} />
}

interface SamlGuideProps {
  tenant: Pick<Tenant, 'url'>
  connectionId: string
  addresses: ServiceAddresses
  guide: SamlGuideText
}

export function SamlGuide({ tenant, connectionId, addresses, guide }: SamlGuideProps) {
  const values = {
    'acs-url': { value: addresses.acsUrl, label: 'Copy ACS URL' },
    'entity-id': { value: addresses.entityId, label: 'Copy entity ID' },
    'metadata-url': { value: metadataUrlOf(tenant, connectionId), label: 'Copy metadata URL' },
    'sign-out-url': { value: signOutUrlOf(tenant, connectionId), label: 'Copy single logout URL' },
    'email-attribute': { value: emailAttributes[0], label: 'Copy attribute name' },
  }
  const provider = guide.key === 'other' ? 'your provider' : guide.label
  return <GuideSection provider={provider} steps={guide.steps} values={values} />
}

interface GuideSectionProps<Value extends string> {
  provider: string
  steps: readonly { text: string; copies?: Value }[]
  values: Readonly<Record<Value, { value: string; label: string }>>
}

/** What to do at the provider, with the values to copy. */
function GuideSection<Value extends string>({ provider, steps, values }: GuideSectionProps<Value>) {
  return (
    <Section title={`At ${provider}`}>
      <ol className="flex max-w-form list-decimal flex-col gap-3 ps-6">
        {steps.map(({ text, copies }) => (
          <li key={text}>
            {text}
            {copies && <Copyable {...values[copies]} />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
