import { sha256Hex } from '@/lib/domain/crypto/digest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import type { ComposeContext, ComposedData } from './compose-context'
import type { TemplateData } from './email'

interface LiveEmailToken {
  id: string
  tokenHash: string
  name: string | null
  /** False if another user created the account: no page waits for the code. */
  isAwaited: boolean
  minutes: number
}

interface TokenContent {
  proofId: string
}

type MaybeComposed = Promise<ComposedData | null>

export function composeSignUp(context: ComposeContext, { proofId }: TokenContent): MaybeComposed {
  const { url, placeholders } = context
  return withLiveToken(context, proofId, ({ name, isAwaited, minutes }) => ({
    template: 'sign_up_proof',
    name: name ?? '',
    link: `${url}/verify?token=${placeholders.token}`,
    ...(isAwaited ? { code: placeholders.code } : {}),
    expiresInMinutes: minutes,
  }))
}

export function composeSignIn(context: ComposeContext, { proofId }: TokenContent): MaybeComposed {
  const { url, placeholders, organization } = context
  return withLiveToken(context, proofId, ({ minutes }) => ({
    template: 'sign_in',
    link: `${url}/sign-in/link?token=${placeholders.token}`,
    code: placeholders.code,
    organizationName: organization?.displayName,
    expiresInMinutes: minutes,
  }))
}

export function composeResetPassword(
  context: ComposeContext,
  { proofId, isByOperator }: TokenContent & { isByOperator?: true | undefined },
): MaybeComposed {
  const { url, placeholders } = context
  return withLiveToken(context, proofId, ({ minutes }) => ({
    template: 'reset_password',
    isByOperator,
    link: `${url}/reset/${placeholders.token}`,
    expiresInMinutes: minutes,
  }))
}

export async function composeInvitationCode(
  context: ComposeContext,
  { proofId }: TokenContent,
): MaybeComposed {
  const { placeholders, organization } = context
  if (organization === null) return null
  return withLiveToken(context, proofId, ({ minutes }) => ({
    template: 'invitation_code',
    organizationName: organization.displayName,
    code: placeholders.code,
    expiresInMinutes: minutes,
  }))
}

export function composeCode(
  context: ComposeContext,
  { template, proofId }: TokenContent & { template: 'connection_code' | 'email_change_code' },
): MaybeComposed {
  const { code } = context.placeholders
  return withLiveToken(context, proofId, ({ minutes }) => ({ template, code, expiresInMinutes: minutes }))
}

/** Null if used or expired, and for an unknown address: its row looks like any other, but no email is sent. */
async function withLiveToken(
  { tx, mail }: ComposeContext,
  id: string,
  dataOf: (token: LiveEmailToken) => TemplateData,
): MaybeComposed {
  const [token] = await tx.$queryRaw<LiveEmailToken[]>`
    SELECT id, token_hash AS "tokenHash", name, (user_id IS NULL OR password_hash IS NOT NULL) AS "isAwaited",
      round(extract(epoch FROM expires_at - created_at) / 60)::integer AS minutes
    FROM email_proofs
    WHERE tenant_id = ${mail.tenantId} AND id = ${id} AND used_at IS NULL AND expires_at > now()
      AND (user_id IS NOT NULL OR purpose IN ('sign_up', 'invitation', 'connection'))`
  if (!token) return null
  const secrets = emailTokenSecrets(token)
  if (sha256Hex(secrets.token) !== token.tokenHash)
    throw new Error(`Email token ${id} was made with an unknown FOYER_SECRET.`)
  return { data: dataOf(token), secrets }
}
