'use server'

import { orgAction } from '@/lib/http/action'
import * as changes from './branding-changes'
import { brandingInput } from './branding-input'

export const save = orgAction({
  needs: ['update:organizations'],
  input: brandingInput,
  run: changes.saveBranding,
})

export const discardDraft = orgAction({
  needs: ['update:organizations'],
  input: changes.noInput,
  run: changes.discardDraft,
})

export const restoreVersion = orgAction({
  needs: ['update:organizations'],
  input: changes.versionInput,
  run: changes.restoreVersion,
})

export const sendTest = orgAction({
  needs: ['update:organizations'],
  input: changes.noInput,
  run: changes.sendTest,
})
