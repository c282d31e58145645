import { z } from 'zod'
import type { AppType } from './app-type'

const forbiddenScheme = /^(javascript|vbscript|data|blob|file|about|filesystem):$/
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

const exactUrl = z
  .string()
  .refine((text) => URL.canParse(text), sentence('is not a complete URL.'))
  .refine((text) => text.length <= 2000, sentence('is longer than 2,000 characters.'))
  .refine((text) => !/[^\x21-\x7e]/.test(text), sentence('has spaces or characters that URLs cannot have.'))
  .refine(
    (text) => !/[*{}]/.test(text),
    sentence(
      'has a wildcard or a placeholder: URLs are compared letter by letter, so each has to be listed.',
    ),
  )
  .refine((text) => !text.includes('#'), sentence('has a fragment.'))
  .refine((text) => hasNoUser(new URL(text)), sentence('has a user or a password.'))

const webUrl = exactUrl
  .refine(
    (text) => isHttp(new URL(text)),
    sentence('has a scheme of its own, which only native applications may have.'),
  )
  .refine(
    (text) => isHttpsOrLocalhost(new URL(text)),
    sentence('has to begin with https; http is for localhost only.'),
  )

const nativeUrl = exactUrl
  .refine(
    (text) => !forbiddenScheme.test(new URL(text).protocol),
    sentence('has a scheme that can run code or read files.'),
  )
  .refine(
    (text) => new URL(text).protocol !== 'http:' || isLoopback(new URL(text)),
    sentence('has to begin with https; http is for localhost only.'),
  )
  .refine(
    (text) => new URL(text).protocol !== 'https:' || !isLoopback(new URL(text)),
    sentence('has to begin with http, since it leads to the machine itself.'),
  )

/** https, http on localhost, and custom schemes for native applications. */
export function callbackUrl(appType: AppType): z.ZodType<string, string> {
  return appType === 'native' ? nativeUrl : webUrl
}

export function originUrl(appType: AppType): z.ZodType<string, string> {
  return z
    .string()
    .refine(isOrigin, sentence('is not an origin: a scheme and a host, such as https://app.example.com.'))
    .pipe(callbackUrl(appType))
}

export const pageUrl = webUrl

/** Names the URL, since a list may have many. */
function sentence(rest: string) {
  return { error: ({ input }: { input?: unknown }) => `${String(input).slice(0, 200)} ${rest}`, abort: true }
}

function hasNoUser({ username, password }: URL): boolean {
  return username === '' && password === ''
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:'
}

function isHttpsOrLocalhost(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url) || url.hostname.endsWith('.localhost')
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && text === `${url.protocol}//${url.host}` && url.host !== ''
}

function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname)
}
