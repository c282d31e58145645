import type { Tx } from '@/lib/db/prisma'

/** Sections of a theme as JSON has them. */
export interface StoredSections {
  readonly [section: string]: StoredSections | string | number | boolean
}

export async function writeTheme(
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
