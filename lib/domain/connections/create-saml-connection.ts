import type { OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { type FieldsInput, initialOf, parseFields, withoutUndefined } from '../fields'
import { noteConnectionOfTicket } from '../sso-tickets/note-connection-of-ticket'
import { parseInput } from '../text/parse-input'
import { assertDefaultLimit } from './assert-default-limit'
import { trustOf } from './assert-trusted-provider'
import { changeConnections } from './change-connections'
import { connectionFields, connectionName } from './connection-fields'
import { nameTaken } from './create-connection'
import { alreadyCreated, assertOwnLimit } from './own-limit'
import { sealProviderSecret } from './provider-secret'
import { type Connection, ownerOf, readConnection } from './read-connection'
import { usualAttributes } from './saml-attributes'
import { createSamlKey } from './saml-key'
import {
  assertSamlOwner,
  auditedSaml,
  validateSamlOffer,
  type SamlOffer,
  type SamlSettings,
  samlStrategy,
  validateSamlSettings,
} from './saml-options'
import { type FirstUse, setFirstUse } from './set-first-use'

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

export interface NewSamlConnection extends FieldsInput<typeof connectionFields> {
  /** Its ACS URL and entity ID were shown before (connection-setup.ts). */
  id: string
  /** An organization’s own is named by its id unless given. */
  name?: string | undefined
  displayName: string
  settings: SamlSettings
  use?: FirstUse | undefined
  offer?: SamlOffer | undefined
}

type Creator =
  | TenantAccess<'create:connections'>
  | OrganizationAccess<'create:organization_connections'>
  | TicketAccess

/**
 * The tenant’s or, with an organization’s access, the organization’s own, which is enabled nowhere yet. Does not contact the
 * provider. @throws DomainError invalid, at the field; conflict if it exists, and for an eleventh own
 */
export async function createSamlConnection(
  access: Creator,
  { id, name: named, settings: given, use, offer, ...input }: NewSamlConnection,
): Promise<Connection> {
  const { tenantId } = access
  const organizationId = ownerOf(access)
  const own = organizationId === null ? undefined : id.replace('_', '-')
  const name = parseInput(connectionName, named ?? own, 'name')
  const { displayName, ...parsed } = parseFields(connectionFields, input, undefined)
  const general = { ...initialOf(connectionFields), ...withoutUndefined(parsed), displayName }
  const settings = validateSamlSettings(given)
  assertSamlOwner(settings, organizationId)
  const { secret, certificate: ownCertificate } = await createSamlKey()
  const sealedSecret = await sealProviderSecret({ tenantId, connectionId: id }, secret)
  const options = { ...settings, ...validateSamlOffer(offer), ownCertificate }
  try {
    return await changeConnections(access, async (tx) => {
      if (general.isDefault) await assertDefaultLimit(tx, tenantId)
      if (access.kind === 'organization') await assertOwnLimit(tx, access)
      const trusted = { ...options, trust: await trustOf(tx, access) }
      await noteConnectionOfTicket(tx, access, id)
      await tx.connection.create({
        data: {
          id,
          name,
          strategy: samlStrategy,
          organizationId,
          ...general,
          options: trusted,
          sealedSecret,
        },
      })
      const used = await setFirstUse(tx, access, { id, name: displayName, use })
      const result = await readConnection(tx, tenantId, id)
      const after = { name, strategy: samlStrategy, displayName: result.displayName, ...auditedSaml(options) }
      const target = { kind: 'connection', id, name: result.displayName }
      return { result, events: [{ type: 'connection.created', target, details: { after } }, ...used] }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw organizationId === null || named !== undefined ? nameTaken() : alreadyCreated()
  }
}
