import { describe, expect, it } from 'vitest'
import { isLoopback, isPublicAddress } from './provider-url'

describe('an address', () => {
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.168.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fc00::1'],
    ...['fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::'],
    ...['', 'localhost', '8.8.8', '0x7f.1', '2130706433', '8.8.8.8.8', 'fe80::1%eth0'],
  ])('%s is not of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it('is this machine’s only in 127.0.0.0/8 and ::1', () => {
    expect(['127.0.0.1', '127.255.0.1', '::1'].map(isLoopback)).toEqual([true, true, true])
    expect(['128.0.0.1', '10.0.0.1', '::2', 'localhost'].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
