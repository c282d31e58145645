import { Copyable } from '@/components/ui/copyable'
import { Fact } from '@/components/ui/facts'
import { LocalDate } from '@/components/ui/time'
import { samlCertificates } from '@/lib/domain/connections/saml-certificates'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { entityIdOf } from '@/lib/federation/saml/service-urls'
import { currentTenant } from '@/lib/web/tenant'

/** What is registered at the provider, and what its metadata said. */
export async function SamlFacts({ id, saml }: { id: string; saml: SamlOptions }) {
  const tenant = await currentTenant()
  return (
    <>
      <Fact label="ACS URL">
        <Copyable value={registeredRedirectUri(tenant, { id, options: null })} label="Copy ACS URL" />
      </Fact>
      <Fact label="Entity ID and metadata">
        <Copyable value={entityIdOf(tenant, id)} label="Copy entity ID" />
      </Fact>
      <Fact label="Provider’s entity ID">
        <code>{saml.issuer}</code>
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
