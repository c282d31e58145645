import { recordReport } from '@/lib/email/record-report'
import { verifyReport, type EmailReport, type SignedReport } from '@/lib/email/verify-report'
import { env } from '@/lib/env'
import { ApiProblem, problemAnswer } from './auth0/problem'

/** Resend repeats a report until it is answered with 2xx, so what is none of ours is accepted and dropped. */
export async function receiveResendWebhook(request: Request): Promise<Response> {
  const secret = env().resendWebhookSecret
  if (secret === undefined) return problemAnswer(new ApiProblem(404, 'RESEND_WEBHOOK_SECRET is not set.'))
  const verified = verifiedReport(secret, await signedReport(request))
  if (verified === 'refused') return problemAnswer(refused)
  if (verified !== null) await recordReport(verified)
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}

const refused = new ApiProblem(
  401,
  'The signature is not valid, or it is older than five minutes. Check RESEND_WEBHOOK_SECRET and the clock.',
  { errorCode: 'invalid_signature' },
)

async function signedReport(request: Request): Promise<SignedReport> {
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? ''
  const [id, timestamp, signature] = [header('id'), header('timestamp'), header('signature')]
  return { payload: await request.text(), id, timestamp, signature }
}

function verifiedReport(secret: string, signed: SignedReport): EmailReport | null | 'refused' {
  try {
    return verifyReport(secret, signed)
  } catch {
    return 'refused'
  }
}
