'use server'

import { z } from 'zod'
import { createJoinLink } from '@/lib/domain/join-links/create-join-link'
import { getJoinLinkUrl } from '@/lib/domain/join-links/get-join-link'
import { allowedDomains, maxUses } from '@/lib/domain/join-links/join-link-settings'
import { rotateJoinLink } from '@/lib/domain/join-links/rotate-join-link'
import { turnOffJoinLink } from '@/lib/domain/join-links/turn-off-join-link'
import { undoTurningOff } from '@/lib/domain/join-links/undo-turning-off'
import { updateJoinLink } from '@/lib/domain/join-links/update-join-link'
import { orgAction, several } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { lifetimes } from './lifetimes'

/** A malformed id is treated as unknown. */
const oneLink = z.object({
  id: z
    .string()
    .regex(/^\w{1,100}$/)
    .catch('unknown'),
})

const settings = {
  roles: several(z.string().max(100)),
  domains: textField(allowedDomains),
  max_uses: textField(maxUses),
}

const seconds = z
  .enum(
    lifetimes.map(({ value }) => value),
    'Choose one of the times.',
  )
  .transform(Number)

export const create = orgAction({
  needs: ['create:organization_invitations'],
  input: z.object({ ...settings, ttl_sec: textField(seconds) }),
  run: async (access, input) => {
    const { roles: roleIds, domains, max_uses, ttl_sec: ttlSeconds } = input
    await createJoinLink(access, { roleIds, allowedDomains: domains, maxUses: max_uses, ttlSeconds })
    return { message: 'Join link created.' }
  },
})

const replaced =
  'Changes saved. The link changed, since it gives more than before. The earlier one no longer works.'

/** Without a new time the end of a link that stays the same stays too. */
export const change = orgAction({
  needs: ['create:organization_invitations'],
  input: oneLink.extend({
    ...settings,
    ttl_sec: textField(
      z
        .literal('')
        .transform(() => null)
        .or(seconds),
    ),
  }),
  run: async (access, input) => {
    const { id, roles: roleIds, domains, max_uses, ttl_sec: ttlSeconds } = input
    const changes = { id, roleIds, allowedDomains: domains, maxUses: max_uses, ttlSeconds }
    const { isReplaced } = await updateJoinLink(access, changes)
    return { message: isReplaced ? replaced : 'Changes saved. The link stays the same.' }
  },
})

export const rotate = orgAction({
  needs: ['create:organization_invitations'],
  input: oneLink,
  run: async (access, { id }) => {
    await rotateJoinLink(access, id)
    return { message: 'New link made. The earlier one no longer works.' }
  },
})

export const turnOff = orgAction({
  needs: ['delete:organization_invitations'],
  input: oneLink,
  run: async (access, { id }) => {
    await turnOffJoinLink(access, id)
    return { message: 'Join link turned off.', undo: { id } }
  },
})

export const undoTurnOff = orgAction({
  needs: ['delete:organization_invitations'],
  input: oneLink,
  run: async (access, { id }) => {
    await undoTurningOff(access, id)
    return { message: 'The join link works again.' }
  },
})

/** The message is the link itself. */
export const linkOf = orgAction({
  needs: ['create:organization_invitations'],
  input: oneLink,
  run: async (access, { id }) => ({ message: await getJoinLinkUrl(access, id) }),
})
