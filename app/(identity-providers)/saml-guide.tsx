import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { emailAttributes } from '@/lib/federation/saml/saml-profile'
import { metadataUrlOf, type ServiceAddresses, signOutUrlOf } from '@/lib/federation/saml/service-urls'
import type { SamlGuideText } from './saml-guides'

interface SamlGuideProps {
  tenant: Pick<Tenant, 'url'>
  connectionId: string
  addresses: ServiceAddresses
  guide: SamlGuideText
}

/** What to do at the provider, with the values to copy. */
export function SamlGuide({ tenant, connectionId, addresses, guide }: SamlGuideProps) {
  const { key, label, steps } = guide
  const values = {
    'acs-url': { value: addresses.acsUrl, label: 'Copy ACS URL' },
    'entity-id': { value: addresses.entityId, label: 'Copy entity ID' },
    'metadata-url': { value: metadataUrlOf(tenant, connectionId), label: 'Copy metadata URL' },
    'sign-out-url': { value: signOutUrlOf(tenant, connectionId), label: 'Copy single logout URL' },
    'email-attribute': { value: emailAttributes[0], label: 'Copy attribute name' },
  }
  return (
    <Section title={`At ${key === 'other' ? 'your provider' : label}`}>
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
