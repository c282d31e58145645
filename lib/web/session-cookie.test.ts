import { describe, expect, it } from 'vitest'
import { sessionCookieName, cookieNameFor, nextAuthCookies } from './session-cookie'

function tenantAt(url: string, id = 'lumen') {
  return { id, url }
}

describe('the names of cookies', () => {
  it('are of one tenant and one port', () => {
    expect(sessionCookieName(tenantAt('http://localhost:3000'))).toBe('foyer.lumen.3000.session-token')
    expect(sessionCookieName(tenantAt('http://localhost:3001'))).toBe('foyer.lumen.3001.session-token')
    expect(sessionCookieName(tenantAt('http://localhost'))).toBe('foyer.lumen.80.session-token')
    expect(sessionCookieName(tenantAt('http://localhost:3000', 'umbra'))).toBe(
      'foyer.umbra.3000.session-token',
    )
  })

  it('have the prefix __Host- over https', () => {
    expect(sessionCookieName(tenantAt('https://login.test'))).toBe('__Host-foyer.lumen.443.session-token')
    expect(cookieNameFor(tenantAt('https://login.test:4443'), 'device')).toBe(
      '__Host-foyer.lumen.4443.device',
    )
  })

  it('never begin like those of another port, which NextAuth would take for a part', () => {
    const [short, long] = [tenantAt('http://localhost:80'), tenantAt('http://localhost:8080')]
    expect(sessionCookieName(long).startsWith(sessionCookieName(short))).toBe(false)
  })

  it.each(['http://localhost:3000', 'https://login.test'])('replace all of NextAuth’s own at %s', (url) => {
    const isSecure = url.startsWith('https:')
    const cookies = Object.entries(nextAuthCookies(tenantAt(url)))
    const all = 'callbackUrl csrfToken nonce pkceCodeVerifier sessionToken state'
    expect(cookies.map(([name]) => name).sort()).toEqual(all.split(' '))
    for (const [, { name, options }] of cookies) {
      expect(name).toMatch(isSecure ? /^__Host-foyer\.lumen\.443\./ : /^foyer\.lumen\.3000\./)
      expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure })
    }
  })
})
