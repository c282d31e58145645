import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { type ChangeResult, eventsIn, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { withoutUndefined } from '../fields'
import { parseInput } from '../text/parse-input'
import { assertMayReplaceCertificates, trustOf } from './assert-trusted-provider'
import { trustAfterPart } from './confirm-provider'
import { connectionDisplayName } from './connection-fields'
import { changeConnections, lockConnection } from './lock-connection'
import { type Connection, untested } from './read-connection'
import {
  assertSamlOwner,
  auditedSaml,
  type ProviderMetadata,
  type SamlOffer,
  type SamlOptions,
  type SamlSettings,
  validateSamlOffer,
  validateSamlSettings,
} from './saml-options'
import { type ConnectionEditor, type ConnectionUpdate, writeConnection } from './update-connection'

export interface SamlConnectionUpdate {
  id: string
  displayName?: string | undefined
  /** What is absent stays. A function gets the present ones, locked. */
  settings?: Partial<SamlSettings> | ((present: SamlOptions) => Partial<SamlSettings>) | undefined
  offer?: SamlOffer | undefined
}

/** @throws DomainError not_found; invalid, at the field; conflict at `issuer` */
export function updateSamlConnection(
  access: ConnectionEditor,
  update: SamlConnectionUpdate,
): Promise<Connection> {
  return changeSaml(access, async (tx) => {
    const connection = await lockConnection(tx, access, { id: update.id, least: 'limited' })
    return writeSamlConnection(tx, access, { connection, update })
  })
}

/** A SAML connection with what every connection has: all of it or nothing. @throws as updateConnection() */
export function updateTenantSaml(
  access: TenantAccess<'update:connections'>,
  {
    settings,
    offer,
    ...input
  }: Omit<ConnectionUpdate, 'options' | 'clientSecret'> & Pick<SamlConnectionUpdate, 'settings' | 'offer'>,
): Promise<Connection> {
  return changeSaml(access, async (tx) => {
    const present = await lockConnection(tx, access, { id: input.id, least: 'limited' })
    const general = await writeConnection(tx, access, { connection: present, input })
    const connection = general.result
    const written = await writeSamlConnection(tx, access, { connection, update: { settings, offer } })
    return withEvents(written.result, [...eventsIn(general), ...eventsIn(written)])
  })
}

function changeSaml(
  access: ConnectionEditor,
  work: (tx: Tx) => Promise<ChangeResult<Connection>>,
): Promise<Connection> {
  return changeConnections(access, work, {
    bypassRowSecurity: 'a SAML connection is changed with a view to all users who sign in by it',
  })
}

interface Written {
  /** Locked. */
  connection: Connection
  update: Omit<SamlConnectionUpdate, 'id'>
}

/** A part of a change that bypasses row security. @throws as updateSamlConnection() */
export async function writeSamlConnection(
  tx: Tx,
  access: ConnectionEditor,
  { connection, update: { displayName: typed, settings, offer } }: Written,
): Promise<ChangeResult<Connection>> {
  const { tenantId } = access
  const { id, saml: present } = connection
  const displayName = typed && parseInput(connectionDisplayName, typed, 'display_name')
  if (present === null) throw notFound()
  const options = { ...withSettings(present, settings), ...validateSamlOffer(offer) }
  assertSamlOwner(options, connection.organizationId)
  await assertSameIssuer(tx, { tenantId, connectionId: id }, { present, options })
  const flat = { displayName: connection.displayName, ...auditedSaml(present) }
  const { before, after } = changesOf(['displayName', ...audited], flat, {
    ...auditedSaml(options),
    displayName,
  })
  if (Object.keys(after).length === 0) return unchanged(connection)
  const saml = { ...options, ...(await trustAfter(tx, access, { id, after, present })) }
  const isStillTested = Object.keys(after).every((field) => untestedFields.includes(field))
  const others = { ...(displayName !== undefined && { displayName }), ...(!isStillTested && untested) }
  await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { ...others, options: saml } })
  const result: Connection = { ...connection, ...others, saml }
  const target = { kind: 'connection', id, name: result.displayName }
  return { result, events: [{ type: 'connection.changed', target, details: { before, after } }] }
}

/** Who trusts the provider, if its certificates, its entity ID or the attribute with the address changes. */
async function trustAfter(
  tx: Tx,
  access: ConnectionEditor,
  { id, after, present }: { id: string; after: Partial<SamlOptions>; present: SamlOptions },
): Promise<Pick<SamlOptions, 'trust'>> {
  const hasNewCertificates = after.certificates !== undefined
  if (access.kind === 'tenant')
    return hasNewCertificates || after.issuer !== undefined ? { trust: await trustOf(tx, access) } : {}
  if (hasNewCertificates) {
    await assertMayReplaceCertificates(tx, access, id)
    return { trust: await trustOf(tx, access) }
  }
  const takesOtherAddress =
    after.attributes !== undefined && after.attributes.email !== present.attributes.email
  return after.issuer !== undefined || takesOtherAddress ? trustAfterPart(tx, access, id) : {}
}

const audited = [
  'issuer',
  'signInUrl',
  'signInBinding',
  'signOutUrl',
  'signOutBinding',
  'signOutResponseUrl',
  'signsOutThere',
  'certificates',
  'signsRequests',
  'allowsUnsolicited',
  'attributes',
  'server',
  'domains',
  'offeredToOrganizations',
] as const
/** A test says nothing about these. */
const untestedFields = [
  'displayName',
  'signOutUrl',
  'signOutBinding',
  'signOutResponseUrl',
  'signsOutThere',
  'server',
  'domains',
  'offeredToOrganizations',
]

function withSettings(
  present: SamlOptions,
  settings: NonNullable<SamlConnectionUpdate['settings']> = {},
): SamlOptions {
  const { domains, offeredToOrganizations, ownCertificate, trust, ...others } = present
  const changed = typeof settings === 'function' ? settings(present) : settings
  const issuer = changed.issuer ?? present.issuer
  const validated = validateSamlSettings({ ...others, ...changed, issuer })
  return { ...validated, ...withoutUndefined({ domains, offeredToOrganizations, trust }), ownCertificate }
}

/** A NameID is unique within one provider only: a user of another could sign in as a different user. */
async function assertSameIssuer(
  tx: Tx,
  of: { tenantId: string; connectionId: string },
  { present, options }: { present: SamlOptions; options: SamlOptions },
): Promise<void> {
  if (present.issuer === null || options.issuer === present.issuer) return
  if ((await tx.identity.count({ where: of })) === 0) return
  const sentence =
    'The entity ID identifies the connection’s users. For another provider, create another connection.'
  throw new DomainError('conflict', sentence, { field: 'issuer' })
}

/** The settings that metadata replaces. Requests stay signed where an admin chose so, even if the provider does not ask. */
export function settingsFrom({ signsRequests, ...settings }: ProviderMetadata): Partial<SamlSettings> {
  return {
    ...settings,
    ...(settings.signOutUrl === null && { signsOutThere: false }),
    ...(signsRequests && { signsRequests }),
  }
}
