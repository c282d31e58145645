import type { BrandColors } from '@/components/shell/brand-style'
import { coloursWorn, type Colours } from '@/lib/domain/branding/opaque-colours'
import { judgeColours, onColour, parseColour } from '@/lib/domain/branding/colour'

/** What a preview wears. */
export interface Look extends BrandColors {
  logoUrl: string | undefined
}

/** What surrounds an organization’s own in a preview. */
export interface Surroundings {
  displayName: string
  tenantName: string
  tenantColours: Colours
  inviterName: string
}

interface Typed {
  primary: string
  background: string
  logoUrl: string | undefined
}

/** The colours as far as they can be read; the tenant’s where there is none. */
export function lookOf(typed: Typed, tenants: Colours): Look {
  const own = { primaryColor: colourOf(typed.primary), backgroundColor: colourOf(typed.background) }
  const { primaryColor: primary, backgroundColor: background } = coloursWorn(own, tenants)
  return {
    primary,
    background,
    onPrimary: primary === null ? null : onColour(primary),
    logoUrl: typed.logoUrl,
  }
}

/** The colour to offer in place of a primary that cannot be read on the background; null when none is needed. */
export function nearestTo({ primary, background }: BrandColors): string | null {
  if (!primary) return null
  const judgement = judgeColours({ primary, background: background ?? '#ffffff' })
  return judgement.ok ? null : judgement.nearest
}

function colourOf(text: string): string | null {
  const parsed = parseColour(text)
  return parsed.ok ? parsed.value : null
}
