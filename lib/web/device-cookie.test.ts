import { describe, expect, it } from 'vitest'
import { deviceIn, newDevice } from './device-cookie'

const ann = { tenantId: 'lumen', emailFolded: 'ann@device.test' }

describe('a device', () => {
  it('is known to the account that signed in on it', () => {
    const cookie = newDevice(ann)
    expect(deviceIn(cookie, ann)).toBe(cookie.split('.')[0])
    expect(deviceIn(cookie, { ...ann, emailFolded: 'ben@device.test' })).toBeUndefined()
    expect(deviceIn(cookie, { ...ann, tenantId: 'umbra' })).toBeUndefined()
    expect(deviceIn('', ann)).toBeUndefined()
  })

  it('is unknown to an authenticator app that was set up later, whatever time its cookie says', () => {
    const cookie = newDevice(ann)
    const [id, time = '', seal] = cookie.split('.')
    const later = new Date(Number(time) + 1)
    expect(deviceIn(cookie, { ...ann, since: new Date(Number(time)) })).toBe(id)
    expect(deviceIn(cookie, { ...ann, since: later })).toBeUndefined()
    const changed = [id, later.getTime(), seal].join('.')
    expect(deviceIn(changed, { ...ann, since: later })).toBeUndefined()
  })
})
