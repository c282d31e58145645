import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import { emailAttributes } from '@/lib/federation/saml/saml-profile'

export const samlKey = 'saml'

interface SamlGuideProps {
  acsUrl: string
  entityId: string
  /** Whether the entity ID is the URL of metadata that is there already. */
  hasMetadata?: boolean
}

/** What to do at the provider, with the values to copy. */
export function SamlGuide({ acsUrl, entityId, hasMetadata = false }: SamlGuideProps) {
  return (
    <Section title="At your provider">
      <ol className="flex max-w-form list-decimal flex-col gap-3 ps-6">
        <li>Create an application that uses SAML 2.0.</li>
        <li>
          Enter this ACS URL. Providers also call it single sign-on URL, reply URL or recipient:
          <Copyable value={acsUrl} label="Copy ACS URL" />
        </li>
        <li>
          Enter this entity ID. Providers also call it audience or identifier:
          <Copyable value={entityId} label="Copy entity ID" />
        </li>
        {hasMetadata && <li>If your provider reads metadata, it is at the URL of the entity ID.</li>}
        <li>As the NameID, choose something that never changes: a persistent ID, or the email address.</li>
        <li>
          Send the email address as an attribute:
          <Copyable value={emailAttributes[0]} label="Copy attribute name" />
        </li>
        <li>Sign both the response and the assertion, with RSA and SHA-256.</li>
        <li>Choose who can use the application, and copy its metadata URL into the form below.</li>
      </ol>
    </Section>
  )
}
