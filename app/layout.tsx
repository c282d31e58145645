import { CSPProvider } from '@base-ui/react/csp-provider'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { EarlyClicks } from '@/components/shell/early-clicks'
import { PendingBar } from '@/components/shell/pending-bar'
import { readTheme, themeColors } from '@/components/theme'
import { OutdatedFormProvider } from '@/components/form/outdated'
import { Notice } from '@/components/ui/notice'
import { ToastRegion } from '@/components/ui/toast'
import { outdatedForm } from '@/lib/request-state'
import { currentTenant } from '@/lib/web/tenant'
import { tenantMetadata } from './brand-metadata'
import './globals.css'

const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-sans',
  weight: '100 900',
  display: 'swap',
})

const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-mono',
  weight: '100 900',
  display: 'swap',
  preload: false,
})

export async function generateMetadata(): Promise<Metadata> {
  return tenantMetadata(await currentTenant())
}

export async function generateViewport(): Promise<Viewport> {
  const theme = readTheme(await cookies())
  const { primaryColor } = await currentTenant()
  return {
    width: 'device-width',
    initialScale: 1,
    colorScheme: theme === 'system' ? 'light dark' : theme,
    themeColor: primaryColor ?? themeColors(theme),
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const theme = readTheme(await cookies())
  return (
    <html lang="en" data-theme={theme} className={`${sans.variable} ${mono.variable}`}>
      <body>
        <EarlyClicks nonce={nonce} />
        <CSPProvider nonce={nonce} disableStyleElements>
          <PendingBar />
          <OutdatedFormProvider form={outdatedForm()} notice={outdatedForm() && <OutdatedNotice />}>
            {children}
          </OutdatedFormProvider>
          <ToastRegion />
        </CSPProvider>
      </body>
    </html>
  )
}

function OutdatedNotice() {
  return (
    <Notice role="status" className="m-4 in-[body:has([data-outdated-form])]:hidden">
      Foyer was updated while this page was open, and nothing was saved. Check the page and send it again.
    </Notice>
  )
}
