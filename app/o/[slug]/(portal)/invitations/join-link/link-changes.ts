import { z } from 'zod'
import type { BySession, OrganizationAccess } from '@/lib/access'
import { createJoinLink } from '@/lib/domain/join-links/create-join-link'
import { getJoinLinkUrl } from '@/lib/domain/join-links/queries'
import { allowedDomains, maxUses } from '@/lib/domain/join-links/join-link-settings'
import { rotateJoinLink } from '@/lib/domain/join-links/rotate-join-link'
import { turnOffJoinLink, undoTurningOff } from '@/lib/domain/join-links/turn-off-join-link'
import { updateJoinLink } from '@/lib/domain/join-links/update-join-link'
import { type Done, several } from '@/lib/http/action'
import { idField, textField } from '@/lib/http/text-field'
import { joinLinkLifetimes } from '../lifetimes'

type CreateAccess = OrganizationAccess<'create:organization_invitations'> & BySession
type DeleteAccess = OrganizationAccess<'delete:organization_invitations'>

export const linkInput = z.object({ id: idField })

type LinkInput = z.output<typeof linkInput>

const settings = {
  roles: several(z.string().max(100)),
  domains: textField(allowedDomains),
  max_uses: textField(maxUses),
}

const seconds = z
  .enum(
    joinLinkLifetimes.map(({ value }) => value),
    'Choose one of the times.',
  )
  .transform(Number)

export const newLinkInput = z.object({ ...settings, ttl_sec: textField(seconds) })

export async function createLink(access: CreateAccess, input: z.output<typeof newLinkInput>): Promise<Done> {
  const { roles: roleIds, domains, max_uses, ttl_sec: ttlSeconds } = input
  await createJoinLink(access, { roleIds, allowedDomains: domains, maxUses: max_uses, ttlSeconds })
  return { message: 'Join link created.' }
}

/** Without a new time, a link that is not replaced keeps its expiry. */
export const linkChangeInput = linkInput.extend({
  ...settings,
  ttl_sec: textField(
    z
      .literal('')
      .transform(() => null)
      .or(seconds),
  ),
})

const replaced =
  'Changes saved. The link changed, since it gives more than before. The earlier one no longer works.'

export async function changeLink(
  access: CreateAccess,
  input: z.output<typeof linkChangeInput>,
): Promise<Done> {
  const { id, roles: roleIds, domains, max_uses, ttl_sec: ttlSeconds } = input
  const changes = { id, roleIds, allowedDomains: domains, maxUses: max_uses, ttlSeconds }
  const { isReplaced } = await updateJoinLink(access, changes)
  return { message: isReplaced ? replaced : 'Changes saved. The link stays the same.' }
}

export async function rotateLink(access: CreateAccess, { id }: LinkInput): Promise<Done> {
  await rotateJoinLink(access, id)
  return { message: 'New link made. The earlier one no longer works.' }
}

export async function turnOffLink(access: DeleteAccess, { id }: LinkInput): Promise<Done> {
  await turnOffJoinLink(access, id)
  return { message: 'Join link turned off.', undo: { id } }
}

export async function undoTurnOffLink(access: DeleteAccess, { id }: LinkInput): Promise<Done> {
  await undoTurningOff(access, id)
  return { message: 'The join link works again.' }
}

/** The message is the link itself. */
export async function getLink(access: CreateAccess, { id }: LinkInput): Promise<Done> {
  return { message: await getJoinLinkUrl(access, id) }
}
