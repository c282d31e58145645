import { describe, expect, it } from 'vitest'
import { isPageForm, readPageForm } from './form-limits'

const boundary = 'edge'
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }
const action = { 'next-action': '7f', 'content-type': 'text/plain;charset=UTF-8' }

function form(parts: [name: string, value: string][], disposition = ''): string {
  const written = parts.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${disposition}\r\n\r\n${value}\r\n`,
  )
  return `${written.join('')}--${boundary}--\r\n`
}

async function isWithin(
  body: string,
  headers: Record<string, string> = multipart,
): Promise<boolean | undefined> {
  const incoming = { method: 'POST', url: '/', headers, remoteAddress: undefined }
  return (await readPageForm(incoming, new TextEncoder().encode(body)))?.isWithinLimits
}

describe('a page’s form', () => {
  it('is a multipart body or an action’s arguments, sent to a page', () => {
    const isForm = (url: string, headers: Record<string, string>, method = 'POST') =>
      isPageForm({ method, url, headers, remoteAddress: undefined })
    expect(isForm('/sign-in', multipart)).toBe(true)
    expect(isForm('/sign-in', action)).toBe(true)
    expect(isForm('/sign-in', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(false)
    expect(isForm('/sign-in', multipart, 'GET')).toBe(false)
    for (const url of ['/api/v2/users', '/oauth/token', '/api/auth/session'])
      expect(isForm(url, multipart), url).toBe(false)
    for (const url of [
      '/oauth/nothing',
      '/oauth/token/x',
      '/api/nothing',
      '/api/auth',
      '/api/health/nothing',
    ])
      expect(isForm(url, action), url).toBe(true)
  })

  it('passes as browsers and React send it, brackets in texts included', async () => {
    expect(await isWithin(form([['email', '$100 [and more']]))).toBe(true)
    expect(await isWithin(form([['0', JSON.stringify(['['.repeat(500), { status: 'idle' }, '$K1'])]]))).toBe(
      true,
    )
  })

  it('has at most 1,000 parts', async () => {
    const parts = (count: number) => form(Array.from({ length: count }, () => ['a', 'b'] as [string, string]))
    expect(await isWithin(parts(990))).toBe(true)
    expect(await isWithin(parts(1001))).toBe(false)
  })

  it('has at most 100 KB of text, pictures aside', async () => {
    expect(await isWithin(form([['a', 'x'.repeat(102_000)]]))).toBe(true)
    expect(await isWithin(form([['a', 'x'.repeat(103_000)]]))).toBe(false)
    expect(await isWithin(form([['a', '{'.repeat(200_000)]], '; filename="a.png"'))).toBe(true)
  })

  it('has at most 100 KB of headers of its parts', async () => {
    const headers = (bytes: number) => form([['a', 'b']], `; filename="a.png"\r\nX-A: ${'x'.repeat(bytes)}`)
    expect(await isWithin(headers(102_000))).toBe(true)
    expect(await isWithin(headers(103_000))).toBe(false)
  })

  it('nests at most 100 deep', async () => {
    for (const pair of ['[]', '{}']) {
      const nested = (depth: number) => pair.charAt(0).repeat(depth) + pair.charAt(1).repeat(depth)
      expect(await isWithin(form([['0', nested(100)]]))).toBe(true)
      expect(await isWithin(form([['0', nested(101)]]))).toBe(false)
      expect(await isWithin(nested(101), action)).toBe(false)
    }
  })

  it('has at most 1,000 references of React', async () => {
    const referring = (count: number) => JSON.stringify(Array.from({ length: count }, () => '$0'))
    expect(await isWithin(form([['0', referring(1000)]]))).toBe(true)
    expect(await isWithin(form([['0', referring(1001)]]))).toBe(false)
    expect(await isWithin(referring(1001), action)).toBe(false)
    expect(await isWithin(referring(1001).replaceAll('$', '\\u0024'), action)).toBe(false)
    expect(
      await isWithin(
        form([
          ['0', referring(600)],
          ['1', referring(600)],
        ]),
      ),
    ).toBe(false)
  })

  it('is refused when it is cut off or has no boundary', async () => {
    const whole = form([['email', 'ann@acme.test']])
    expect(await isWithin(whole.slice(0, -10))).toBe(false)
    expect(await isWithin(whole, { 'content-type': 'multipart/form-data' })).toBe(false)
  })

  it('is refused when its boundary could be read in two ways', async () => {
    const parts = form(Array.from({ length: 1100 }, () => ['a', ''] as [string, string]))
    for (const written of ['"ed\\ge"', '"edge\\\\"', 'ed\\ge', '"édge"'])
      expect(await isWithin(parts, { 'content-type': `multipart/form-data; boundary=${written}` })).toBe(
        false,
      )
  })

  it('is refused when its type could name two boundaries', async () => {
    const whole = form([['email', 'ann@acme.test']])
    for (const type of [`a="; boundary=x"; boundary=${boundary}`, `boundary=${boundary}; boundary=x`])
      expect(await isWithin(whole, { 'content-type': `multipart/form-data; ${type}` }), type).toBe(false)
  })
})
