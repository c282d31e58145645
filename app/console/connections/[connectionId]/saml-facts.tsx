import { Copyable } from '@/components/ui/copyable'
import { Fact } from '@/components/ui/facts'
import { LocalDate } from '@/components/ui/time'
import { samlCertificates } from '@/lib/domain/connections/saml-certificates'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { metadataUrlOf, registeredAddresses } from '@/lib/federation/saml/service-urls'
import { currentTenant } from '@/lib/web/tenant'

/** What is registered at the provider, and what its metadata said. */
export async function SamlFacts({ connection, saml }: { connection: Connection; saml: SamlOptions }) {
  const tenant = await currentTenant()
  const { entityId, acsUrl } = registeredAddresses(tenant, { ...connection, options: saml })
  const metadataUrl = metadataUrlOf(tenant, connection.id)
  return (
    <>
      <Fact label="ACS URL">
        <Copyable value={acsUrl} label="Copy ACS URL" />
      </Fact>
      <Fact label={entityId === metadataUrl ? 'Entity ID and metadata' : 'Entity ID'}>
        <Copyable value={entityId} label="Copy entity ID" />
      </Fact>
      {entityId !== metadataUrl && (
        <Fact label="Metadata">
          <Copyable value={metadataUrl} label="Copy metadata URL" />
        </Fact>
      )}
      <Fact label="Provider’s entity ID">
        {saml.issuer === null ? 'Not confirmed' : <code>{saml.issuer}</code>}
      </Fact>
      <Fact label="Sign-in URL">
        <code>{saml.signInUrl}</code>
      </Fact>
      {samlCertificates(saml).map(({ fingerprint, expiresAt }) => (
        <Fact key={fingerprint} label="Certificate">
          <code className="text-sm">{fingerprint}</code>, expires <LocalDate value={expiresAt} />
        </Fact>
      ))}
    </>
  )
}
