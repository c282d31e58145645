'use server'

import { z } from 'zod'
import { endSupportAccess, openSupportAccess } from '@/lib/domain/support-accesses/support-access'
import { displayName } from '@/lib/domain/text/display-name'
import { tenantOrgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { organizationPath } from '../../query'
import { supportReasonLength, supportTimes } from './support-times'

export const open = tenantOrgAction({
  needs: ['admin:organizations'],
  recent: 'open-support',
  input: z.object({
    reason: textField(displayName({ label: 'The reason', max: supportReasonLength })),
    minutes: z.enum(
      supportTimes.map(({ value }) => value),
      'Choose one of the times.',
    ),
  }),
  run: async (access, { reason, minutes }) => {
    const { slug } = await openSupportAccess(access, { reason, minutes: Number(minutes) })
    return { redirect: `/o/${slug}/home` }
  },
})

/** Also from the organization’s own pages, which may be closed to the operator already. */
export const end = tenantOrgAction({
  needs: ['admin:organizations'],
  input: z.object({ support_access_id: z.string().max(100).default('') }),
  run: async (access, { support_access_id }) => {
    await endSupportAccess(access, support_access_id)
    return { redirect: organizationPath(access.organizationId) }
  },
})
