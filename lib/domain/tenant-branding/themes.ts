import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, read, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'

/** Replaces whole sections. @throws DomainError not_found */
export function updateTheme(
  access: TenantAccess<'update:branding'>,
  { id, sections }: { id: string; sections: StoredSections },
): Promise<Theme> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readTheme(tx, tenantId, id)
    if (isDeepStrictEqual(present.sections, sections)) return unchanged(present)
    await writeTheme(tx, tenantId, { id, sections })
    return {
      result: { id, sections },
      events: [{ type: 'tenant.theme_changed', target: { kind: 'theme', id } }],
    }
  })
}

/** @throws DomainError conflict if the tenant has a theme */
export function createTheme(
  access: TenantAccess<'update:branding'>,
  sections: StoredSections,
): Promise<Theme> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await tx.tenantBranding.findUnique({ where: { tenantId }, select: { themeId: true } })
    if (present && present.themeId !== null)
      throw new DomainError('conflict', 'A theme already exists. Change it, or delete it first.')
    const id = newId('theme')
    await writeTheme(tx, tenantId, { id, sections })
    return {
      result: { id, sections },
      events: [{ type: 'tenant.theme_created', target: { kind: 'theme', id } }],
    }
  })
}

/** @throws DomainError not_found */
export function deleteTheme(access: TenantAccess<'delete:branding'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    await readTheme(tx, tenantId, id)
    await writeTheme(tx, tenantId, { id: null, sections: {} })
    return {
      result: undefined,
      events: [{ type: 'tenant.theme_deleted', target: { kind: 'theme', id } }],
    }
  })
}

/** @throws DomainError not_found */
export function getTheme(access: TenantAccess<'read:branding'>, id?: string): Promise<Theme> {
  return read(access, (tx) => readTheme(tx, access.tenantId, id))
}

/** A theme of Auth0’s page builder. Only stored and returned: Foyer’s pages do not use it. */
export interface Theme {
  id: string
  sections: Record<string, unknown>
}

/** At most one per tenant. @throws DomainError not_found when there is none, or it has another id */
async function readTheme(tx: Tx, tenantId: string, id?: string): Promise<Theme> {
  const row = await tx.tenantBranding.findUnique({
    where: { tenantId },
    select: { themeId: true, theme: true },
  })
  if (!row || row.themeId === null || (id !== undefined && row.themeId !== id)) throw notFound()
  return { id: row.themeId, sections: z.record(z.string(), z.unknown()).parse(row.theme) }
}

export interface StoredSections {
  readonly [section: string]: StoredSections | string | number | boolean
}

async function writeTheme(
  tx: Tx,
  tenantId: string,
  { id, sections }: { id: string | null; sections: StoredSections },
): Promise<void> {
  const stored = { themeId: id, theme: sections }
  await tx.tenantBranding.upsert({
    where: { tenantId },
    create: { tenantId, ...stored },
    update: stored,
  })
}
