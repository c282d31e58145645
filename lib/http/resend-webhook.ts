import {
  findWebhookSecret,
  recordReport,
  verifyReport,
  type EmailReport,
  type SignedReport,
} from '@/lib/email/email-report'
import { env } from '@/lib/env'
import { pinnedTenant } from '@/lib/web/tenant'
import { ApiProblem, problemAnswer } from './auth0/problem'

/**
 * The environment’s secret signs reports about emails of any tenant, a tenant’s own secret those about its emails. Resend
 * repeats a report until it is answered with 2xx, so what is none of ours is accepted and dropped.
 */
export async function receiveResendWebhook(request: Request): Promise<Response> {
  const { id: tenantId } = await pinnedTenant(request.headers)
  const signed = await signedReport(request)
  if (!mayBeSigned(signed)) return problemAnswer(refused)
  const shared = env().resendWebhookSecret
  let verified = verifiedReport(shared, signed)
  if (verified === 'refused') {
    const own = await findWebhookSecret(tenantId)
    if (own === null && shared === undefined) return problemAnswer(withoutSecret)
    verified = ofTenant(tenantId, verifiedReport(own ?? undefined, signed))
  }
  if (verified === 'refused') return problemAnswer(refused)
  if (verified !== null) await recordReport(verified)
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}

const withoutSecret = new ApiProblem(404, 'This tenant has no webhook signing secret.')

const refused = new ApiProblem(
  401,
  'The signature is not valid, or it is older than five minutes. Check the signing secret of the webhook and the clock.',
  { errorCode: 'invalid_signature' },
)

/** As Resend’s client has it. */
const toleranceSeconds = 5 * 60

type Verified = EmailReport | null | 'refused'

async function signedReport(request: Request): Promise<SignedReport> {
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? ''
  const [id, timestamp, signature] = [header('id'), header('timestamp'), header('signature')]
  return { payload: await request.text(), id, timestamp, signature }
}

/** Whether it has all headers and a time of now, so that the database need not be asked for a secret. */
function mayBeSigned({ id, timestamp, signature }: SignedReport): boolean {
  if (id === '' || signature === '' || !/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp)) <= toleranceSeconds
}

function verifiedReport(secret: string | undefined, signed: SignedReport): Verified {
  if (secret === undefined) return 'refused'
  try {
    return verifyReport(secret, signed)
  } catch {
    return 'refused'
  }
}

/** Who knows one tenant’s secret can say nothing about another’s emails. */
function ofTenant(tenantId: string, verified: Verified): Verified {
  if (verified === null || verified === 'refused') return verified
  return verified.tenantId === tenantId ? verified : null
}
