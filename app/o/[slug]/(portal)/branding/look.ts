import type { BrandColors } from '@/components/shell/brand-style'
import { judgeColours, onColour, parseColour } from '@/lib/domain/branding/colour'

/** What a preview wears. */
export interface Look extends BrandColors {
  logoUrl: string | undefined
}

export interface ShownNames {
  displayName: string
  tenantName: string
  inviterName: string
}

/** The colours as far as they can be read; null for those of the house. */
export function lookOf(typed: { primary: string; background: string; logoUrl: string | undefined }): Look {
  const [primary, background] = [colourOf(typed.primary), colourOf(typed.background)]
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
