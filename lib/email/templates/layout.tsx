import { Body, Head, Html, Preview } from 'react-email'
import type { Brand } from '../email'
import { EmailCard, type EmailMessage } from './email-card'
import { color, darkStyles, font } from './theme'

export function Layout({
  message,
  brand,
  tenantName,
}: {
  message: EmailMessage
  brand: Brand
  tenantName: string
}) {
  return (
    <Html lang="en">
      <Head>
        <title>{message.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{darkStyles}</style>
      </Head>
      <Body
        className="page"
        style={{ backgroundColor: color.page, fontFamily: font.sans, margin: 0, padding: '24px 12px' }}
      >
        <Preview useTitleTag={false}>{message.preview}</Preview>
        <EmailCard message={message} brand={webBrand(brand)} tenantName={tenantName} />
      </Body>
    </Html>
  )
}

/** Without pictures from other than web addresses. */
function webBrand(brand: Brand): Brand {
  const [logoUrl, darkLogoUrl, iconUrl] = [brand.logoUrl, brand.darkLogoUrl, brand.iconUrl].map((url) =>
    url !== undefined && /^https?:\/\//i.test(url) ? url : undefined,
  )
  return { ...brand, logoUrl, darkLogoUrl, iconUrl }
}
