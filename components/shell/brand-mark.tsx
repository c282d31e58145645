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
  if (brand?.logoUrl) return <Logos brand={brand} logoUrl={brand.logoUrl} scheme={scheme} />
  return (
    <p className="flex min-w-0 items-center gap-2.5 font-semibold">
      {brand ? (
        <Avatar name={brand.displayName} imageUrl={brand.iconUrl} shape="square" />
      ) : (
        <Mark name={tenantName} />
      )}
      <span className="min-w-0">{brand?.displayName ?? tenantName}</span>
    </p>
  )
}

interface LogosProps {
  brand: BrandPictures
  logoUrl: string
  scheme: Scheme | undefined
}

function Logos({ brand, logoUrl, scheme }: LogosProps) {
  const { displayName, darkLogoUrl = logoUrl } = brand
  if (scheme !== undefined || logoUrl === darkLogoUrl)
    return <Logo url={scheme === 'dark' ? darkLogoUrl : logoUrl} name={displayName} />
  return (
    <>
      <Logo url={logoUrl} name={displayName} className="light-only" />
      <Logo url={darkLogoUrl} name={displayName} className="dark-only" />
    </>
  )
}

interface LogoProps {
  url: string
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
