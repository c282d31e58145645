import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { admit } from './admission'
import { clientNetwork } from './client-address'

// Read once per process, on first use.
vi.hoisted(() => (process.env['TRUSTED_PROXIES'] = '1'))

it('a request of Next to this process is of the host and the address of the request that caused it', async () => {
  const { tenantId } = await createTestTenant()
  const host = `${tenantId}.localhost:3000`
  const sent = {
    method: 'GET',
    url: '/',
    headers: { host, 'x-forwarded-for': '10.1.2.3' },
    remoteAddress: '192.0.2.1',
  }
  const first = await admit(sent)
  if ('refuse' in first) throw new Error('refused')
  const { 'x-foyer-own': own = '' } = first.headers
  const headers = {
    host: '127.0.0.1:3000',
    'x-forwarded-host': host,
    'x-foyer-ip': '10.1.2.3',
    'x-forwarded-for': '192.0.2.1',
  }
  const marked = (mark: string) => ({
    ...sent,
    remoteAddress: '127.0.0.1',
    headers: { ...headers, 'x-foyer-own': mark },
  })
  expect(await admit(marked(own))).toMatchObject({
    headers: { host, 'x-foyer-ip': '10.1.2.3', 'x-foyer-tenant': tenantId },
  })
  expect(clientNetwork(marked(own))).toBe('10.1.2.3')
  expect(await admit(marked(randomUUID()))).toMatchObject({ refuse: { status: 421 } })
  expect(clientNetwork(marked(randomUUID()))).toBe('192.0.2.1')
})

it.each([
  ['203.0.113.11:51234', '203.0.113.11'],
  ['[2001:db8:1:1::9]:51234', '2001:db8:1:1::/64'],
  ['[2001:db8:1:1::9]', '2001:db8:1:1::/64'],
  ['[::ffff:203.0.113.11]', '203.0.113.11'],
  ['2001:db8:1:1::9', '2001:db8:1:1::/64'],
  ['unknown', '192.0.2.1'],
  ['_hidden:51234', '192.0.2.1'],
  ['', '192.0.2.1'],
])('%j, as a proxy appended it, is of the network %s', (appended, network) => {
  const headers = { 'x-forwarded-for': `198.51.100.7, ${appended}` }
  expect(clientNetwork({ method: 'GET', url: '/', headers, remoteAddress: '192.0.2.1' })).toBe(network)
})
