import type { Tx } from '@/lib/db/prisma'
import { judgeColours } from '../branding/colour'
import { opaqueColours, type Colours } from '../branding/opaque-colours'
import { readTenantBranding, type Background } from './read-tenant-branding'

/**
 * The colours that the tenant’s pages and mails wear where no organization’s are meant. A primary colour that cannot be
 * read on its ground gives way to the nearest that can; a gradient is not shown.
 */
export async function tenantTheme(tx: Tx, tenantId: string): Promise<Colours> {
  const { primaryColor: given, background } = await readTenantBranding(tx, tenantId)
  const worn = opaqueColours({ primaryColor: given, backgroundColor: solidOf(background) })
  const { primaryColor, backgroundColor } = worn
  return { ...worn, primaryColor: primaryColor && readable(primaryColor, backgroundColor ?? '#ffffff') }
}

function solidOf(background: Background): string | null {
  return 'solid' in background ? background.solid : null
}

function readable(primary: string, background: string): string {
  const judgement = judgeColours({ primary, background })
  return judgement.ok ? primary : judgement.nearest
}
