import { usualAttributes } from '@/lib/domain/connections/saml-attributes'
import { createSamlKey } from '@/lib/domain/connections/saml-key'
import { type SamlSettings, validateSamlSettings } from '@/lib/domain/connections/saml-options'
import type { SamlProvider } from '@/lib/domain/connections/saml-provider'
import { sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import { redirectUriOf } from '@/lib/federation/redirect-uri'
import { entityIdOf } from '@/lib/federation/saml/service-urls'
import { newId } from '@/lib/ids'
import { createSamlKeys, newSamlId, type SamlStatement, statementFor } from './saml-identity-provider'

const tenant = { url: 'http://federation.localhost:3000' }
const tenantId = 'federation'

export function samlSettings(certificate: string, changed: Partial<SamlSettings> = {}): SamlSettings {
  return {
    issuer: 'https://login.acme.test/idp',
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

/** A connection without a database, and its provider’s keys. */
export async function openSamlWorld() {
  const [keys, own] = await Promise.all([createSamlKeys(), createSamlKey()])
  const id = newId('connection')
  const settings = validateSamlSettings(samlSettings(keys.certificate))
  const provider: SamlProvider = {
    tenantId,
    id,
    strategy: 'samlp',
    displayName: 'Acme',
    options: { ...settings, ownCertificate: own.certificate },
    sealedSecret: await sealProviderSecret({ tenantId, connectionId: id }, own.secret),
  }
  const [acs, audience, requestId] = [redirectUriOf(tenant, id), entityIdOf(tenant, id), newSamlId()]
  const needed = { acs, audience, issuer: settings.issuer, inResponseTo: requestId, nameId: 'ann@acme.test' }
  const statement = (changed?: Partial<SamlStatement>) => statementFor(needed, changed)
  return { tenant, keys, acs, audience, requestId, statement, of: { tenant, provider } }
}

export type SamlWorld = Awaited<ReturnType<typeof openSamlWorld>>
