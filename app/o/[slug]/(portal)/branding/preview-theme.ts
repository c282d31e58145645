import type { BrandColors } from '@/components/shell/brand-style'
import {
  type Colours,
  effectiveColours,
  validateColours,
  onColour,
  parseColour,
} from '@/lib/domain/branding/colour'

/** The logo and colours of a preview. */
export interface PreviewTheme extends BrandColors {
  logoUrl: string | undefined
}

/** What a preview shows besides the organization’s branding. */
export interface PreviewContext {
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

/** The colours if they are valid; the tenant’s without any. */
export function previewTheme(typed: Typed, tenants: Colours): PreviewTheme {
  const own = { primaryColor: colourOf(typed.primary), backgroundColor: colourOf(typed.background) }
  const { primaryColor: primary, backgroundColor: background } = effectiveColours(own, tenants)
  return {
    primary,
    background,
    onPrimary: primary === null ? null : onColour(primary),
    logoUrl: typed.logoUrl,
  }
}

/** The nearest colour that can be read on the background; null if the primary can be read. */
export function nearestReadable({ primary, background }: BrandColors): string | null {
  if (!primary) return null
  const check = validateColours({ primary, background: background ?? '#ffffff' })
  return check.ok ? null : check.nearest
}

function colourOf(text: string): string | null {
  const parsed = parseColour(text)
  return parsed.ok ? parsed.value : null
}
