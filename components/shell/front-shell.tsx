import type { ReactNode } from 'react'
import { joinClasses } from '../ui/join-classes'
import { BrandMark, type BrandPictures } from './brand-mark'
import { brandScheme, brandStyle, type BrandColors, type Scheme } from './brand-style'

export interface FrontBrand extends BrandColors, BrandPictures {
  headline?: string | null | undefined
  links?: { label: string; href: string }[] | undefined
}

interface FrontCardProps {
  title: ReactNode
  /** Where the card is not a page of its own. */
  as?: 'h1' | 'h3' | undefined
  text?: ReactNode
  brand?: FrontBrand | undefined
  tenantName: string
  /** Instead of the one of the brand’s background, or the visitor’s. */
  scheme?: Scheme | undefined
  children?: ReactNode
  footer?: ReactNode
}

interface FrontShellProps extends FrontCardProps {
  tenantColors?: BrandColors | undefined
  /** For pages with instructions. */
  isWide?: boolean | undefined
}

export function FrontShell({ tenantColors, isWide = false, ...card }: FrontShellProps) {
  const colors = card.brand ?? tenantColors ?? {}
  const scheme = brandScheme(colors.background)
  return (
    <div
      data-page-scheme={scheme}
      style={brandStyle(colors)}
      className="flex min-h-dvh flex-col bg-panel text-foreground"
    >
      <main
        className={joinClasses(
          'm-auto flex w-full flex-col px-4 py-12 max-sm:py-6',
          isWide ? 'max-w-wide-card' : 'max-w-card',
        )}
      >
        <FrontCard {...card} scheme={scheme} />
      </main>
    </div>
  )
}

export function FrontCard(props: FrontCardProps) {
  const { title, as: Heading = 'h1', text, brand, tenantName, scheme, children, footer } = props
  return (
    <div className="flex flex-col gap-6 rounded-lg border bg-background p-8 max-sm:p-5">
      <header className="flex flex-col gap-4">
        <BrandMark brand={brand} tenantName={tenantName} scheme={scheme} />
        <div className="flex flex-col gap-1">
          <Heading className="text-xl">{title}</Heading>
          {brand?.headline && <p className="wrap-anywhere">{brand.headline}</p>}
          {text && <div className="text-muted-foreground">{text}</div>}
        </div>
      </header>
      {children}
      {footer && (
        <footer className="flex flex-col gap-2 border-t pt-5 text-muted-foreground">{footer}</footer>
      )}
      {brand?.links && brand.links.length > 0 && <BrandLinks {...brand} links={brand.links} />}
    </div>
  )
}

function BrandLinks({
  displayName,
  links,
}: {
  displayName: string
  links: { label: string; href: string }[]
}) {
  return (
    <nav aria-label={displayName} className="border-t pt-5">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted-foreground">
        {links.map(({ label, href }) => (
          <li key={label}>
            <a href={href} rel="noreferrer" className="rounded-sm underline-offset-4 hover:underline">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
