import type { BrandDetails } from './brand-details'

export interface BrandLink {
  label: string
  href: string
}

type Linked = Pick<BrandDetails, 'support' | 'termsUrl' | 'privacyUrl'>

/** Without zod, because the branding form runs it in the browser. */
export function brandLinks({ support, termsUrl, privacyUrl }: Linked): BrandLink[] {
  const supportUrl = support !== null && !support.startsWith('https:') ? `mailto:${support}` : support
  const links = [
    ['Support', supportUrl],
    ['Terms', termsUrl],
    ['Privacy', privacyUrl],
  ] as const
  return links.flatMap(([label, href]) => (href === null ? [] : [{ label, href }]))
}
