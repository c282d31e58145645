import { describe, expect, it } from 'vitest'
import { cookiesForBrowser, cookiesForProvider } from './interaction-cookies'

const kept = 'path=/; expires=Thu, 26 Nov 2026 12:00:00 GMT; httponly'

function begun(uid: string): string[] {
  return [
    `foyer-interaction=${uid}; ${kept}`,
    `foyer-interaction.sig=abc; ${kept}`,
    `foyer-resume=${uid}; path=/authorize/${uid}`,
  ]
}

function cookie(...uids: string[]): string {
  return uids.map((uid) => `foyer-interaction-${uid}=${uid}; foyer-interaction-${uid}.sig=abc`).join('; ')
}

function endedIn(lines: string[]): (string | undefined)[] {
  return lines.filter((line) => line.includes('=; Max-Age=0; Path=/')).map((line) => line.split('=', 1)[0])
}

describe('cookiesForBrowser', () => {
  it('names a sign-in’s cookie and its signature by its uid, and leaves the rest', () => {
    expect(cookiesForBrowser([...begun('one-_1'), 'foyer-other=1'], { sent: '' })).toEqual([
      `foyer-interaction-one-_1=one-_1; ${kept}`,
      `foyer-interaction-one-_1.sig=abc; ${kept}`,
      'foyer-resume=one-_1; path=/authorize/one-_1',
      'foyer-other=1',
    ])
  })

  it('keeps six interactions and removes the oldest', () => {
    const lines = cookiesForBrowser(begun('h'), { sent: `a=1; ${cookie('a', 'b', 'c', 'd', 'e', 'f', 'g')}` })
    expect(endedIn(lines)).toEqual(['a', 'a.sig', 'b', 'b.sig'].map((name) => `foyer-interaction-${name}`))
    expect(endedIn(cookiesForBrowser(begun('f'), { sent: cookie('a', 'b', 'c', 'd', 'e') }))).toEqual([])
  })

  it('forgets one that is over, also where another begins', () => {
    const over = ['foyer-resume=; path=/authorize/a; expires=Thu, 01 Jan 1970 00:00:00 GMT']
    const request = { sent: cookie('a', 'b'), resumed: 'a' }
    const names = ['foyer-interaction-a', 'foyer-interaction-a.sig']
    expect(endedIn(cookiesForBrowser(over, request))).toEqual(names)
    expect(endedIn(cookiesForBrowser([...over, ...begun('c')], request))).toEqual(names)
    expect(cookiesForBrowser(['foyer-other=1'], request)).toEqual(['foyer-other=1'])
  })

  it('ends nothing whose name is none of ours', () => {
    const sent = `${cookie('a', 'b', 'c', 'd', 'e')}; foyer-interaction-x,y=1; foyer-interaction-é=1`
    expect(endedIn(cookiesForBrowser(begun('f'), { sent }))).toEqual([])
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
