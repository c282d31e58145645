import { accepted, firstBroken, refused, type Parsed, type Rule } from '../text/parsed'
import type { AppType } from './client-fields'

interface Written {
  text: string
  url: URL
}

/**
 * Where an application is sent back to, compared letter by letter: https, http on the machine itself, and for native
 * applications a scheme of their own.
 */
export function parseCallback(text: string, appType: AppType): Parsed<string> {
  if (!URL.canParse(text)) return refused(`${text.slice(0, 200)} is no whole URL.`)
  const written = { text, url: new URL(text) }
  const problem = firstBroken(exact, written) ?? firstBroken(rulesFor(appType), written)
  return problem === undefined ? accepted(text) : refused(`${text.slice(0, 200)} ${problem}`)
}

/** An origin of browser code. */
export function parseOrigin(text: string, appType: AppType): Parsed<string> {
  const url = URL.parse(text)
  const isOrigin = url !== null && text === `${url.protocol}//${url.host}` && url.host !== ''
  if (!isOrigin)
    return refused(
      `${text.slice(0, 200)} is no origin: a scheme and a host, such as https://app.example.com.`,
    )
  return parseCallback(text, appType)
}

/** Where an application begins a sign-in by itself, or shows its logo: https, or http on the machine itself. */
export function parsePage(text: string): Parsed<string> {
  return parseCallback(text, 'regular_web')
}

const exact: readonly Rule<Written>[] = [
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

const neverSchemes = new Set(['javascript:', 'vbscript:', 'data:', 'blob:', 'file:', 'about:', 'filesystem:'])
const machineItself = new Set(['localhost', '127.0.0.1', '[::1]'])

const onTheWeb: readonly Rule<Written>[] = [
  {
    breaks: ({ url }) => url.protocol !== 'https:' && url.protocol !== 'http:',
    sentence: 'has a scheme of its own, which only native applications may have.',
  },
  {
    breaks: ({ url }) => url.protocol === 'http:' && !isLoopback(url) && !url.hostname.endsWith('.localhost'),
    sentence: 'has to begin with https; http is for localhost only.',
  },
]
const native: readonly Rule<Written>[] = [
  {
    breaks: ({ url }) => neverSchemes.has(url.protocol),
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

function rulesFor(appType: AppType): readonly Rule<Written>[] {
  return appType === 'native' ? native : onTheWeb
}

function isLoopback({ hostname }: URL): boolean {
  return machineItself.has(hostname)
}
