import { Mark } from '@/components/mark'
import { Avatar } from '@/components/ui/avatar'
import type { Scheme } from './brand-style'

export interface BrandPictures {
  displayName: string
  logoUrl?: string | undefined
  darkLogoUrl?: string | undefined
  iconUrl?: string | undefined
}

interface BrandMarkProps {
  brand: BrandPictures | undefined
  tenantName: string
  /** Where the page is not in the visitor’s own. */
  scheme?: Scheme | undefined
}

/** The logo, or the icon and the name. */
export function BrandMark({ brand, tenantName, scheme }: BrandMarkProps) {
  const { logoUrl, darkLogoUrl = logoUrl } = brand ?? {}
  if (brand && logoUrl) {
    const isOne = scheme !== undefined || logoUrl === darkLogoUrl
    if (isOne) return <Logo url={scheme === 'dark' ? darkLogoUrl : logoUrl} name={brand.displayName} />
    return (
      <>
        <Logo url={logoUrl} name={brand.displayName} className="light-only" />
        <Logo url={darkLogoUrl} name={brand.displayName} className="dark-only" />
      </>
    )
  }
  const name = brand?.displayName ?? tenantName
  return (
    <p className="flex min-w-0 items-center gap-2.5 font-semibold">
      {brand ? <Avatar name={name} imageUrl={brand.iconUrl} shape="square" /> : <Mark name={name} />}
      <span className="min-w-0">{name}</span>
    </p>
  )
}

interface LogoProps {
  url: string | undefined
  name: string
  className?: string
}

function Logo({ url, name, className = '' }: LogoProps) {
  return (
    <img
      src={url}
      alt={name}
      // A browser does not load the one that is not shown.
      loading={className ? 'lazy' : undefined}
      className={`max-h-12 max-w-48 self-start object-contain ${className}`}
    />
  )
}
