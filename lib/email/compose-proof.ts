import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import type { Composed, Desk } from './desk'

interface LiveProof {
  id: string
  tokenHash: string
  name: string | null
  /** Not of somebody whom others made: she waits at no page that asks for a code. */
  isAwaited: boolean
  minutes: number
}

export async function composeSignUpProof(desk: Desk, proofId: string): Promise<Composed | null> {
  const proof = await liveProof(desk, proofId)
  if (proof === null) return null
  const { worn, url, marks } = desk
  return {
    content: {
      ...worn,
      template: 'sign_up_proof',
      name: proof.name ?? '',
      link: `${url}/verify?token=${marks.token}`,
      ...(proof.isAwaited ? { code: marks.code } : {}),
      expiresInMinutes: proof.minutes,
    },
    secrets: proofSecrets(proof),
  }
}

export async function composeSignIn(desk: Desk, proofId: string): Promise<Composed | null> {
  const proof = await liveProof(desk, proofId)
  if (proof === null) return null
  const { worn, url, marks, organization } = desk
  return {
    content: {
      ...worn,
      template: 'sign_in',
      link: `${url}/sign-in/link?token=${marks.token}`,
      code: marks.code,
      organizationName: organization?.displayName,
      expiresInMinutes: proof.minutes,
    },
    secrets: proofSecrets(proof),
  }
}

export async function composeResetPassword(desk: Desk, proofId: string): Promise<Composed | null> {
  const proof = await liveProof(desk, proofId)
  if (proof === null) return null
  const { worn, url, marks } = desk
  return {
    content: {
      ...worn,
      template: 'reset_password',
      link: `${url}/reset/${marks.token}`,
      expiresInMinutes: proof.minutes,
    },
    secrets: proofSecrets(proof),
  }
}

export async function composeInvitationCode(desk: Desk, proofId: string): Promise<Composed | null> {
  const proof = await liveProof(desk, proofId)
  if (proof === null || desk.organization === null) return null
  return {
    content: {
      ...desk.worn,
      template: 'invitation_code',
      organizationName: desk.organization.displayName,
      code: desk.marks.code,
      expiresInMinutes: proof.minutes,
    },
    secrets: proofSecrets(proof),
  }
}

export async function composeConnectionCode(desk: Desk, proofId: string): Promise<Composed | null> {
  const proof = await liveProof(desk, proofId)
  if (proof === null) return null
  return {
    content: {
      ...desk.worn,
      template: 'connection_code',
      code: desk.marks.code,
      expiresInMinutes: proof.minutes,
    },
    secrets: proofSecrets(proof),
  }
}

/**
 * The database’s clock decides whether anything can still come of it. Strangers who ask to sign in or to reset a
 * password leave the same rows as others do: that nobody hears of it is decided here.
 */
async function liveProof({ tx, mail }: Desk, proofId: string): Promise<LiveProof | null> {
  const [proof] = await tx.$queryRaw<LiveProof[]>`
    SELECT id, token_hash AS "tokenHash", name, (user_id IS NULL OR password_hash IS NOT NULL) AS "isAwaited",
      round(extract(epoch FROM expires_at - created_at) / 60)::integer AS minutes
    FROM email_proofs
    WHERE tenant_id = ${mail.tenantId} AND id = ${proofId} AND used_at IS NULL AND expires_at > now()
      AND (user_id IS NOT NULL OR purpose IN ('sign_up', 'invitation', 'connection'))`
  return proof ?? null
}
