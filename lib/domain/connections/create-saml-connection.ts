import {
  type Creator,
  insertConnection,
  type NewConnectionSettings,
  validateNewConnection,
} from './insert-connection'
import { createSamlKey, sealProviderSecret } from './provider-secret'
import { type Connection, ownerOf } from './read-connection'
import {
  assertSamlOwner,
  auditedSaml,
  type SamlOffer,
  type SamlSettings,
  samlStrategy,
  usualAttributes,
  validateSamlOffer,
  validateSamlSettings,
} from './saml-options'

/** What a provider does whose metadata is not known. */
export const withoutMetadata = {
  signInBinding: 'redirect',
  signOutUrl: null,
  signOutBinding: 'redirect',
  signOutResponseUrl: null,
  signsRequests: false,
} as const

/** What metadata does not say: an organization chooses it later. */
export const initialSettings = { allowsUnsolicited: false, signsOutThere: false, attributes: usualAttributes }

interface NewSamlConnection extends NewConnectionSettings {
  /** Its ACS URL and entity ID were shown before (connection-setup.ts). */
  id: string
  settings: SamlSettings
  offer?: SamlOffer | undefined
}

/**
 * The tenant’s or, with an organization’s access, the organization’s own, which is enabled nowhere yet. Does not contact the
 * provider. @throws DomainError invalid, at the field; conflict if it exists, and for an eleventh own
 */
export async function createSamlConnection(
  access: Creator,
  { settings: given, offer, ...input }: NewSamlConnection,
): Promise<Connection> {
  const parsed = validateNewConnection(access, input.id, input)
  const settings = validateSamlSettings(given)
  assertSamlOwner(settings, ownerOf(access))
  const { secret, certificate: ownCertificate } = await createSamlKey()
  const sealedSecret = await sealProviderSecret({ tenantId: access.tenantId, connectionId: input.id }, secret)
  const options = { ...settings, ...validateSamlOffer(offer), ownCertificate }
  const audited = { displayName: parsed.settings.displayName, ...auditedSaml(options) }
  return insertConnection(access, {
    ...parsed,
    strategy: samlStrategy,
    options,
    sealedSecret,
    audited,
    input,
  })
}
