import { accepted, firstBroken, refused, type Parsed, type Rule } from '../text/parsed'
import type { AppType } from './app-type'

interface Input {
  text: string
  url: URL
}

/**
 * A redirect URI of an application, compared exactly: https, http for loopback addresses, and for native applications
 * their own scheme.
 */
export function parseCallback(text: string, appType: AppType): Parsed<string> {
  if (!URL.canParse(text)) return refused(`${text.slice(0, 200)} is no whole URL.`)
  const input = { text, url: new URL(text) }
  const problem = firstBroken(anyUrl, input) ?? firstBroken(rulesFor(appType), input)
  return problem === undefined ? accepted(text) : refused(`${text.slice(0, 200)} ${problem}`)
}

/** An origin from which browser code may call. */
export function parseOrigin(text: string, appType: AppType): Parsed<string> {
  const url = URL.parse(text)
  const isOrigin = url !== null && text === `${url.protocol}//${url.host}` && url.host !== ''
  if (!isOrigin)
    return refused(
      `${text.slice(0, 200)} is no origin: a scheme and a host, such as https://app.example.com.`,
    )
  return parseCallback(text, appType)
}

/** A page or an image of an application: https, or http for loopback addresses. */
export function parsePage(text: string): Parsed<string> {
  return parseCallback(text, 'regular_web')
}

const anyUrl: readonly Rule<Input>[] = [
  { breaks: ({ text }) => text.length > 2000, sentence: 'is longer than 2,000 characters.' },
  { breaks: ({ text }) => /[^\x21-\x7e]/.test(text), sentence: 'has spaces or characters that no URL has.' },
  {
    breaks: ({ text }) => /[*{}]/.test(text),
    sentence:
      'has a wildcard or a placeholder: URLs are compared letter by letter, so each has to be listed.',
  },
  { breaks: ({ text }) => text.includes('#'), sentence: 'has a fragment.' },
  { breaks: ({ url }) => url.username !== '' || url.password !== '', sentence: 'has a user or a password.' },
]

const forbiddenSchemes = new Set([
  'javascript:',
  'vbscript:',
  'data:',
  'blob:',
  'file:',
  'about:',
  'filesystem:',
])
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

const web: readonly Rule<Input>[] = [
  {
    breaks: ({ url }) => url.protocol !== 'https:' && url.protocol !== 'http:',
    sentence: 'has a scheme of its own, which only native applications may have.',
  },
  {
    breaks: ({ url }) => url.protocol === 'http:' && !isLoopback(url) && !url.hostname.endsWith('.localhost'),
    sentence: 'has to begin with https; http is for localhost only.',
  },
]
const native: readonly Rule<Input>[] = [
  {
    breaks: ({ url }) => forbiddenSchemes.has(url.protocol),
    sentence: 'has a scheme that runs or reads things.',
  },
  {
    breaks: ({ url }) => url.protocol === 'http:' && !isLoopback(url),
    sentence: 'has to begin with https; http is for localhost only.',
  },
  {
    breaks: ({ url }) => url.protocol === 'https:' && isLoopback(url),
    sentence: 'has to begin with http, since it leads to the machine itself.',
  },
]

function rulesFor(appType: AppType): readonly Rule<Input>[] {
  return appType === 'native' ? native : web
}

function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname)
}
