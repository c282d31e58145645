import type { OrganizationAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked } from '@/lib/db/transaction'
import { parseInput } from '../text/parse-input'
import { trustOf } from './certificate-trust'
import { connectionDisplayName } from './connection-fields'
import { alreadyCreated, assertOwnLimit } from './own-limit'
import { sealProviderSecret } from './provider-secret'
import { type Connection, readConnection } from './read-connection'
import { usualAttributes } from './saml-attributes'
import { createSamlKey } from './saml-key'
import { auditedSaml, type SamlSettings, samlStrategy, validateSamlSettings } from './saml-options'

/** What metadata does not say: an organization chooses it later. */
export const initialSettings = { allowsUnsolicited: false, signsOutThere: false, attributes: usualAttributes }

export interface NewSamlConnection {
  /** Its ACS URL and entity ID were shown before (connection-setup.ts). */
  id: string
  displayName: string
  settings: SamlSettings
}

/**
 * The organization’s own, enabled nowhere yet. Does not contact the provider.
 * @throws DomainError invalid, at the field; conflict if it exists, and for an eleventh own
 */
export async function createSamlConnection(
  access: OrganizationAccess<'create:organization_connections'>,
  { id, ...input }: NewSamlConnection,
): Promise<Connection> {
  const { tenantId, organizationId } = access
  const displayName = parseInput(connectionDisplayName, input.displayName, 'display_name')
  const settings = validateSamlSettings(input.settings)
  const { secret, certificate: ownCertificate } = await createSamlKey()
  const [name, strategy] = [id.replace('_', '-'), samlStrategy]
  const sealedSecret = await sealProviderSecret({ tenantId, connectionId: id }, secret)
  const options = { ...settings, ownCertificate }
  try {
    return await changeLocked(access, async (tx) => {
      await assertOwnLimit(tx, { tenantId, organizationId })
      const trusted = { ...options, trust: await trustOf(tx, access) }
      await tx.connection.create({
        data: { id, name, strategy, organizationId, displayName, options: trusted, sealedSecret },
      })
      const result = await readConnection(tx, tenantId, id)
      const after = { name, strategy, displayName, ...auditedSaml(options) }
      const target = { kind: 'connection', id, name: displayName }
      return { result, events: [{ type: 'connection.created', target, details: { after } }] }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? alreadyCreated() : error
  }
}
