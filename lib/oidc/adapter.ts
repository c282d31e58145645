import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { z } from 'zod'
import { seal, type SealedFor, unseal } from '@/lib/domain/crypto/seal'
import { consumeArtifact, deleteArtifact, saveArtifact, consumeOnce } from '@/lib/domain/tokens/artifacts'
import { revokeAuthorization, saveAuthorization } from '@/lib/domain/tokens/authorizations'
import { findClient } from './client'
import { forgetLookups, lookUpArtifact, lookUpAuthorization } from './lookups'
import { authorizedByPolicy, withoutPolicy, withPolicy } from './refresh-policies'
import { currentRequest } from './request'

/** A second tab may still send a refresh token that the first has just used. */
const reuseToleranceSeconds = 10
/** What was used once is remembered for this time, so it must expire within it. */
const dayInSeconds = 86_400

const interactionPayload = z.record(z.string(), z.unknown())

export function adapterFor(kind: string): Adapter {
  if (kind === 'RefreshToken') return new RefreshTokenAdapter(kind)
  if (kind === 'Session') return new SessionAdapter(kind)
  if (kind === 'Grant') return new GrantAdapter(kind)
  if (kind === 'Client') return new ClientAdapter(kind)
  if (kind === 'Interaction') return new InteractionAdapter(kind)
  if (kind === 'ReplayDetection') return new ReplayDetectionAdapter(kind)
  return new ArtifactAdapter(kind)
}

class ArtifactAdapter implements Adapter {
  constructor(protected readonly kind: string) {}

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    return saveArtifact(tenantId(), {
      kind: this.kind,
      id,
      expiresIn,
      authorizationId: payload.grantId ?? null,
      payload: { ...payload },
    })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await lookUpArtifact(this.kind, id)
    if (!found) return undefined
    const { payload, consumedAt } = found
    if (consumedAt === null) return payload
    const isTolerated =
      this.kind === 'RefreshToken' && consumedAt.getTime() > Date.now() - reuseToleranceSeconds * 1000
    return isTolerated ? undefined : { ...payload, consumed: Math.floor(consumedAt.getTime() / 1000) }
  }

  /** Another request may have been first since the provider’s own check. */
  async consume(id: string): Promise<void> {
    if (await consumeArtifact(tenantId(), { kind: this.kind, id })) return
    throw new errors.InvalidGrant('it was used already')
  }

  async destroy(id: string): Promise<void> {
    await deleteArtifact(tenantId(), { kind: this.kind, id })
    forgetLookups()
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await revokeAuthorization(tenantId(), grantId)
    forgetLookups()
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }
}

/** The nonce is for the first ID token: a refreshed one should not repeat it (OpenID Connect Core, 12.2). */
class RefreshTokenAdapter extends ArtifactAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await super.find(id)
    if (!found) return undefined
    const { nonce: _, ...payload } = found
    return withPolicy(payload)
  }

  override upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    return super.upsert(id, withoutPolicy(payload), expiresIn)
  }
}

/** Sealed, since parameters may hold a ticket or an ID token. Only the cookie binds it to its browser. */
class InteractionAdapter extends ArtifactAdapter {
  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { session: _, ...rest } = payload
    await super.upsert(id, { sealed: await seal(JSON.stringify(rest), sealedFor()) }, expiresIn)
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await super.find(id)
    const opened = found && (await unseal(String(found['sealed']), sealedFor()))
    return opened ? { ...interactionPayload.parse(JSON.parse(opened)), jti: id } : undefined
  }
}

function sealedFor(): SealedFor {
  return { purpose: 'interaction', tenantId: tenantId() }
}

/** The provider’s session is ours: the user is from our table, what the provider adds is an artifact with the same id. */
class SessionAdapter extends ArtifactAdapter {
  override async find(): Promise<AdapterPayload | undefined> {
    const { session } = currentRequest()
    if (!session) return undefined
    const stored = await lookUpArtifact(this.kind, session.id)
    return {
      authorizations: stored?.payload['authorizations'] as AdapterPayload['authorizations'],
      jti: session.id,
      uid: session.id,
      kind: 'Session',
      accountId: session.user.id,
      loginTs: Math.floor(session.authTime.getTime() / 1000),
      amr: session.amr,
      exp: Math.floor(session.expiresAt.getTime() / 1000),
    }
  }

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { session } = currentRequest()
    if (session?.id !== id) return
    const { authorizations } = payload
    await saveArtifact(tenantId(), {
      kind: this.kind,
      id,
      expiresIn,
      authorizationId: null,
      payload: { authorizations: authorizations ?? {} },
    })
  }

  override async destroy(): Promise<void> {
    // Foyer’s own sign-out ends sessions.
  }
}

class GrantAdapter extends ArtifactAdapter {
  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { session, account, offline } = currentRequest()
    const { clientId, accountId } = payload
    if (!session || !clientId || accountId !== session.user.id) throw new errors.AccessDenied()
    const isSaved = await saveAuthorization(tenantId(), {
      id,
      clientId,
      userId: accountId,
      sessionId: session.id,
      connectionId: session.connectionId,
      organizationId: account?.organization?.id ?? null,
      offline: offline ?? false,
      expiresIn,
      payload: { ...payload, signed_in_at: session.authTime.toISOString() },
    })
    if (!isSaved) throw new errors.LoginRequired('the session has ended')
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await lookUpAuthorization(id)
    return found ? authorizedByPolicy({ ...found.payload, jti: id }) : undefined
  }

  override destroy(id: string): Promise<void> {
    return this.revokeByGrantId(id)
  }
}

/** Another request may have been first since the provider’s own check. */
class ReplayDetectionAdapter extends ArtifactAdapter {
  override async upsert(id: string, _payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (expiresIn > dayInSeconds)
      throw new errors.InvalidClientAuth('client assertion tokens must expire within a day')
    const isFirst = await consumeOnce(tenantId(), { kind: this.kind, id, expiresIn })
    if (!isFirst) throw new errors.InvalidClientAuth('client assertion tokens must only be used once')
  }
}

class ClientAdapter extends ArtifactAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    return /^[\w-]{1,64}$/.test(id) ? findClient(id) : undefined
  }
}

function tenantId(): string {
  return currentRequest().tenant.id
}
