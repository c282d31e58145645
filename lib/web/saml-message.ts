import { randomBytes } from 'node:crypto'

/** An ID in XML begins with no digit. 160 bits (Core, 1.3.4); a RelayState has at most 80 bytes. */
export function newRandomId(): string {
  return `_${randomBytes(20).toString('hex')}`
}

/** Our page from which the browser continues to the provider, with what the cookie of `state` contains. */
export function sendPath(connectionId: string, state: string): string {
  return `/saml/${encodeURIComponent(connectionId)}/send?${new URLSearchParams({ state }).toString()}`
}

/** Paths with a page that has one form, to a provider. */
export function hasProviderForm({ pathname }: Pick<URL, 'pathname'>): boolean {
  return /^\/saml\/\w+\/(?:send|logout)$/.test(pathname)
}
