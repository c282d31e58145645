import { beforeEach, expect, it, vi } from 'vitest'

const url = 'https://login.example.com'
vi.mock('@/lib/web/tenant', () => ({ currentTenant: async () => ({ url }) }))

beforeEach(() => {
  vi.resetModules()
  vi.useRealTimers()
})

async function getSecurityText(contact: string): Promise<Response> {
  vi.stubEnv('FOYER_SECURITY_CONTACT', contact)
  const { GET } = await import('./security.txt/route')
  return GET()
}

it('security.txt names the contact that the operator sets, for 30 days', async () => {
  vi.useFakeTimers({ now: new Date('2026-12-02T10:00:00Z'), toFake: ['Date'] })
  const response = await getSecurityText('mailto:security@example.com')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toBe(
    [
      'Contact: mailto:security@example.com',
      'Expires: 2027-01-01T10:00:00.000Z',
      `Canonical: ${url}/.well-known/security.txt`,
      '',
    ].join('\r\n'),
  )
})

it('security.txt is a 404 without a contact', async () => {
  expect((await getSecurityText('')).status).toBe(404)
})

it('change-password leads to where a person changes their password', async () => {
  const { GET } = await import('./change-password/route')
  const { status, headers } = await GET()
  expect([status, headers.get('location')]).toEqual([303, '/account#password'])
})
