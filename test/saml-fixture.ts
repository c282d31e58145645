import {
  type SamlSettings,
  usualAttributes,
  validateSamlSettings,
} from '@/lib/domain/connections/saml-options'
import { createSamlKey, sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { namedAddresses, ownAddresses } from '@/lib/federation/saml/service-urls'
import { newId } from '@/lib/ids'
import { createSamlKeys, newSamlId, type SamlStatement, statementFor } from './saml-identity-provider'

const tenant = { url: 'http://federation.localhost:3000' }
const tenantId = 'federation'
const providerEntityId = 'https://login.acme.test/idp'

export function samlSettings(certificate: string, changed: Partial<SamlSettings> = {}): SamlSettings {
  return {
    issuer: providerEntityId,
    signInUrl: 'https://login.acme.test/sso',
    signInBinding: 'redirect',
    signOutUrl: null,
    signOutBinding: 'redirect',
    signOutResponseUrl: null,
    signsOutThere: false,
    certificates: [certificate],
    signsRequests: false,
    allowsUnsolicited: false,
    attributes: usualAttributes,
    ...changed,
  }
}

/** A connection without a database, its provider’s keys, and one of the two addresses at which its responses come. */
export async function createSamlFixture({
  isNamed = false,
  lacksEntityId = false,
}: { isNamed?: boolean; lacksEntityId?: boolean } = {}) {
  const [keys, own] = await Promise.all([createSamlKeys(), createSamlKey()])
  const id = newId('connection')
  const settings = validateSamlSettings(
    samlSettings(keys.certificate, isNamed ? { hasNamedAddresses: true } : {}),
  )
  const provider: SamlProvider = {
    tenantId,
    id,
    name: id.replace('_', '-'),
    strategy: 'samlp',
    displayName: 'Acme',
    options: {
      ...settings,
      issuer: lacksEntityId ? null : settings.issuer,
      ownCertificate: own.certificate,
    },
    sealedSecret: await sealProviderSecret({ tenantId, connectionId: id }, own.secret),
  }
  const addresses = isNamed ? namedAddresses(tenant, provider.name) : ownAddresses(tenant, id)
  const { acsUrl: acs, entityId: audience } = addresses
  const requestId = newSamlId()
  const needed = { acs, audience, issuer: providerEntityId, inResponseTo: requestId, nameId: 'ann@acme.test' }
  const statement = (changed?: Partial<SamlStatement>) => statementFor(needed, changed)
  return { tenant, keys, acs, audience, requestId, statement, of: { tenant, provider, addresses } }
}

export type SamlFixture = Awaited<ReturnType<typeof createSamlFixture>>
