'use server'

import { tenantOrgAction } from '@/lib/http/action'
import * as decisions from '../../../../o/[slug]/(portal)/requests/request-decisions'

export const approve = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: decisions.approveInput,
  recent: 'approve-join-request',
  run: decisions.approveRequest,
})

export const decline = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: decisions.declineInput,
  run: decisions.declineRequest,
})
