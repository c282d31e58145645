'use server'

import { orgAction } from '@/lib/http/action'
import * as changes from './link-changes'

export const create = orgAction({
  needs: ['create:organization_invitations'],
  input: changes.newLinkInput,
  run: changes.createLink,
})

export const change = orgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkChangeInput,
  run: changes.changeLink,
})

export const rotate = orgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkInput,
  run: changes.rotateLink,
})

export const turnOff = orgAction({
  needs: ['delete:organization_invitations'],
  input: changes.linkInput,
  run: changes.turnOffLink,
})

export const undoTurnOff = orgAction({
  needs: ['delete:organization_invitations'],
  input: changes.linkInput,
  run: changes.undoTurnOffLink,
})

export const linkOf = orgAction({
  needs: ['create:organization_invitations'],
  input: changes.linkInput,
  run: changes.getLink,
})
