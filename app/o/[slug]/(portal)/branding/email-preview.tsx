'use client'

import { useEffect } from 'react'
import type { Scheme } from '@/components/shell/brand-style'
import type { FrontBrand } from '@/components/shell/front-shell'
import { defaultPrimary } from '@/lib/domain/branding/color'
import { EmailCard } from '@/lib/email/templates/email-card'
import { invitation } from '@/lib/email/templates/invitation'
import { color, darkRules, font } from '@/lib/email/templates/theme'
import type { PreviewContext } from './preview-branding'

interface EmailPreviewProps {
  brand: FrontBrand
  context: PreviewContext
  scheme: Scheme
}

export function EmailPreview({ brand, context, scheme }: EmailPreviewProps) {
  useDarkRules()
  const { displayName, tenantName, inviterName } = context
  const sender = { ...brand, primary: brand.primary ?? defaultPrimary }
  const message = invitation({
    brand: sender,
    tenantName,
    template: 'invitation',
    inviterName,
    inviteeEmail: 'name@example.com',
    organizationName: displayName,
    link: 'https://example.com/invitations/…',
    expiresAt: new Date('2030-01-07T12:00:00Z'),
  })
  return (
    <div
      data-email-scheme={scheme}
      data-scheme={scheme}
      className="page px-3 py-6"
      style={{ backgroundColor: color.page, fontFamily: font.sans }}
    >
      <EmailCard message={message} brand={sender} tenantName={tenantName} />
    </div>
  )
}

/** The content security policy refuses `<style>`. */
function useDarkRules() {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      [data-email-scheme='dark'].page { background-color: #0f1115 !important; }
      [data-email-scheme='dark'] { ${darkRules} }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [])
}
