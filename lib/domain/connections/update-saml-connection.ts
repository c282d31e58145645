import type { OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { withoutUndefined } from '../fields'
import { parseInput } from '../text/parse-input'
import { assertMayReplaceCertificates } from './assert-may-replace-certificates'
import { trustOf } from './assert-trusted-provider'
import { changeConnections } from './change-connections'
import { trustAfterIssuer } from './confirm-provider'
import { connectionDisplayName } from './connection-fields'
import { lockConnection } from './lock-connection'
import { type Connection, untested } from './read-connection'
import {
  assertSamlOwner,
  auditedSaml,
  validateSamlOffer,
  type ProviderMetadata,
  type SamlOffer,
  type SamlOptions,
  type SamlSettings,
  validateSamlSettings,
} from './saml-options'

export interface SamlConnectionUpdate {
  id: string
  displayName?: string | undefined
  /** What is absent stays. A function gets the present ones, locked. */
  settings?: Partial<SamlSettings> | ((present: SamlOptions) => Partial<SamlSettings>) | undefined
  offer?: SamlOffer | undefined
}

type Editor =
  | TenantAccess<'update:connections'>
  | OrganizationAccess<'update:organization_connections'>
  | TicketAccess

/** @throws DomainError not_found; invalid, at the field; conflict at `issuer` */
export function updateSamlConnection(access: Editor, update: SamlConnectionUpdate): Promise<Connection> {
  const work = async (tx: Tx) => {
    const connection = await lockConnection(tx, access, { id: update.id, least: 'limited' })
    return writeSamlConnection(tx, access, { connection, update })
  }
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
  access: Editor,
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
  const saml = { ...options, ...(await trustAfter(tx, access, { id, after })) }
  const isTested = Object.keys(after).every((field) => untestedFields.includes(field))
  const others = { ...(displayName === undefined ? {} : { displayName }), ...(isTested ? {} : untested) }
  await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { ...others, options: saml } })
  const result: Connection = { ...connection, ...others, saml }
  const target = { kind: 'connection', id, name: result.displayName }
  return { result, events: [{ type: 'connection.changed', target, details: { before, after } }] }
}

/** Of the signers, if they change. */
async function trustAfter(
  tx: Tx,
  access: Editor,
  { id, after }: { id: string; after: { certificates?: unknown; issuer?: unknown } },
): Promise<Pick<SamlOptions, 'trust'>> {
  if (after.certificates !== undefined && access.kind === 'organization')
    await assertMayReplaceCertificates(tx, access, id)
  if (after.certificates === undefined && after.issuer === undefined) return {}
  if (after.certificates === undefined && access.kind === 'organization')
    return trustAfterIssuer(tx, access, id)
  return { trust: await trustOf(tx, access) }
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
  const settled = validateSamlSettings({ ...others, ...changed, issuer })
  const kept = withoutUndefined({ domains, offeredToOrganizations, trust })
  return { ...settled, ...kept, ownCertificate }
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
  const without = settings.signOutUrl === null ? { signsOutThere: false } : {}
  return { ...settings, ...without, ...(signsRequests ? { signsRequests } : {}) }
}
