import { describe, expect, it, vi } from 'vitest'
import { alphanumericFrom, newId, type IdKind } from './ids'

const formats: Record<IdKind, RegExp> = {
  organization: /^org_[A-Za-z0-9]{16}$/,
  role: /^rol_[A-Za-z0-9]{16}$/,
  templateRole: /^trl_[A-Za-z0-9]{16}$/,
  connection: /^con_[A-Za-z0-9]{16}$/,
  connectionProfile: /^cop_[A-Za-z0-9]{16}$/,
  userAttributeProfile: /^uap_[A-Za-z0-9]{16}$/,
  selfServiceProfile: /^ssp_[A-Za-z0-9]{16}$/,
  ssoTicket: /^sst_[A-Za-z0-9]{16}$/,
  invitation: /^uinv_[A-Za-z0-9]{16}$/,
  joinLink: /^jln_[A-Za-z0-9]{16}$/,
  clientGrant: /^cgr_[A-Za-z0-9]{16}$/,
  resourceServer: /^[0-9a-f]{24}$/,
  user: /^auth0\|[0-9a-f]{24}$/,
  client: /^[A-Za-z0-9]{32}$/,
  clientSecret: /^[A-Za-z0-9_-]{64}$/,
  session: /^ses_[A-Za-z0-9]{22}$/,
  proof: /^prf_[A-Za-z0-9]{22}$/,
  secret: /^sec_[A-Za-z0-9]{22}$/,
  authorization: /^atz_[A-Za-z0-9]{22}$/,
  signingKey: /^[A-Za-z0-9]{22}$/,
  pendingSignIn: /^psi_[A-Za-z0-9]{32}$/,
  passkey: /^psk_[A-Za-z0-9]{22}$/,
  theme: /^[A-Za-z0-9]{32}$/,
  supportAccess: /^sup_[A-Za-z0-9]{21}$/,
  joinRequest: /^jrq_[A-Za-z0-9]{21}$/,
  discoveryDomain: /^ord_[A-Za-z0-9]{21}$/,
  directoryToken: /^tok_[A-Za-z0-9]{16}$/,
  directorySecret: /^scim_[A-Za-z0-9_-]{43}$/,
  directoryUser: /^scu_[A-Za-z0-9]{21}$/,
  directoryGroup: /^scg_[A-Za-z0-9]{21}$/,
  directoryRequest: /^scr_[0-9a-hjkmnp-tv-z]{30}$/,
  identity: /^idn_[A-Za-z0-9]{22}$/,
  image: /^img_[A-Za-z0-9]{22}$/,
  event: /^log_[0-9a-hjkmnp-tv-z]{30}$/,
  logStream: /^lst_[A-Za-z0-9]{16}$/,
  webhook: /^whk_[A-Za-z0-9]{21}$/,
  webhookDelivery: /^whd_[0-9a-hjkmnp-tv-z]{30}$/,
  webhookAttempt: /^wha_[0-9a-hjkmnp-tv-z]{30}$/,
  mail: /^mail_[0-9a-hjkmnp-tv-z]{30}$/,
}

describe('newId', () => {
  it.each(Object.entries(formats))('%s ids have their format and never repeat', (kind, format) => {
    const ids = Array.from({ length: 500 }, () => newId(kind as IdKind))
    for (const id of ids) expect(id).toMatch(format)
    expect(new Set(ids).size).toBe(500)
  })

  it.each(['event', 'mail'] as const)('%s ids sort in the order they were made', (kind) => {
    const ids = Array.from({ length: 5_000 }, () => newId(kind))
    expect([...ids].sort()).toEqual(ids)
    expect([...ids].sort(new Intl.Collator('en').compare)).toEqual(ids)
  })

  it('ids sort by their millisecond, and a clock set back does not reorder them', () => {
    vi.useFakeTimers({ now: Date.UTC(2100, 0, 1) })
    const first = newId('event')
    vi.setSystemTime(Date.UTC(2100, 0, 2))
    const second = newId('event')
    vi.setSystemTime(Date.UTC(2099, 0, 1))
    const third = newId('event')
    vi.useRealTimers()
    expect([third, first, second].sort()).toEqual([first, second, third])
  })
})

describe('alphanumericFrom', () => {
  it('gives every letter and digit the same number of bytes', () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const letters = alphanumericFrom(every, 248) ?? ''
    const counts = Map.groupBy(letters, (letter) => letter)
    expect(counts.size).toBe(62)
    for (const group of counts.values()) expect(group).toHaveLength(4)
  })

  it('is null when too few bytes are fair', () => {
    expect(alphanumericFrom(Uint8Array.from([1, 255, 2]), 3)).toBeNull()
  })
})
