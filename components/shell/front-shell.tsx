import type { ReactNode } from 'react'
import { Mark } from '@/components/mark'
import { Avatar } from '@/components/ui/avatar'
import { brandScheme, brandStyle, type BrandColors } from './brand-style'

export interface FrontBrand extends BrandColors {
  displayName: string
  logoUrl?: string | undefined
}

export interface FrontShellProps {
  title: ReactNode
  text?: ReactNode
  brand?: FrontBrand | undefined
  tenantName: string
  tenantColors?: BrandColors | undefined
  children?: ReactNode
  footer?: ReactNode
}

export function FrontShell(props: FrontShellProps) {
  const { title, text, brand, tenantName, tenantColors, children, footer } = props
  const colors = brand ?? tenantColors ?? {}
  return (
    <div
      data-page-scheme={brandScheme(colors.background)}
      style={brandStyle(colors)}
      className="flex min-h-dvh flex-col bg-panel text-foreground"
    >
      <main className="m-auto flex w-full max-w-card flex-col px-4 py-12 max-sm:py-6">
        <div className="flex flex-col gap-6 rounded-lg border bg-background p-8 max-sm:p-5">
          <header className="flex flex-col gap-4">
            <FrontMark brand={brand} tenantName={tenantName} />
            <div className="flex flex-col gap-1">
              <h1 className="text-xl">{title}</h1>
              {text && <div className="text-muted-foreground">{text}</div>}
            </div>
          </header>
          {children}
          {footer && (
            <footer className="flex flex-col gap-2 border-t pt-5 text-muted-foreground">{footer}</footer>
          )}
        </div>
      </main>
    </div>
  )
}

function FrontMark({ brand, tenantName }: { brand: FrontBrand | undefined; tenantName: string }) {
  if (brand?.logoUrl) {
    return (
      <img
        src={brand.logoUrl}
        alt={brand.displayName}
        className="max-h-12 max-w-48 self-start object-contain"
      />
    )
  }
  const name = brand?.displayName ?? tenantName
  return (
    <p className="flex min-w-0 items-center gap-2.5 font-semibold">
      {brand ? <Avatar name={name} shape="square" /> : <Mark className="size-7 shrink-0 text-ring" />}
      <span className="min-w-0">{name}</span>
    </p>
  )
}
