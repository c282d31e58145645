import { describe, expect, it } from 'vitest'
import { headProblem, shortUserAgent } from './head-limits'

function get(url: string, cookie?: string) {
  return { method: 'GET', url, headers: { cookie }, remoteAddress: '127.0.0.1' }
}

describe('an address', () => {
  it('may have 500 parameters', () => {
    expect(headProblem(get(`/?${'q=a&'.repeat(499)}q=a`))).toBeNull()
  })

  it.each(['q=a&', '&', 'q[]=&', 'a[b]=c&'])('may have no more: %s', (parameter) => {
    expect(headProblem(get(`/?${parameter.repeat(500)}q=a`))).toBe('badAddress')
  })
})

describe('a request', () => {
  it('names one host', () => {
    expect(headProblem({ ...get('/'), hosts: ['lumen.test'] })).toBeNull()
    expect(headProblem({ ...get('/'), hosts: ['lumen.test', 'lumen.test'] })).toBe('badAddress')
  })

  it('may come with 300 cookies', () => {
    expect(headProblem(get('/', `${'a=b; '.repeat(299)}a=b`))).toBeNull()
    expect(headProblem(get('/'))).toBeNull()
  })

  it.each(['a=b; ', ';', 'a;'])('may come with no more: %s', (cookie) => {
    expect(headProblem(get('/', `${cookie.repeat(300)}a=b`))).toBe('tooManyCookies')
  })
})

describe('a User-Agent', () => {
  const withAgent = (agent: string) => ({ ...get('/'), headers: { 'user-agent': agent } })

  it('of 500 characters stays as it is', () => {
    expect(shortUserAgent(withAgent('-'.repeat(500)))).toEqual({})
    expect(shortUserAgent(get('/'))).toEqual({})
  })

  it('that is longer is cut to that', () => {
    expect(shortUserAgent(withAgent('-'.repeat(10_000)))).toEqual({ 'user-agent': '-'.repeat(500) })
  })
})
