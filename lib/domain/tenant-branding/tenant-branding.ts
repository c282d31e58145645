import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, read, unchanged } from '@/lib/db/transaction'
import { type Colors, opaqueColors } from '../branding/color'
import { changesOf } from '../changes-of'
import { lockTenant } from '../tenants/lock-tenant'

export function getTenantBranding(access: TenantAccess<'read:branding'>): Promise<TenantBranding> {
  return read(access, (tx) => readTenantBranding(tx, access.tenantId))
}

const backgroundSchema = z.union([
  z.strictObject({ solid: z.string() }),
  z.strictObject({ start: z.string(), end: z.string(), angle: z.number() }),
  z.strictObject({}),
])
/** A color, a gradient of two, or Foyer’s. */
export type Background = z.output<typeof backgroundSchema>

export interface TenantBranding {
  /** As Auth0’s tools wrote it; null for Foyer’s. */
  primaryColor: string | null
  background: Background
  faviconUrl: string | null
  logoUrl: string | null
  fontUrl: string | null
}

const plain: TenantBranding = {
  primaryColor: null,
  background: {},
  faviconUrl: null,
  logoUrl: null,
  fontUrl: null,
}

async function readTenantBranding(tx: Tx, tenantId: string): Promise<TenantBranding> {
  const row = await tx.tenantBranding.findUnique({
    where: { tenantId },
    select: { primaryColor: true, background: true, faviconUrl: true, logoUrl: true, fontUrl: true },
  })
  return row === null ? plain : { ...row, background: backgroundSchema.parse(row.background) }
}

export type TenantBrandingUpdate = { [K in keyof TenantBranding]?: TenantBranding[K] | undefined }

const fields = ['primaryColor', 'background', 'faviconUrl', 'logoUrl', 'fontUrl'] as const

export function updateTenantBranding(
  access: TenantAccess<'update:branding'>,
  input: TenantBrandingUpdate,
): Promise<TenantBranding> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readTenantBranding(tx, tenantId)
    const { before, after } = changesOf(fields, present, input)
    if (Object.keys(after).length === 0) return unchanged(present)
    await tx.tenantBranding.upsert({
      where: { tenantId },
      create: { tenantId, ...after },
      update: after,
    })
    return {
      result: { ...present, ...after },
      events: [
        {
          type: 'tenant.branding_changed',
          target: { kind: 'tenant', id: tenantId },
          details: { before, after },
        },
      ],
    }
  })
}

export async function tenantTheme(tx: Tx, tenantId: string): Promise<Colors> {
  return themeOf(await readTenantBranding(tx, tenantId))
}

/** Ignores a gradient. */
export function themeOf({ primaryColor, background }: StoredTheme): Colors {
  return opaqueColors({ primaryColor, backgroundColor: solidOf(backgroundSchema.parse(background)) })
}

interface StoredTheme {
  primaryColor: string | null
  background: unknown
}

function solidOf(background: Background): string | null {
  return 'solid' in background ? background.solid : null
}
