import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** A theme of Auth0’s page builder, by section: kept and given back, since the pages here are not built by it. */
export interface Theme {
  id: string
  sections: Record<string, unknown>
}

/**
 * The tenant’s theme; there is one at most.
 * @throws DomainError not_found when there is none, or it has another id
 */
export async function readTheme(tx: Tx, tenantId: string, id?: string): Promise<Theme> {
  const row = await tx.tenantBranding.findUnique({
    where: { tenantId },
    select: { themeId: true, theme: true },
  })
  if (!row || row.themeId === null || (id !== undefined && row.themeId !== id)) throw notFound()
  return { id: row.themeId, sections: z.record(z.string(), z.unknown()).parse(row.theme) }
}
