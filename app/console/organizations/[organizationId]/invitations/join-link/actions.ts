'use server'

import { tenantOrgAction } from '@/lib/http/action'
import * as changes from '../../../../../o/[slug]/(portal)/invitations/join-link/link-changes'

export const create = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: changes.newLinkInput,
  recent: 'create-join-link',
  run: changes.createLink,
})

export const change = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkChangeInput,
  recent: 'change-join-link',
  run: changes.changeLink,
})

export const rotate = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkInput,
  recent: 'rotate-join-link',
  run: changes.rotateLink,
})

export const turnOff = tenantOrgAction({
  needs: ['delete:organization_invitations'],
  input: changes.linkInput,
  run: changes.turnOffLink,
})

export const undoTurnOff = tenantOrgAction({
  needs: ['delete:organization_invitations'],
  input: changes.linkInput,
  run: changes.undoTurnOffLink,
})

export const linkOf = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkInput,
  run: changes.getLink,
})
