import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import type { Composed, MailboxPage } from './mailbox-page'
import type { Email } from './mail'

interface LiveProof {
  id: string
  tokenHash: string
  name: string | null
  /** False if another user created the account: no page waits for the code. */
  isAwaited: boolean
  minutes: number
}

export function composeSignUp(api: MailboxPage, emailTokenId: string): Promise<Composed | null> {
  const { worn, url, marks } = api
  return composed(api, emailTokenId, ({ name, isAwaited, minutes }) => ({
    ...worn,
    template: 'sign_up_proof',
    name: name ?? '',
    link: `${url}/verify?token=${marks.token}`,
    ...(isAwaited ? { code: marks.code } : {}),
    expiresInMinutes: minutes,
  }))
}

export function composeSignIn(api: MailboxPage, emailTokenId: string): Promise<Composed | null> {
  const { worn, url, marks, organization } = api
  return composed(api, emailTokenId, ({ minutes }) => ({
    ...worn,
    template: 'sign_in',
    link: `${url}/sign-in/link?token=${marks.token}`,
    code: marks.code,
    organizationName: organization?.displayName,
    expiresInMinutes: minutes,
  }))
}

export function composeResetPassword(
  api: MailboxPage,
  { proofId, isByOperator }: { proofId: string; isByOperator?: true | undefined },
): Promise<Composed | null> {
  const { worn, url, marks } = api
  return composed(api, proofId, ({ minutes }) => ({
    ...worn,
    template: 'reset_password',
    isByOperator,
    link: `${url}/reset/${marks.token}`,
    expiresInMinutes: minutes,
  }))
}

export async function composeInvitationCode(
  api: MailboxPage,
  emailTokenId: string,
): Promise<Composed | null> {
  const { worn, marks, organization } = api
  if (organization === null) return null
  return composed(api, emailTokenId, ({ minutes }) => ({
    ...worn,
    template: 'invitation_code',
    organizationName: organization.displayName,
    code: marks.code,
    expiresInMinutes: minutes,
  }))
}

export function composeConnectionCode(api: MailboxPage, emailTokenId: string): Promise<Composed | null> {
  const { worn, marks } = api
  return composed(api, emailTokenId, ({ minutes }) => ({
    ...worn,
    template: 'connection_code',
    code: marks.code,
    expiresInMinutes: minutes,
  }))
}

export function composeEmailChangeCode(api: MailboxPage, emailTokenId: string): Promise<Composed | null> {
  const { worn, marks } = api
  return composed(api, emailTokenId, ({ minutes }) => ({
    ...worn,
    template: 'email_change_code',
    code: marks.code,
    expiresInMinutes: minutes,
  }))
}

async function composed(
  api: MailboxPage,
  emailTokenId: string,
  contentOf: (emailToken: LiveProof) => Email,
): Promise<Composed | null> {
  const proof = await liveProof(api, emailTokenId)
  return proof && { content: contentOf(proof), secrets: emailTokenSecrets(proof) }
}

/** Null if used or expired, and for an unknown address: its row looks like any other, but no email is sent. */
async function liveProof({ tx, mail }: MailboxPage, emailTokenId: string): Promise<LiveProof | null> {
  const [emailToken] = await tx.$queryRaw<LiveProof[]>`
    SELECT id, token_hash AS "tokenHash", name, (user_id IS NULL OR password_hash IS NOT NULL) AS "isAwaited",
      round(extract(epoch FROM expires_at - created_at) / 60)::integer AS minutes
    FROM email_proofs
    WHERE tenant_id = ${mail.tenantId} AND id = ${emailTokenId} AND used_at IS NULL AND expires_at > now()
      AND (user_id IS NOT NULL OR purpose IN ('sign_up', 'invitation', 'connection'))`
  return emailToken ?? null
}
