import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { registeredAddresses } from '@/lib/federation/saml/service-urls'
import { currentTenant } from '@/lib/web/tenant'
import { SamlAttributesSection } from '../../(identity-providers)/attributes'
import { SamlGuide } from '../../(identity-providers)/guide'
import { DisplayNameField } from '../../(identity-providers)/provider-fields'
import { samlGuideOf } from '../../(identity-providers)/saml-guides'
import { SamlMetadataSection } from '../../(identity-providers)/saml-metadata'
import { rename, replaceMetadata, saveAttributes } from './actions'

interface SamlProviderProps {
  ticket: string
  provider: Connection & { saml: SamlOptions }
}

export async function SamlProvider({ ticket, provider }: SamlProviderProps) {
  const { id, displayName, saml } = provider
  const tenant = await currentTenant()
  const addresses = registeredAddresses(tenant, { ...provider, options: saml })
  return (
    <>
      <SamlGuide tenant={tenant} connectionId={id} addresses={addresses} guide={samlGuideOf(saml)} />
      <SamlMetadataSection id={id} action={replaceMetadata.bind(null, ticket)} />
      <SamlAttributesSection provider={provider} action={saveAttributes.bind(null, ticket)} />
      <Section title="Name">
        <Form action={rename.bind(null, ticket)} className="flex max-w-form flex-col gap-4">
          <DisplayNameField value={displayName} />
          <SubmitButton variant="secondary" className="self-start">
            Save name
          </SubmitButton>
        </Form>
      </Section>
    </>
  )
}
