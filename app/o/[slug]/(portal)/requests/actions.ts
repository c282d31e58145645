'use server'

import { orgAction } from '@/lib/http/action'
import * as decisions from './request-decisions'

export const approve = orgAction({
  needs: ['create:organization_invitations'],
  input: decisions.approveInput,
  run: decisions.approveRequest,
})

export const decline = orgAction({
  needs: ['create:organization_invitations'],
  input: decisions.declineInput,
  run: decisions.declineRequest,
})
