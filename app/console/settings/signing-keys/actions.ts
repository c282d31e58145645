'use server'

import { z } from 'zod'
import { revokeSigningKey } from '@/lib/domain/keys/revoke-signing-key'
import { rotateSigningKey } from '@/lib/domain/keys/rotate-signing-key'
import { checkbox, tenantAction } from '@/lib/http/action'

export const rotate = tenantAction({
  needs: ['create:signing_keys'],
  input: z.object({ force: checkbox }),
  recent: 'rotate-signing-key',
  run: async (access, { force }) => {
    await rotateSigningKey(access, { force })
    return { message: 'The next key signs from now on.' }
  },
})

export const revoke = tenantAction({
  needs: ['update:signing_keys'],
  input: z.object({ key_id: z.string().max(100).default('') }),
  recent: 'revoke-signing-key',
  run: async (access, { key_id }) => {
    await revokeSigningKey(access, key_id)
    return { message: 'The key is revoked.' }
  },
})
