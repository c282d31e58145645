import type { PublicAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { judgeColours, parseColour } from '../branding/colour'
import { readTenantBranding, type Background } from './read-tenant-branding'

export interface TenantLook {
  primary: string | null
  background: string | null
}

/**
 * The colours that the tenant’s pages wear where no organization’s are meant. A primary colour that cannot be read on
 * its ground gives way to the nearest that can; a gradient is not shown.
 */
export function findTenantLook(access: PublicAccess): Promise<TenantLook> {
  return read(access, async (tx) => {
    const branding = await readTenantBranding(tx, access.tenantId)
    const background = colourOf(solidOf(branding.background))
    const primary = colourOf(branding.primaryColor)
    return { primary: primary === null ? null : readable(primary, background ?? '#ffffff'), background }
  })
}

function solidOf(background: Background): string | null {
  return 'solid' in background ? background.solid : null
}

/** `#abc` is `#aabbcc`; what is no colour of six digits is none. */
function colourOf(text: string | null): string | null {
  const long = (text ?? '').replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  const parsed = parseColour(long)
  return parsed.ok ? parsed.value : null
}

function readable(primary: string, background: string): string {
  const judgement = judgeColours({ primary, background })
  return judgement.ok ? primary : judgement.nearest
}
