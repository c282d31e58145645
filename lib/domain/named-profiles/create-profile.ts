import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import {
  type JsonObject,
  type Profile,
  type ProfileKind,
  type ProfileNoun,
  tableOf,
  targetOf,
  wordsFor,
} from './named-profile'

const mostProfiles = 100

/** @throws DomainError invalid, at the field; conflict for the 101st */
export async function createProfile<Noun extends ProfileNoun, Settings extends JsonObject>(
  access: TenantAccess<`create:${Noun}s`>,
  kind: ProfileKind<Noun, Settings>,
  input: { name: string; settings: Settings },
): Promise<Profile<Settings>> {
  const { tenantId } = access
  const name = parseInput(kind.name, input.name, 'name')
  const profile = { id: kind.newId(), name, settings: kind.settings.parse(input.settings) }
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const created = await tx.$executeRaw(sql`
      INSERT INTO ${tableOf(kind)} (tenant_id, id, name, settings)
      SELECT ${tenantId}, ${profile.id}, ${name}, ${JSON.stringify(profile.settings)}::jsonb
      WHERE (SELECT count(*) FROM ${tableOf(kind)} WHERE tenant_id = ${tenantId}) < ${mostProfiles}`)
    if (created === 0) throw tooMany(kind)
    return { result: profile, events: [{ ...kind.created(profile), target: targetOf(kind, profile) }] }
  })
}

function tooMany(kind: { noun: ProfileNoun }): DomainError {
  const sentence = `There can be at most ${mostProfiles} ${wordsFor(kind)}s. Delete another one first.`
  return new DomainError('conflict', sentence)
}
