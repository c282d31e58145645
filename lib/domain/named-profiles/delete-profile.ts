import type { TenantAccess } from '@/lib/access'
import { raw, sql } from '@/lib/db/sql'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import {
  type JsonObject,
  type ProfileKind,
  type ProfileNoun,
  readProfile,
  tableOf,
  targetOf,
  wordsFor,
} from './named-profile'

/** @throws DomainError not_found; conflict while an application uses it */
export function deleteProfile<Noun extends ProfileNoun, Settings extends JsonObject>(
  access: TenantAccess<`delete:${Noun}s`>,
  kind: ProfileKind<Noun, Settings>,
  id: string,
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const profile = await readProfile(tx, kind, { tenantId, id, isLocked: true })
    // The foreign key holds against an application that begins to use it meanwhile.
    const deleted = await tx.$executeRaw(sql`
      DELETE FROM ${tableOf(kind)} WHERE tenant_id = ${tenantId} AND id = ${id} AND NOT EXISTS (
        SELECT FROM clients c WHERE c.tenant_id = ${tenantId} AND c.${raw(`${kind.noun}_id`)} = ${id})`)
    if (deleted === 0) throw inUse(kind)
    return { result: undefined, events: [{ ...kind.deleted, target: targetOf(kind, profile) }] }
  })
}

function inUse(kind: { noun: ProfileNoun }): DomainError {
  const sentence = `An application’s my_organization_configuration names this ${wordsFor(kind)}. Remove it there first.`
  return new DomainError('conflict', sentence)
}
