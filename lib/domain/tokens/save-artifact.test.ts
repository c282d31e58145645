import { expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { findArtifact, saveArtifact } from './artifacts'

it('of saves at the same moment, one is kept whole', async () => {
  const { tenantId } = await createTestTenant()
  for (let round = 0; round < 5; round++) {
    const key = { kind: 'Session', id: `round ${round}` }
    const keep = (turn: number) =>
      saveArtifact(tenantId, { ...key, payload: { turn }, authorizationId: null, expiresIn: 60 })
    await Promise.all(Array.from({ length: 8 }, (_, turn) => keep(turn)))
    const payload = { turn: expect.any(Number), jti: key.id }
    expect(await findArtifact(tenantId, { kinds: [key.kind], id: key.id })).toMatchObject({ payload })
    await keep(99)
    expect(await findArtifact(tenantId, { kinds: [key.kind], id: key.id })).toMatchObject({
      payload: { turn: 99 },
    })
  }
})
