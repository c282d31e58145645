import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'

const background = z.union([
  z.strictObject({ solid: z.string() }),
  z.strictObject({ start: z.string(), end: z.string(), angle: z.number() }),
  z.strictObject({}),
])
/** What lies behind the pages: one colour, a gradient between two, or nothing of its own. */
export type Background = z.output<typeof background>

export interface TenantBranding {
  /** As Auth0’s tools wrote it; null for the look of the house. */
  primaryColor: string | null
  background: Background
  faviconUrl: string | null
  logoUrl: string | null
  fontUrl: string | null
}

const plain: TenantBranding = {
  ...{ primaryColor: null, background: {} },
  ...{ faviconUrl: null, logoUrl: null, fontUrl: null },
}

/** The tenant’s own look, as far as anybody has given it one. */
export async function readTenantBranding(tx: Tx, tenantId: string): Promise<TenantBranding> {
  const row = await tx.tenantBranding.findUnique({
    where: { tenantId },
    select: { primaryColor: true, background: true, faviconUrl: true, logoUrl: true, fontUrl: true },
  })
  return row === null ? plain : { ...row, background: background.parse(row.background) }
}
