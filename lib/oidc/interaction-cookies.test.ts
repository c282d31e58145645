import { describe, expect, it } from 'vitest'
import { cookiesForBrowser, cookiesForProvider } from './interaction-cookies'

const attributes = 'path=/; expires=Thu, 26 Nov 2026 12:00:00 GMT; httponly'

function started(uid: string): string[] {
  return [
    `foyer-interaction=${uid}; ${attributes}`,
    `foyer-interaction.sig=abc; ${attributes}`,
    `foyer-resume=${uid}; path=/authorize/${uid}`,
  ]
}

function cookie(...uids: string[]): string {
  return uids.map((uid) => `foyer-interaction-${uid}=${uid}; foyer-interaction-${uid}.sig=abc`).join('; ')
}

function expiredIn(lines: string[]): (string | undefined)[] {
  return lines.filter((line) => line.includes('=; Max-Age=0; Path=/')).map((line) => line.split('=', 1)[0])
}

describe('cookiesForBrowser', () => {
  it('names a sign-in’s cookie and its signature by its uid, and leaves the rest', () => {
    expect(cookiesForBrowser([...started('one-_1'), 'foyer-other=1'], { sent: '' })).toEqual([
      `foyer-interaction-one-_1=one-_1; ${attributes}`,
      `foyer-interaction-one-_1.sig=abc; ${attributes}`,
      'foyer-resume=one-_1; path=/authorize/one-_1',
      'foyer-other=1',
    ])
  })

  it('keeps six interactions and removes the oldest', () => {
    const lines = cookiesForBrowser(started('h'), {
      sent: `a=1; ${cookie('a', 'b', 'c', 'd', 'e', 'f', 'g')}`,
    })
    expect(expiredIn(lines)).toEqual(['a', 'a.sig', 'b', 'b.sig'].map((name) => `foyer-interaction-${name}`))
    expect(expiredIn(cookiesForBrowser(started('f'), { sent: cookie('a', 'b', 'c', 'd', 'e') }))).toEqual([])
  })

  it('removes one that has ended, also where another starts', () => {
    const ended = ['foyer-resume=; path=/authorize/a; expires=Thu, 01 Jan 1970 00:00:00 GMT']
    const request = { sent: cookie('a', 'b'), resumed: 'a' }
    const names = ['foyer-interaction-a', 'foyer-interaction-a.sig']
    expect(expiredIn(cookiesForBrowser(ended, request))).toEqual(names)
    expect(expiredIn(cookiesForBrowser([...ended, ...started('c')], request))).toEqual(names)
    expect(cookiesForBrowser(['foyer-other=1'], request)).toEqual(['foyer-other=1'])
  })

  it('removes no cookie that is not ours', () => {
    const sent = `${cookie('a', 'b', 'c', 'd', 'e')}; foyer-interaction-x,y=1; foyer-interaction-é=1`
    expect(expiredIn(cookiesForBrowser(started('f'), { sent }))).toEqual([])
  })
})

describe('cookiesForProvider', () => {
  it('shows the one that is asked for under the provider’s name', () => {
    const sent = `foyer-resume=a; ${cookie('a', 'b')}; foyer-interaction=c`
    expect(cookiesForProvider(sent, 'b')).toBe('foyer-interaction=b; foyer-interaction.sig=abc')
  })

  it.each(['c', '', 'a.sig', '.*'])('shows no page for “%s”', (uid) => {
    expect(cookiesForProvider(cookie('a', 'b'), uid)).not.toContain('foyer-interaction=')
  })
})
