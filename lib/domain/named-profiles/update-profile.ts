import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { parseOptional } from '../text/parse-input'
import {
  type JsonObject,
  type Profile,
  type ProfileKind,
  type ProfileNoun,
  readProfile,
  tableOf,
  targetOf,
} from './named-profile'

/** Undefined fields stay unchanged; others are replaced whole. Acts on requests within seconds. */
interface ProfileChanges<Settings> {
  id: string
  name?: string | undefined
  settings: { [Key in keyof Settings]?: Settings[Key] | undefined }
}

/** @throws DomainError not_found; invalid, at the field */
export async function updateProfile<Noun extends ProfileNoun, Settings extends JsonObject>(
  access: TenantAccess<`update:${Noun}s`>,
  kind: ProfileKind<Noun, Settings>,
  { id, settings, ...input }: ProfileChanges<Settings>,
): Promise<Profile<Settings>> {
  const { tenantId } = access
  const name = parseOptional(kind.name, input.name, 'name')
  return change(access, async (tx) => {
    const present = await readProfile(tx, kind, { tenantId, id, isLocked: true })
    const flat: JsonObject = { name: present.name, ...present.settings }
    const changes = changesOf(['name', ...kind.fields], flat, { name, ...settings })
    if (Object.keys(changes.after).length === 0) return unchanged(present)
    const { name: _, ...changed } = changes.after
    const after = kind.settings.parse({ ...present.settings, ...changed })
    const profile = { id, name: name ?? present.name, settings: after }
    await tx.$executeRaw(sql`
      UPDATE ${tableOf(kind)} SET name = ${profile.name}, settings = ${JSON.stringify(after)}::jsonb
      WHERE tenant_id = ${tenantId} AND id = ${id}`)
    return { result: profile, events: [{ ...kind.changed(changes), target: targetOf(kind, profile) }] }
  })
}
