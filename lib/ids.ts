import { randomBytes } from 'node:crypto'

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SORTED = '0123456789abcdefghjkmnpqrstvwxyz'

const makers = {
  organization: () => `org_${alphanumeric(16)}`,
  role: () => `rol_${alphanumeric(16)}`,
  templateRole: () => `trl_${alphanumeric(16)}`,
  connection: () => `con_${alphanumeric(16)}`,
  connectionProfile: () => `cop_${alphanumeric(16)}`,
  userAttributeProfile: () => `uap_${alphanumeric(16)}`,
  selfServiceProfile: () => `ssp_${alphanumeric(16)}`,
  ssoTicket: () => `sst_${alphanumeric(16)}`,
  invitation: () => `uinv_${alphanumeric(16)}`,
  joinLink: () => `jln_${alphanumeric(16)}`,
  clientGrant: () => `cgr_${alphanumeric(16)}`,
  resourceServer: () => hex(24),
  user: () => `auth0|${hex(24)}`,
  client: () => alphanumeric(32),
  clientSecret: () => randomBytes(48).toString('base64url'),
  session: () => `ses_${alphanumeric(22)}`,
  proof: () => `prf_${alphanumeric(22)}`,
  secret: () => `sec_${alphanumeric(22)}`,
  authorization: () => `atz_${alphanumeric(22)}`,
  signingKey: () => alphanumeric(22),
  pendingSignIn: () => `psi_${alphanumeric(32)}`,
  passkey: () => `psk_${alphanumeric(22)}`,
  theme: () => alphanumeric(32),
  supportAccess: () => `sup_${alphanumeric(21)}`,
  joinRequest: () => `jrq_${alphanumeric(21)}`,
  discoveryDomain: () => `ord_${alphanumeric(21)}`,
  directoryToken: () => `tok_${alphanumeric(16)}`,
  directorySecret: () => `scim_${randomBytes(32).toString('base64url')}`,
  directoryUser: () => `scu_${alphanumeric(21)}`,
  directoryGroup: () => `scg_${alphanumeric(21)}`,
  directoryRequest: () => `scr_${timeOrdered()}`,
  identity: () => `idn_${alphanumeric(22)}`,
  image: () => `img_${alphanumeric(22)}`,
  event: () => `log_${timeOrdered()}`,
  logStream: () => `lst_${alphanumeric(16)}`,
  webhook: () => `whk_${alphanumeric(21)}`,
  webhookDelivery: () => `whd_${timeOrdered()}`,
  webhookAttempt: () => `wha_${timeOrdered()}`,
  mail: () => `mail_${timeOrdered()}`,
}

export type IdKind = keyof typeof makers

/** In Auth0's format. Ids of events and emails sort by creation time, under any collation, without ties. */
export function newId(kind: IdKind): string {
  return makers[kind]()
}

/** Without bias; null when the bytes run out. */
export function alphanumericFrom(bytes: Uint8Array, length: number): string | null {
  const fair = bytes.filter((byte) => byte < 248).subarray(0, length)
  if (fair.length < length) return null
  return Array.from(fair, (byte) => ALPHANUMERIC.charAt(byte % 62)).join('')
}

function alphanumeric(length: number): string {
  return alphanumericFrom(randomBytes(length * 2), length) ?? alphanumeric(length)
}

function hex(length: number): string {
  return randomBytes(length / 2).toString('hex')
}

let last = { time: 0, step: 0 }

/** 10 characters of milliseconds, 4 of a counter, 16 random (80 bits). */
function timeOrdered(): string {
  const now = Date.now()
  last = now > last.time ? { time: now, step: 0 } : next(last)
  const random = Array.from(randomBytes(16), (byte) => SORTED.charAt(byte % 32)).join('')
  return sorted(last.time, 10) + sorted(last.step, 4) + random
}

function next({ time, step }: typeof last): typeof last {
  return step + 1 < 32 ** 4 ? { time, step: step + 1 } : { time: time + 1, step: 0 }
}

/** Lower case only: collations other than plain bytes mix the cases. */
function sorted(value: number, length: number): string {
  return Array.from({ length }, (_, index) =>
    SORTED.charAt(Math.floor(value / 32 ** (length - 1 - index)) % 32),
  ).join('')
}
