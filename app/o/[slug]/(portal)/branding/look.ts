import type { BrandColors } from '@/components/shell/brand-style'
import {
  type Colours,
  effectiveColours,
  validateColours,
  onColour,
  findHexColor,
} from '@/lib/domain/branding/colour'

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
  const own = { primaryColor: findHexColor(typed.primary), backgroundColor: findHexColor(typed.background) }
  const { primaryColor: primary, backgroundColor: background } = effectiveColours(own, tenants)
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
  const check = validateColours({ primary, background: background ?? '#ffffff' })
  return check.ok ? null : check.nearest
}
