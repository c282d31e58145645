import { describe, expect, it } from 'vitest'
import { networkList } from './networks'

describe('a list of networks as it is typed', () => {
  it.each([
    ['192.0.2.0/24\n2001:db8::/32', ['192.0.2.0/24', '2001:db8::/32']],
    [' 192.0.2.7, ::1 ;192.0.2.7 ', ['192.0.2.7', '::1']],
    ['::ffff:192.0.2.7', ['192.0.2.7']],
    ['10.0.0.0/08', ['10.0.0.0/8']],
    ['', []],
  ])('%s', (text, read) => expect(networkList.parse(text)).toEqual(read))

  it.each([
    '192.0.2.0/33',
    '2001:db8::/129',
    '192.0.2.0/-1',
    '192.0.2.0/24/24',
    '192.0.2.0/',
    '192.0.2.0/255.255.255.0',
    '192.0.2',
    '300.0.0.1',
    'fe80::1%eth0',
    '::ffff:192.0.2.0/120',
    '::ffff:192.0.2.0/24',
    'acme.test',
    '*',
  ])('refuses %s, and says which', (text) => {
    const { error } = networkList.safeParse(`192.0.2.7 ${text}`)
    expect(error?.issues[0]?.message).toContain(`“${text}”`)
  })

  it('takes at most 100', () => {
    const list = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index}`).join(' ')
    expect(networkList.parse(list(100))).toHaveLength(100)
    expect(networkList.safeParse(list(101)).success).toBe(false)
  })
})
