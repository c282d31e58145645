import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { networkLimit, noteNetworkLimit } from './network-limits'

const action = 'a1'.repeat(21)

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

let networks = 0

/** From a network of its own. */
function sent({ path = '/sign-in', headers = {}, form = '' } = {}) {
  const incoming = {
    method: 'POST',
    url: path,
    headers: { host: 'login.acme.test', ...headers },
    remoteAddress: undefined,
  }
  return { incoming, network: `network ${networks++}`, bytes: Buffer.from(form) }
}

it('a network that has reached a limit is refused at the same place until the limit ends', () => {
  const first = sent()
  expect(networkLimit(first)).toBeNull()
  noteNetworkLimit(first, 60)
  expect(networkLimit(first)).toBe(60)
  vi.advanceTimersByTime(59_500)
  expect(networkLimit(first)).toBe(1)
  vi.advanceTimersByTime(500)
  expect(networkLimit(first)).toBeNull()
})

it('another network, host, path or method is not refused', () => {
  const first = sent()
  noteNetworkLimit(first, 60)
  const { incoming } = first
  const others = [
    { ...first, network: 'another' },
    { ...first, incoming: { ...incoming, url: '/sign-up' } },
    { ...first, incoming: { ...incoming, method: 'GET' } },
    { ...first, incoming: { ...incoming, headers: { host: 'login.globex.test' } } },
  ]
  expect(others.map(networkLimit)).toEqual([null, null, null, null])
  for (const url of ['/sign-in?return_to=/orgs', '/sign%2Din'])
    expect(networkLimit({ ...first, incoming: { ...incoming, url } }), url).toBe(60)
  const headers = { ...incoming.headers, 'next-action': 'no action' }
  expect(networkLimit({ ...first, incoming: { ...incoming, headers } })).toBe(60)
})

it.each([
  [
    'sent by a script',
    { headers: { 'next-action': action } },
    { headers: { 'next-action': 'b2'.repeat(21) } },
  ],
  ['without bound arguments', { form: `$ACTION_ID_${action}` }, { form: `$ACTION_ID_${'b2'.repeat(21)}` }],
  [
    'with its state',
    { form: `$ACTION_1:0"{"id":"${action}"` },
    { form: `$ACTION_1:0"{"id":"${'b2'.repeat(21)}"` },
  ],
])('another form of the page, %s, is not refused', (_, given, other) => {
  const first = sent(given)
  noteNetworkLimit(first, 60)
  expect(networkLimit(first)).toBe(60)
  expect(networkLimit({ ...sent(other), network: first.network })).toBeNull()
})

it('a device that an account knows has limits of its own', () => {
  const first = sent()
  noteNetworkLimit(first, 60)
  for (const name of ['foyer.lumen.3000.device', '__Host-foyer.lumen.443.device']) {
    const headers = { ...first.incoming.headers, cookie: `theme=dark; ${name}=id.time.seal` }
    expect(networkLimit({ ...first, incoming: { ...first.incoming, headers } })).toBeNull()
  }
})
