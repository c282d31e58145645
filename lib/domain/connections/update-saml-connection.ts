import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { parseInput } from '../text/parse-input'
import { assertMayReplaceCertificates } from './assert-may-replace-certificates'
import { trustOf } from './certificate-trust'
import { connectionDisplayName } from './connection-fields'
import { type Connection, lockConnection, untested } from './read-connection'
import {
  auditedSaml,
  type ProviderMetadata,
  type SamlOptions,
  type SamlSettings,
  validateSamlSettings,
} from './saml-options'

export interface SamlConnectionUpdate {
  id: string
  displayName?: string | undefined
  /** What is absent stays. A function gets the present ones, locked. */
  settings?: Partial<SamlSettings> | ((present: SamlOptions) => Partial<SamlSettings>) | undefined
}

/** @throws DomainError not_found; invalid, at the field; conflict at `issuer` */
export function updateSamlConnection(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, displayName: typed, settings }: SamlConnectionUpdate,
): Promise<Connection> {
  const { tenantId } = access
  const displayName = typed && parseInput(connectionDisplayName, typed, 'display_name')
  const work = async (tx: Tx) => {
    const connection = await lockConnection(tx, access, id)
    const { saml: present } = connection
    if (present === null) throw notFound()
    const options = withSettings(present, settings)
    await assertSameIssuer(tx, { tenantId, connectionId: id }, { present, options })
    const flat = { displayName: connection.displayName, ...auditedSaml(present) }
    const { before, after } = changesOf(['displayName', ...audited], flat, {
      ...auditedSaml(options),
      displayName,
    })
    if (Object.keys(after).length === 0) return unchanged(connection)
    if (after.certificates !== undefined) await assertMayReplaceCertificates(tx, access, id)
    const signers = after.certificates !== undefined || after.issuer !== undefined
    const trust = signers ? { trust: await trustOf(tx, access) } : {}
    const isTested = Object.keys(after).every((field) => untestedFields.includes(field))
    const others = { ...(displayName === undefined ? {} : { displayName }), ...(isTested ? {} : untested) }
    const saml = { ...options, ...trust }
    await tx.connection.update({
      where: { tenantId_id: { tenantId, id } },
      data: { ...others, options: saml },
    })
    const result: Connection = { ...connection, ...others, saml }
    const target = { kind: 'connection', id, name: result.displayName }
    const details = { before, after }
    return { result, events: [{ type: 'connection.changed' as const, target, details }] as const }
  }
  return changeLocked(access, work, {
    bypassRowSecurity: 'a SAML connection is changed with a view to all users who sign in by it',
  })
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
] as const
/** A test says nothing about these. */
const untestedFields = ['displayName', 'signOutUrl', 'signOutBinding', 'signOutResponseUrl', 'signsOutThere']

function withSettings(
  present: SamlOptions,
  settings: NonNullable<SamlConnectionUpdate['settings']> = {},
): SamlOptions {
  const { ownCertificate, trust, ...others } = present
  const changed = typeof settings === 'function' ? settings(present) : settings
  return { ...validateSamlSettings({ ...others, ...changed }), ownCertificate, ...(trust && { trust }) }
}

/** A NameID is unique within one provider only: a user of another could sign in as a different user. */
async function assertSameIssuer(
  tx: Tx,
  of: { tenantId: string; connectionId: string },
  { present, options }: { present: SamlOptions; options: SamlOptions },
): Promise<void> {
  if (options.issuer === present.issuer) return
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
